// @ts-check
/** The head of a participant's page, and what somebody may change about their own seat. */

import { byId, inputById, setAttribute, setText } from "../../kit/dom.js";
import { mood, words } from "../../core/connection.js";
import { _ } from "../../core/words.js";
import { partWords } from "../seat_words.model.js";

/** @import {RoomContext} from "../room.model.js" */
/** @import {Me} from "../../types.js" */

/** @param {HTMLElement} root @param {RoomContext} context */
export function seatPart(root, context) {
  const { room } = context;
  let before = false; // there was a connection to the room

  byId("rename").addEventListener("submit", (event) => {
    event.preventDefault();
    void rename(context);
  });
  for (const id of ["leave", "move"]) byId(id).hidden = context.seatKey !== null; // the browser's own seat is another
  inputById("recorded").addEventListener("change", () => void agree(context));

  return function draw() {
    const { state } = context;
    const about = { catchingUp: false, resumed: false, first: !before };
    before ||= state === "live";
    setText(byId("connection-words"), words(state, about));
    setAttribute(byId("connection"), "data-state", mood(state, about));
    const { info, me } = room;
    if (info) setText(byId("room-name"), info.name || info.code);
    if (me) {
      own(me);
      setText(byId("seat-name"), me.name);
      setText(byId("seat-part"), partWords(me, info?.teams ?? []));
    }
    root.classList.toggle("is-over", room.over !== null);
    byId("own-seat").hidden = room.over !== null;
  };
}

/** What is said of oneself, unless it is just being changed. @param {Me} me */
function own(me) {
  const name = inputById("own-name");
  if (name.value === name.defaultValue) name.value = me.name;
  name.defaultValue = me.name;
  const box = inputById("recorded");
  if (box.checked === box.defaultChecked) box.checked = me.recorded;
  box.defaultChecked = me.recorded;
  for (const one of [box, ...byId("rename").querySelectorAll("button")]) {
    one.disabled = false;
  }
}

/** @param {RoomContext} context */
async function rename(context) {
  const given = { seat: context.room.me?.seat, name: inputById("own-name").value };
  await context.do("rename", given, { said: _("Your name is changed") });
}

/** @param {RoomContext} context */
async function agree(context) {
  const box = inputById("recorded");
  const on = box.checked;
  const said = on
    ? _("Your name may stand in the record")
    : _("Your name does not stand in the record");
  if (!(await context.do("consent", { on }, { said }))) box.checked = !on;
}
