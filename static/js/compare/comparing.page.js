// @ts-check
/** Which runs are compared, and asking the server what it says of them. */

import { addressOf, moved } from "../replay/comparison.model.js";
import { _ } from "../core/words.js";
import { readComparison } from "../replay/comparison.api.js";
import { toast } from "../kit/toasts.js";

/** @import {Sides} from "./sides.page.js" */

/** Many acts in a row are one question. */
const REST = 400;
const AGAIN = 5000;
/** While a run is computed or keeps to its clock, more of it comes to be known. */
const BETWEEN = 4000;

export class Comparing {
  /** @param {Sides} sides @param {string[]} ids @param {() => void} came */
  constructor(sides, ids, came) {
    this.sides = sides;
    this.ids = ids;
    this.came = came;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.asked = 0;
  }

  /** Other runs, or another order. @param {string[]} ids */
  choose(ids) {
    this.ids = ids;
    history.replaceState(history.state, "", addressOf(ids));
    return this.ask();
  }

  /** @param {string} id @param {number} to */
  async move(id, to) {
    await this.choose(moved(this.ids, id, to));
  }

  /** @param {string} id */
  async remove(id) {
    await this.choose(this.ids.filter((own) => own !== id));
  }

  /** Something happened to a run: ask soon. */
  touch(rest = REST) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(), rest);
  }

  async ask() {
    clearTimeout(this.timer);
    const number = ++this.asked;
    try {
      const info = await readComparison(this.ids);
      if (number !== this.asked) return;
      this.sides.adopt(info);
      this.came();
      const computing = info.ranges.some((own) => own && !own.known);
      if (computing || info.without_figures.some(mayChange)) this.touch(BETWEEN);
    } catch {
      if (number !== this.asked) return;
      toast(_("The comparison could not be read; trying again."));
      this.touch(AGAIN);
    }
  }
}

/** @param {string | null} why */
const mayChange = (why) => why === "computing" || why === "paced";
