// @ts-check
/** After the kill switch: why, and who goes on acting. Nothing waits for the answer. */

import { byId, inputById, setText } from "../../kit/dom.js";
import { escapable } from "../../kit/escape.js";

/**
 * @typedef {object} AfterActions
 * @property {(seq: number, text: string) => void} reason
 * @property {(seq: number) => void} undo
 * @property {() => void} handBack
 */

/** @param {AfterActions} actions */
export function afterPrompt(actions) {
  const panel = byId("after");
  const field = inputById("after-reason");
  let seq = 0;

  let closed = () => {};

  function hide() {
    closed();
    panel.hidden = true;
  }

  byId("after-form").addEventListener("submit", (event) => {
    event.preventDefault();
    if (field.value.trim()) actions.reason(seq, field.value.trim());
    hide();
  });
  byId("after-skip").addEventListener("click", hide);
  byId("after-undo").addEventListener("click", () => {
    actions.undo(seq);
    hide();
  });
  byId("after-hand-back").addEventListener("click", () => {
    actions.handBack();
    byId("after-choice").hidden = true;
  });

  /** @param {number} act @param {string} words @param {boolean} first */
  return (act, words, first) => {
    seq = act;
    field.value = "";
    setText(byId("after-words"), words);
    byId("after-choice").hidden = !first;
    closed();
    closed = escapable(panel, hide);
    panel.hidden = false;
    panel.scrollIntoView({ block: "nearest" }); // where it stands in the page and not over it
  };
}
