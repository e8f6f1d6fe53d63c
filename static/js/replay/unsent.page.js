// @ts-check
/**
 * The commands that could not be sent: while there is no connection they can be withdrawn;
 * once it is back, those that are old by then are sent only if somebody says so again.
 */

import { button, make, setText } from "../kit/dom.js";
import { _ } from "../core/words.js";

/** @import {Operator, Unsent} from "./operator.page.js" */
/** @import {Connection} from "./connection.page.js" */

const EVERY = 250;

/** @param {Operator} operator @param {Connection} connection */
export function unsentList(operator, { socket, stopped: { signal } }) {
  const title = make("p", { id: "unsent-title", role: "status" });
  const list = make("ul");
  const about = { class: "unsent", id: "unsent", "aria-labelledby": "unsent-title" };
  const element = make("aside", { ...about, hidden: "" }, title, list);
  document.body.append(element);
  let shown = "";

  function draw() {
    const back = socket.state === "live";
    const found = operator.unsent(back);
    const key = `${back}:${found.map(({ id }) => id).join()}`;
    element.hidden = !found.length;
    if (key !== shown) {
      list.replaceChildren(...found.map((own) => row(own, operator, back)));
      setText(title, found.length ? heading(back) : "");
    }
    shown = key;
    found.forEach((own, i) => {
      const age = list.children[i]?.querySelector("small");
      if (age) setText(age, _("asked {n} s ago", { n: Math.floor(own.age) }));
    });
  }

  const timer = setInterval(draw, EVERY);
  signal.addEventListener("abort", () => {
    clearInterval(timer);
    element.remove();
  });
}

/** @param {boolean} back whether the connection is */
const heading = (back) =>
  back
    ? _("The connection is back. Is this still wanted?")
    : _("No connection. This waits to be sent:");

/** @param {Unsent} own @param {Operator} operator @param {boolean} back */
function row({ id, words }, operator, back) {
  const away = button(_("Withdraw"), () => operator.withdraw(id));
  const still = back ? [button(_("Do it"), () => operator.confirm(id))] : [];
  return make("li", {}, make("span", {}, words), make("small"), ...still, away);
}
