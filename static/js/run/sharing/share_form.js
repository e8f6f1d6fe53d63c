// @ts-check
/** What is asked for a link: its name, what it allows, the moment, what is shown, its end. */

import { endOf, endsOffered, rolesOffered } from "./share.model.js";
import { make, setText } from "../../kit/dom.js";
import { _ } from "../../core/words.js";
import { hms } from "../../core/format.js";
import { parseTime } from "../../core/address.js";
import { labelled, onSubmit, select } from "../../kit/forms.js";

/** @import {LinkRequest} from "../../types.js" */

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

export class ShareForm {
  name = field("share-name", "", { maxlength: "80", autocomplete: "off" });
  role = select({ id: "share-role" }, rolesOffered());
  ends = select({ id: "share-ends" }, endsOffered());
  date = field("share-date", "", {
    type: "date",
    "aria-label": _("Last day"),
    hidden: "",
  });
  embed = check(_("For a frame in another page"), false);
  wrong = make("p", { class: "wrong", role: "alert" });

  /** @param {Seen} seen @param {(request: LinkRequest) => void} ask */
  constructor(seen, ask) {
    this.seen = seen;
    this.ask = ask;
    const [first = "", last = ""] = seen.loop?.map(hms) ?? [];
    this.at = field("share-at", hms(seen.at), { size: "8" });
    this.first = field("share-first", first, {
      size: "8",
      "aria-label": _("Range from"),
    });
    this.last = field("share-last", last, { size: "8", "aria-label": _("Range to") });
    this.looks = new Looks(seen);
    this.element = this.made();
    onSubmit(this.element, () => this.send());
    this.ends.addEventListener("change", () => {
      this.date.hidden = this.ends.value !== "date";
    });
    this.embed.input.addEventListener("change", () =>
      this.looks.framed(this.embed.input.checked),
    );
  }

  /** @private */
  made() {
    const { name, role, ends, date, at, first, last, looks, embed } = this;
    const own = _("Name, which those who open it see (may stay empty)");
    const range = _("Range, played over and over (may stay empty)");
    return make(
      "form",
      { class: "share-form" },
      labelled(own, name, "all"),
      labelled(_("They may"), role),
      labelled(_("It ends"), make("span", { class: "pair" }, ends, date)),
      labelled(_("Opens paused at (ET)"), at),
      group(range, first, "–", last),
      looks.element,
      make(
        "div",
        { class: "share-rest" },
        labelled(_("Points at server"), looks.server),
        embed.row,
        make("small", {}, pinned()),
      ),
      this.wrong,
      make("button", { class: "btn primary", id: "share-go" }, _("Make the link")),
    );
  }

  /** @private */
  send() {
    const found = this.request();
    this.say(typeof found === "string" ? found : "");
    if (typeof found !== "string") this.ask(found);
  }

  /** @returns {LinkRequest | string} what is wrong with it, in words @private */
  request() {
    const at = parseTime(this.at.value.trim());
    if (at === null) return _("The moment is a time from 8:00:00 to 16:00:00.");
    const range = this.range();
    if (!range)
      return _("The range is two times, the earlier first, or nothing at all.");
    if (this.ends.value === "date" && !this.date.value)
      return _("Choose the last day.");
    return {
      role: /** @type {LinkRequest["role"]} */ (this.role.value),
      at,
      ...range,
      name: this.name.value,
      expires: endOf(this.ends.value, this.date.value, this.seen.now()),
      looks: this.looks.chosen(),
      embed: this.embed.input.checked,
    };
  }

  /** Null where it is no range; it may be nothing at all. @private */
  range() {
    const [from = "", to = ""] = [this.first, this.last].map(({ value }) =>
      value.trim(),
    );
    if (!from && !to) return {};
    const [first, last] = [parseTime(from), parseTime(to)];
    return first !== null && last !== null && first < last ? { first, last } : null;
  }

  /** @param {string} words */
  say(words) {
    setText(this.wrong, words);
  }
}

/** What those who open it see of what stands on the screen. */
class Looks {
  /** @param {Seen} seen */
  constructor({ view, viewWords, stock, hide, tables, servers }) {
    this.checks = [
      { look: { view }, ...check(_("The view “{view}”", { view: viewWords }), true) },
      {
        look: { stock },
        ...check(_("The stock {stock}", { stock }), view === "stock"),
      },
      { look: { hide: true }, ...check(_("What is coming stays hidden"), hide) },
      { look: { tables: true }, ...check(_("Charts as tables"), tables) },
      { look: { notes: true }, ...check(_("Notes"), false) },
    ];
    this.server = select({ id: "share-server" }, [
      ["", _("None")],
      ...Array.from({ length: servers }, (_none, i) => numbered(i + 1)),
    ]);
    this.element = make(
      "fieldset",
      { class: "share-looks" },
      make("legend", {}, _("Shows")),
      ...this.checks.map(({ row }) => row),
    );
  }

  /** A frame has the loss, the servers and the clock, and no room for more. @param {boolean} on */
  framed(on) {
    for (const { look, input } of this.checks) input.disabled = on && !inFrames(look);
  }

  /** @returns {LinkRequest["looks"]} */
  chosen() {
    const looks = this.checks.filter(({ input }) => input.checked && !input.disabled);
    const server = this.server.value && { server: Number(this.server.value) };
    return Object.assign({}, ...looks.map(({ look }) => look), server);
  }
}

/** @param {object} look */
const inFrames = (look) => "hide" in look || "tables" in look;

const pinned = () =>
  _(
    "A frame is pinned: it shows a copy of the run as it is now, which nobody can change.",
  );

/** @param {number} n @returns {[string, string]} */
const numbered = (n) => [String(n), _("Server {number}", { number: n })];

/** @param {string} id @param {string} value @param {Record<string, string>} more */
const field = (id, value, more) => make("input", { id, value, ...more });

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
