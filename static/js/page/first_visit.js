// @ts-check
/** The tour, which is fetched by a first visitor and by whoever asks for it. */

import { recall } from "../ui/storage.js";

const fetched = () => import("../ui/tour.js");

/** @returns {{ begin: () => Promise<void>, offer: () => Promise<void> }} */
export function firstVisit() {
  /** @type {Promise<ReturnType<typeof import("../ui/tour.js").tour>> | null} */
  let made = null;
  const tour = () => (made ??= fetched().then((module) => module.tour()));
  return {
    begin: async () => (await tour()).begin(),
    offer: async () => {
      if (recall("knightreplay.tour") === null) (await tour()).offer();
    },
  };
}
