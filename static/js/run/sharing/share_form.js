// @ts-check
/** The wish for a link: its name, what it allows, the moment, what is shown, its end. */

import { END, clamp } from "../../core/timescale.js";
import { endOf, endsOffered, rolesOffered } from "./share.model.js";
import { make, setText } from "../../kit/dom.js";
import { _ } from "../../core/words.js";
import { hms } from "../../core/format.js";
import { parseTime } from "../../core/address.js";

/** @import {LinkWish} from "../../types.js" */

/**
 * What stands on the screen when the dialog opens.
 * @typedef {object} Seen
 * @property {number} at tick
 * @property {[number, number] | null} loop
 * @property {string} view its name
 * @property {string} viewWords
 * @property {string} stock
 * @property {number} servers how many there are
 * @property {boolean} hide
 * @property {boolean} tables
 * @property {() => number} now Unix seconds by the server's clock
 */

/** @param {Seen} seen @param {(wish: LinkWish) => void} ask */
export function shareForm(seen, ask) {
  const name = field("share-name", "", { maxlength: "80", autocomplete: "off" });
  const role = select("share-role", rolesOffered());
  const at = field("share-at", hms(seen.at), { size: "8" });
  const first = field("share-first", seen.loop ? hms(seen.loop[0]) : "", { size: "8" });
  const last = field("share-last", seen.loop ? hms(seen.loop[1]) : "", { size: "8" });
  first.setAttribute("aria-label", _("Range from"));
  last.setAttribute("aria-label", _("Range to"));
  const server = select("share-server", [
    ["", _("None")],
    ...Array.from({ length: seen.servers }, (_none, i) => numbered(i + 1)),
  ]);
  const view = check(_("The view “{view}”", { view: seen.viewWords }), true);
  const stock = check(
    _("The stock {stock}", { stock: seen.stock }),
    seen.view === "stock",
  );
  const hide = check(_("What is coming stays hidden"), seen.hide);
  const tables = check(_("Charts as tables"), seen.tables);
  const notes = check(_("Notes"), false);
  const ends = select("share-ends", endsOffered());
  const date = field("share-date", "", { type: "date", "aria-label": _("Last day") });
  date.hidden = true;
  ends.addEventListener("change", () => (date.hidden = ends.value !== "date"));
  const embed = check(_("For a frame in another page"), false);
  const wrong = make("p", { class: "wrong", role: "alert" });

  const form = make(
    "form",
    { class: "share-form" },
    labelled(_("Name, which those who open it see (may stay empty)"), name, "all"),
    labelled(_("They may"), role),
    labelled(_("It ends"), make("span", { class: "pair" }, ends, date)),
    labelled(_("Opens paused at (ET)"), at),
    group(_("Range, played over and over (may stay empty)"), first, "–", last),
    make(
      "fieldset",
      { class: "share-looks" },
      make("legend", {}, _("Shows")),
      view.row,
      stock.row,
      hide.row,
      tables.row,
      notes.row,
    ),
    make(
      "div",
      { class: "share-rest" },
      labelled(_("Points at server"), server),
      embed.row,
      make(
        "small",
        {},
        _(
          "A frame is pinned: it shows a copy of the run as it is now, which nobody can change.",
        ),
      ),
    ),
    wrong,
    make("button", { class: "btn primary", id: "share-go" }, _("Make the link")),
  );

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const found = wish();
    setText(wrong, typeof found === "string" ? found : "");
    if (typeof found !== "string") ask(found);
  });

  /** @returns {LinkWish | string} what is wrong with it, in words */
  function wish() {
    const t = parseTime(at.value.trim());
    if (t === null) return _("The moment is a time from 8:00:00 to 16:00:00.");
    const range = [first, last].map(({ value }) => parseTime(value.trim()));
    const [from, to] = range;
    const none = !first.value.trim() && !last.value.trim();
    const wellMade = typeof from === "number" && typeof to === "number" && from < to;
    if (!none && !wellMade)
      return _("The range is two times, the earlier first, or nothing at all.");
    if (ends.value === "date" && !date.value) return _("Choose the last day.");
    return {
      role: /** @type {LinkWish["role"]} */ (role.value),
      at: t,
      ...(wellMade ? { first: from, last: to } : {}),
      name: name.value,
      expires: endOf(ends.value, date.value, seen.now()),
      looks: looks(),
      embed: embed.input.checked,
    };
  }

  function looks() {
    return {
      ...(view.input.checked ? { view: seen.view } : {}),
      ...(stock.input.checked ? { stock: seen.stock } : {}),
      ...(server.value ? { server: Number(server.value) } : {}),
      ...(hide.input.checked ? { hide: true } : {}),
      ...(tables.input.checked ? { tables: true } : {}),
      ...(notes.input.checked ? { notes: true } : {}),
    };
  }

  return {
    form,
    /** @param {string} words */
    say: (words) => setText(wrong, words),
    /** Another opening of the dialog is another moment. @param {number} t */
    moveTo: (t) => (at.value = hms(clamp(t, 0, END))),
  };
}

/** @param {number} n @returns {[string, string]} */
const numbered = (n) => [String(n), _("Server {number}", { number: n })];

/** @param {string} id @param {string} value @param {Record<string, string>} more */
const field = (id, value, more) => make("input", { id, value, ...more });

/** @param {string} id @param {[string, string][]} choices */
const select = (id, choices) =>
  make(
    "select",
    { id },
    ...choices.map(([value, words]) => make("option", { value }, words)),
  );

/** @param {string} words @param {HTMLElement} control @param {string} [kind] */
const labelled = (words, control, kind = "") =>
  make("label", { class: kind }, make("b", {}, words), control);

/** @param {string} words @param {(HTMLElement | string)[]} controls */
const group = (words, ...controls) =>
  make(
    "div",
    { role: "group", "aria-label": words },
    make("b", {}, words),
    make("span", { class: "pair" }, ...controls),
  );

/** @param {string} words @param {boolean} on */
function check(words, on) {
  const input = make("input", { type: "checkbox" });
  input.checked = on;
  return { input, row: make("label", { class: "share-check" }, input, words) };
}
