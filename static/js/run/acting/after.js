// @ts-check
/** After the kill switch: why, and who goes on acting. Nothing waits for the answer. */

import { byId, inputById, setText } from "../../kit/dom.js";

/**
 * @typedef {object} AfterActions
 * @property {(seq: number, text: string) => void} reason
 * @property {(seq: number) => void} undo
 * @property {() => void} handBack
 */

export class AfterPrompt {
  panel = byId("after");
  field = inputById("after-reason");
  /** Of the act that is asked about. */
  seq = 0;

  /** @param {AfterActions} actions */
  constructor(actions) {
    this.actions = actions;
    byId("after-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.answered(this.field.value.trim());
    });
    byId("after-skip").addEventListener("click", () => this.hide());
    byId("after-undo").addEventListener("click", () => this.undo());
    byId("after-hand-back").addEventListener("click", () => this.handBack());
    this.panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.hide();
    });
  }

  /** @private */
  hide() {
    this.panel.hidden = true;
  }

  /** @param {string} reason @private */
  answered(reason) {
    if (reason) this.actions.reason(this.seq, reason);
    this.hide();
  }

  /** @private */
  undo() {
    this.actions.undo(this.seq);
    this.hide();
  }

  /** @private */
  handBack() {
    this.actions.handBack();
    byId("after-choice").hidden = true;
  }

  /** @param {number} seq @param {string} words @param {boolean} first whether it was the first act */
  ask(seq, words, first) {
    this.seq = seq;
    this.field.value = "";
    setText(byId("after-words"), words);
    byId("after-choice").hidden = !first;
    this.panel.hidden = false;
    this.panel.scrollIntoView({ block: "nearest" }); // where it stands in the page and not over it
  }
}
