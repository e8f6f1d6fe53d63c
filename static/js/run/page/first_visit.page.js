// @ts-check
/** The tour, which is fetched by a first visitor and by whoever asks for it. */

import { recall } from "../../kit/storage.js";
import { wanted } from "../../kit/lazy.js";

/** @returns {{ begin: () => Promise<void>, offer: () => Promise<void> }} */
export function firstVisit() {
  const tour = wanted(async () => new (await import("./tour.js")).Tour());
  return {
    begin: async () => (await tour())?.begin(),
    offer: async () => {
      if (recall("knightreplay.tour") === null) (await tour())?.offer();
    },
  };
}
