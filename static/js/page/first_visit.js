// @ts-check
/** The tour, which is fetched by a first visitor and by whoever asks for it. */

import { recall } from "../ui/storage.js";
import { wanted } from "../ui/wanted.js";

/** @returns {{ begin: () => Promise<void>, offer: () => Promise<void> }} */
export function firstVisit() {
  const tour = wanted(async () => (await import("../ui/tour.js")).tour());
  return {
    begin: async () => (await tour())?.begin(),
    offer: async () => {
      if (recall("knightreplay.tour") === null) (await tour())?.offer();
    },
  };
}
