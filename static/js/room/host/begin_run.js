// @ts-check
/** The form that begins a room's run, at first and in the place of another. */

import { byId, inputById, setText } from "../../kit/dom.js";
import { _ } from "../../core/words.js";

/** @import {Room} from "../room.model.js" */

/** @typedef {{ scenario: string, seed: number, blind?: boolean }} Begun */

export class BeginForm {
  form = byId("begin");
  cancel = byId("begin-cancel");
  scenario = /** @type {HTMLSelectElement} */ (byId("begin-scenario"));
  seed = inputById("begin-seed");
  blind = inputById("begin-blind");
  /** Whether another run is wanted than the one there is. */
  asked = false;

  /** @param {Room} room @param {(given: Begun) => Promise<unknown>} begin */
  constructor(room, begin) {
    this.room = room;
    this.begin = begin;
    this.blind.addEventListener("change", () => {
      this.scenario.disabled = this.seed.disabled = this.blind.checked;
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.submitted();
    });
    this.cancel.addEventListener("click", () => this.ask(false));
  }

  draw() {
    const { info } = this.room;
    const has = info?.run != null;
    this.form.hidden = !info || info.ended || (has && !this.asked);
    this.cancel.hidden = !has;
    setText(byId("begin-words"), has ? another() : none());
  }

  open() {
    this.ask(true);
    this.scenario.focus();
  }

  /** @param {boolean} asked @private */
  ask(asked) {
    this.asked = asked;
    this.draw();
  }

  /** @private */
  async submitted() {
    const given = { scenario: this.scenario.value, seed: Number(this.seed.value) };
    await this.begin({ ...given, ...(this.blind.checked ? { blind: true } : {}) });
    this.ask(false);
  }
}

const none = () =>
  _(
    "No run yet. Those who join wait and see each other's names. Choose a scenario and begin.",
  );

const another = () =>
  _(
    "Everyone goes over to the new run. The present one stays as it is, under My runs of the browser that opened the room.",
  );
