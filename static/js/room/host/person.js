// @ts-check
/** What the host can do with one seat: its name, its part, what it sees, its place here. */

import { fogs, parts, presenceWords } from "../presence.model.js";
import { button, make, setText } from "../../kit/dom.js";
import { _ } from "../../core/words.js";

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

/** @param {Room} room @param {PersonActions} actions @returns {(seat: number) => void} */
export function personDialog(room, actions) {
  const form = sheet();
  document.body.append(form.dialog);
  /** @type {RosterEntry | undefined} */
  let entry;

  function keep() {
    if (!entry) return;
    const { seat, name, part, fog, team } = entry;
    const wanted = form.name.value.trim();
    if (wanted && wanted !== name) actions.rename(seat, wanted);
    const given = {
      ...(form.part.value === part ? {} : { part: form.part.value }),
      ...(form.fog.value === fog ? {} : { fog: form.fog.value }),
    };
    if (Object.keys(given).length) actions.place(seat, given);
    const chosen = form.team.value === "" ? null : Number(form.team.value);
    if (chosen !== team) actions.assign(seat, chosen);
  }

  form.form.addEventListener("submit", keep);
  form.out.addEventListener("click", () => {
    if (entry) (entry.removed ? actions.letBack : actions.remove)(entry.seat);
    form.dialog.close();
  });

  return (seat) => {
    entry = room.roster.find((own) => own.seat === seat);
    if (!entry) return;
    fill(form, entry, room);
    form.dialog.showModal();
  };
}

/** @param {ReturnType<typeof sheet>} form @param {RosterEntry} entry @param {Room} room */
function fill(form, entry, { info, me }) {
  const teams = info?.teams ?? [];
  const own = entry.seat === me?.seat;
  setText(form.title, entry.name);
  setText(form.state, own ? _("This is you.") : presenceWords(entry));
  form.name.value = entry.name;
  form.part.value = entry.part;
  form.fog.value = entry.fog;
  form.team.replaceChildren(
    make("option", { value: "" }, _("No team")),
    ...teams.map(({ number, name }) => make("option", { value: String(number) }, name)),
  );
  form.team.value = entry.team === null ? "" : String(entry.team);
  form.teamField.hidden = teams.length === 0;
  form.fogField.hidden = !info?.fogged;
  form.out.hidden = own;
  setText(form.out, entry.removed ? _("Let back in") : _("Take out of the room"));
}

function sheet() {
  const title = make("h2", { id: "person-title", dir: "auto" });
  const state = make("p", {});
  const name = make("input", { maxlength: "40", autocomplete: "off", dir: "auto" });
  const part = selectOf(parts());
  const fog = selectOf(fogs());
  const team = selectOf([]);
  const fogField = field(_("Sees what this seat could see then"), fog);
  const teamField = field(_("Team"), team);
  const out = button("", () => undefined, { id: "person-out" });
  const form = make(
    "form",
    { method: "dialog", class: "person" },
    title,
    state,
    field(_("Name"), name),
    field(_("Part"), part),
    fogField,
    teamField,
  );
  const cancel = button(_("Cancel"), () => dialog.close());
  const save = make("button", { class: "btn primary", id: "person-save" }, _("Save"));
  form.append(make("p", { class: "row" }, out, cancel, save));
  const dialog = make(
    "dialog",
    { id: "dialog-person", "aria-labelledby": "person-title" },
    form,
  );
  return {
    dialog,
    form,
    title,
    state,
    name,
    part,
    fog,
    fogField,
    team,
    teamField,
    out,
  };
}

/** @param {string} words @param {HTMLElement} control */
const field = (words, control) => make("label", { class: "field" }, words, control);

/** @param {[string, string][]} options */
const selectOf = (options) =>
  make(
    "select",
    {},
    ...options.map(([value, words]) => make("option", { value }, words)),
  );
