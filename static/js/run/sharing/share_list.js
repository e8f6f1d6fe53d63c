// @ts-check
/** The links that were given away, each with a way to take it back for good. */

import { button, make, setText } from "../../kit/dom.js";
import { onKey } from "../../kit/keys.js";
import { _ } from "../../core/words.js";
import { dateTime } from "../../core/format.js";
import { linkLine } from "./share.model.js";

/** @import {LinkInfo} from "../../types.js" */

/**
 * Both tell whether it worked.
 * @typedef {object} ListActions
 * @property {(link: LinkInfo) => Promise<boolean>} revoke
 * @property {(link: LinkInfo, name: string) => Promise<boolean>} rename
 */

export class ShareList {
  none = make("p", {}, _("No link has been made yet."));
  list = make("ul", { class: "share-links made", "aria-label": _("Links") });
  element = make("section", {}, make("h3", {}, _("Links")), this.none, this.list);

  /** @param {ListActions} actions */
  constructor(actions) {
    this.actions = actions;
  }

  /** @param {LinkInfo[]} links */
  show(links) {
    this.none.hidden = links.length > 0;
    this.list.replaceChildren(...links.map((link) => item(link, this.actions)));
  }
}

/** @param {LinkInfo} link @param {ListActions} actions */
function item(link, { revoke, rename }) {
  const name = new LinkName(link, rename).element;
  const line = linkLine(link, (unix) => dateTime(unix * 1000));
  const named = make("span", { class: "named" }, name, make("small", {}, line));
  const row = make("li", {}, named);
  row.append(takeBack(link, revoke, () => row.remove()));
  return row;
}

/**
 * The button that takes a link back, at its second press.
 * @param {LinkInfo} link @param {ListActions["revoke"]} revoke @param {() => void} gone
 */
function takeBack(link, revoke, gone) {
  let sure = false;
  const own = button(_("Take back"), () => void press(), {
    "aria-label": label(link, false),
  });
  own.addEventListener("blur", () => {
    sure = false;
    setText(own, _("Take back"));
  });

  async function press() {
    if (sure) {
      own.disabled = true;
      if (await revoke(link)) gone();
      else own.disabled = false;
      return;
    }
    sure = true;
    setText(own, _("Take back for good?"));
    own.setAttribute("aria-label", label(link, true));
  }
  return own;
}

/** The name of a link; pressed, a field for another one: Enter keeps it, Escape does not. */
class LinkName {
  words = make("bdi");
  field = make("input", { maxlength: "80", autocomplete: "off", dir: "auto" });
  /** Whether the field is there. */
  asking = false;

  /** @param {LinkInfo} link @param {ListActions["rename"]} rename */
  constructor(link, rename) {
    this.link = link;
    this.rename = rename;
    const about = _("Rename the link {name}", { name: nameOf(link) });
    const title = _("Rename");
    this.button = button("", () => this.ask(), { class: "linkish", title });
    this.button.append(this.words, make("span", { class: "sr" }, ` ${about}`));
    this.field.setAttribute("aria-label", about);
    this.element = make("b", {}, this.button);
    this.field.addEventListener("blur", () => this.asking && void this.keep());
    onKey(this.field, (event) => this.keys(event));
    setText(this.words, nameOf(link));
  }

  ask() {
    this.asking = true;
    this.field.value = this.link.name;
    this.element.replaceChildren(this.field);
    this.field.select();
  }

  /** @param {KeyboardEvent} event @private */
  keys(event) {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Enter") void this.keep();
    else this.back(true);
  }

  async keep() {
    const { link, field } = this;
    const name = field.value.trim();
    if (name !== link.name && (await this.rename(link, name))) link.name = name;
    this.back(document.activeElement === field);
  }

  /** @param {boolean} focus @private */
  back(focus) {
    this.asking = false;
    setText(this.words, nameOf(this.link));
    this.element.replaceChildren(this.button);
    if (focus) this.button.focus();
  }
}

/** @param {LinkInfo} link */
const nameOf = ({ name }) => name || _("Without a name");

/** @param {LinkInfo} link @param {boolean} sure */
function label(link, sure) {
  const said = { name: nameOf(link), time: link.at };
  return sure
    ? _("Take back the link {name} at {time} for good? Its pages close.", said)
    : _("Take back the link {name} at {time}", said);
}
