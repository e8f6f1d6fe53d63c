// @ts-check
/** The links that were given away, each with a way to take it back for good. */

import { button, make, setText } from "./dom.js";
import { _ } from "../core/words.js";
import { dateTime } from "../core/format.js";
import { linkLine } from "../core/share.js";

/** @import {LinkInfo} from "../types.js" */

/** @param {(link: LinkInfo) => Promise<boolean>} revoke whether it worked */
export function shareList(revoke) {
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
    const name = make("bdi", {}, link.name || _("Without a name"));
    const line = linkLine(link, (unix) => dateTime(unix * 1000));
    const asked = button(_("Take back"), press, { "aria-label": label(link, false) });
    const row = make(
      "li",
      {},
      make("span", { class: "named" }, make("b", {}, name), make("small", {}, line)),
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

/** @param {LinkInfo} link @param {boolean} sure */
function label({ name, at }, sure) {
  const link = { name: name || _("Without a name"), time: at };
  return sure
    ? _("Take back the link {name} at {time} for good? Its pages close.", link)
    : _("Take back the link {name} at {time}", link);
}
