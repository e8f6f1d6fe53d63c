// @ts-check
/** The question on the host's phone: what it is, and the one thing to do next with it. */

import { byId, button, make, setAttribute, setText } from "../../kit/dom.js";
import { lockedWords, textOf } from "./question.model.js";
import { nextCommand, questionNow } from "./now.model.js";
import { hms } from "../../core/format.js";

/** @import {Room} from "../room.model.js" */

/**
 * The question before the host, and the one thing to do next with it.
 * @param {Room} room @param {(what: string, given: Record<string, unknown>) => Promise<unknown>} act
 * @param {{ time: () => number, seek: (t: number) => void }} clock of the run
 * @returns {() => void} draws
 */
export function remoteQuestion(room, act, { time: now, seek }) {
  const time = make("p", { class: "help" });
  const text = make("p", { class: "asks" });
  const count = make("p", { class: "count", role: "status" });
  const press = button("", () => void pressed(), {
    class: "btn big",
    id: "question-do",
  });
  byId("question").replaceChildren(time, text, count, press);

  async function pressed() {
    const stop = questionNow(room.plan);
    const command = stop && nextCommand(stop, now());
    if (!command) return;
    if (command.what === "seek") return seek(Number(command.given["to"]));
    press.disabled = true;
    await act(command.what, command.given);
    press.disabled = false;
  }

  return () => {
    const stop = questionNow(room.plan);
    const { info } = room;
    byId("question").hidden = !stop || !info || info.run === null;
    if (!stop || !info) return;
    setText(time, hms(stop.at));
    setText(text, textOf(stop, stop.text));
    setText(count, stop.state === "open" ? lockedWords(stop, info) : "");
    setAttribute(byId("question"), "data-state", stop.state);
    const command = nextCommand(stop, now());
    press.hidden = !command;
    setText(press, command?.words ?? "");
  };
}
