// @ts-check
/** The links that were given away, each with a way to take it back for good. */

import { button, make, setText } from "../../kit/dom.js";
import { _ } from "../../core/words.js";
import { dateTime } from "../../core/format.js";
import { linkLine } from "./share.model.js";

/** @import {LinkInfo} from "../../types.js" */

/**
 * Both tell whether it worked.
 * @param {object} actions
 * @param {(link: LinkInfo) => Promise<boolean>} actions.revoke
 * @param {(link: LinkInfo, name: string) => Promise<boolean>} actions.rename
 */
export function shareList({ revoke, rename }) {
  const none = make("p", {}, _("No link has been made yet."));
  const list = make("ul", { class: "share-links", "aria-label": _("Links") });
  const own = make("section", {}, make("h3", {}, _("Links")), none, list);

  /** @param {LinkInfo[]} links */
  function show(links) {
    none.hidden = links.length > 0;
    list.replaceChildren(...links.map(item));
  }

  /** @param {LinkInfo} link */
  function item(link) {
    const name = naming(link, rename);
    const line = linkLine(link, (unix) => dateTime(unix * 1000));
    const asked = button(_("Take back"), press, { "aria-label": label(link, false) });
    const row = make(
      "li",
      {},
      make("span", { class: "named" }, name, make("small", {}, line)),
      asked,
    );
    let sure = false;

    async function press() {
      if (!sure) {
        sure = true;
        setText(asked, _("Take back for good?"));
        asked.setAttribute("aria-label", label(link, true));
        return;
      }
      asked.disabled = true;
      if (await revoke(link)) row.remove();
      else asked.disabled = false;
    }
    asked.addEventListener("blur", () => {
      sure = false;
      setText(asked, _("Take back"));
    });
    return row;
  }

  return { own, show };
}

/**
 * Its name; pressed, a field for another one: Enter keeps it, Escape does not.
 * @param {LinkInfo} link @param {(link: LinkInfo, name: string) => Promise<boolean>} rename
 */
function naming(link, rename) {
  const words = make("bdi", {}, link.name || _("Without a name"));
  const about = _("Rename the link {name}", { name: link.name || _("Without a name") });
  const own = button("", ask, { class: "linkish", title: _("Rename") });
  own.append(words, make("span", { class: "sr" }, ` ${about}`));
  const field = make("input", { maxlength: "80", autocomplete: "off", dir: "auto" });
  field.setAttribute("aria-label", about);
  const whole = make("b", {}, own);
  let asking = false;

  function ask() {
    asking = true;
    field.value = link.name;
    whole.replaceChildren(field);
    field.select();
  }

  /** @param {boolean} focus */
  function back(focus) {
    asking = false;
    setText(words, link.name || _("Without a name"));
    whole.replaceChildren(own);
    if (focus) own.focus();
  }

  async function keep() {
    const name = field.value.trim();
    if (name !== link.name && (await rename(link, name))) link.name = name;
    back(document.activeElement === field);
  }
  field.addEventListener("blur", () => asking && void keep());
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Enter") void keep();
    else back(true);
  });
  return whole;
}

/** @param {LinkInfo} link @param {boolean} sure */
function label({ name, at }, sure) {
  const link = { name: name || _("Without a name"), time: at };
  return sure
    ? _("Take back the link {name} at {time} for good? Its pages close.", link)
    : _("Take back the link {name} at {time}", link);
}
