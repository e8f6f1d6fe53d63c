// @ts-check
/** What the host can do with one seat: its name, its part, what it sees, its place here. */

import { fogs, parts, presenceWords } from "../presence.model.js";
import { button, inputById, make, setText } from "../../kit/dom.js";
import { _ } from "../../core/words.js";
import { field, select } from "../../kit/forms.js";

/** @import {Room} from "../room.model.js" */
/** @import {RosterEntry} from "../../types.js" */

/**
 * @typedef {object} PersonActions
 * @property {(seat: number, name: string) => void} rename
 * @property {(seat: number, given: { part?: string, fog?: string }) => void} place
 * @property {(seat: number, team: number | null) => void} assign
 * @property {(seat: number) => void} remove
 * @property {(seat: number) => void} letBack
 */

export class PersonDialog {
  title = make("h2", { id: "person-title", dir: "auto" });
  state = make("p", {});
  name = make("input", { maxlength: "40", autocomplete: "off", dir: "auto" });
  part = select({}, parts());
  fog = select({}, fogs());
  team = select({}, []);
  fogField = field(_("Sees what this seat could see then"), this.fog);
  teamField = field(_("Team"), this.team);
  out = button("", () => this.putOut(), { id: "person-out" });
  move = make(
    "button",
    { class: "btn", id: "person-move", form: "move-seat" }, // a page of its own
    _("Code for another device"),
  );
  /** @type {RosterEntry | undefined} */
  entry;

  /** @param {Room} room @param {PersonActions} actions */
  constructor(room, actions) {
    this.room = room;
    this.actions = actions;
    const cancel = button(_("Cancel"), () => this.dialog.close());
    const save = make("button", { class: "btn primary", id: "person-save" }, _("Save"));
    const form = make(
      "form",
      { method: "dialog", class: "person" },
      this.title,
      this.state,
      field(_("Name"), this.name),
      field(_("Part"), this.part),
      this.fogField,
      this.teamField,
      make("p", { class: "row" }, this.out, this.move, cancel, save),
    );
    form.addEventListener("submit", () => this.keep());
    const named = { id: "dialog-person", "aria-labelledby": "person-title" };
    this.dialog = make("dialog", named, form);
    document.body.append(this.dialog);
  }

  /** @param {number} seat */
  open(seat) {
    this.entry = this.room.roster.find((own) => own.seat === seat);
    if (!this.entry) return;
    this.fill(this.entry);
    this.dialog.showModal();
  }

  /** @param {RosterEntry} entry @private */
  fill(entry) {
    const { info, me } = this.room;
    const own = entry.seat === me?.seat;
    setText(this.title, entry.name);
    setText(this.state, own ? _("This is you.") : presenceWords(entry));
    this.name.value = entry.name;
    this.part.value = entry.part;
    this.fog.value = entry.fog;
    this.fillTeams(entry.team);
    this.fogField.hidden = !info?.fogged;
    this.out.hidden = own;
    this.move.hidden = own || entry.removed;
    inputById("move-seat-number").value = String(entry.seat);
    setText(this.out, entry.removed ? _("Let back in") : _("Take out of the room"));
  }

  /** @param {number | null} team that the seat is in @private */
  fillTeams(team) {
    const teams = this.room.info?.teams ?? [];
    this.team.replaceChildren(
      make("option", { value: "" }, _("No team")),
      ...teams.map(({ number, name }) =>
        make("option", { value: String(number) }, name),
      ),
    );
    this.team.value = String(team ?? "");
    this.teamField.hidden = teams.length === 0;
  }

  /** What was changed is done. @private */
  keep() {
    if (!this.entry) return;
    const { seat, name, part, fog, team } = this.entry;
    const wanted = this.name.value.trim();
    if (wanted && wanted !== name) this.actions.rename(seat, wanted);
    const given = {
      ...(this.part.value === part ? {} : { part: this.part.value }),
      ...(this.fog.value === fog ? {} : { fog: this.fog.value }),
    };
    if (Object.keys(given).length) this.actions.place(seat, given);
    const chosen = this.team.value === "" ? null : Number(this.team.value);
    if (chosen !== team) this.actions.assign(seat, chosen);
  }

  /** Out of the room, or back into it. @private */
  putOut() {
    const { remove, letBack } = this.actions;
    if (this.entry) (this.entry.removed ? letBack : remove)(this.entry.seat);
    this.dialog.close();
  }
}
