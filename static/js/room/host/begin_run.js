// @ts-check
/** The form that begins a room's run, at first and in the place of another. */

import { byId, inputById, setText } from "../../kit/dom.js";
import { _ } from "../../core/words.js";

/** @import {Room} from "../room.model.js" */

/**
 * @param {Room} room
 * @param {(given: { scenario: string, seed: number, blind?: boolean }) => Promise<unknown>} begin
 * @returns {{ draw: () => void, open: () => void }}
 */
export function beginRun(room, begin) {
  const form = byId("begin");
  const cancel = byId("begin-cancel");
  const blind = inputById("begin-blind");
  let asked = false; // for another run than the one there is

  function draw() {
    const { info } = room;
    const has = info?.run != null;
    form.hidden = !info || info.ended || (has && !asked);
    cancel.hidden = !has;
    setText(byId("begin-words"), has ? another() : none());
  }

  async function submitted() {
    const scenario = /** @type {HTMLSelectElement} */ (byId("begin-scenario")).value;
    const seed = Number(inputById("begin-seed").value);
    await begin({ scenario, seed, ...(blind.checked ? { blind: true } : {}) });
    asked = false;
    draw();
  }

  blind.addEventListener("change", () => {
    for (const id of ["begin-scenario", "begin-seed"]) {
      const field = /** @type {HTMLSelectElement | HTMLInputElement} */ (byId(id));
      field.disabled = blind.checked;
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void submitted();
  });
  cancel.addEventListener("click", () => {
    asked = false;
    draw();
  });

  function open() {
    asked = true;
    draw();
    byId("begin-scenario").focus();
  }

  return { draw, open };
}

const none = () =>
  _(
    "No run yet. Those who join wait and see each other's names. Choose a scenario and begin.",
  );

const another = () =>
  _(
    "Everyone goes over to the new run. The present one stays as it is, under My runs of the browser that opened the room.",
  );
