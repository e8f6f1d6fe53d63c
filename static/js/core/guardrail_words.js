// @ts-check
/** Guardrails in words: what each one watches. */

import { _ } from "./words.js";

/** @param {string} name @returns {{ title: string, sentence: string }} */
export function guardrailWords(name) {
  return TEXTS[name]?.() ?? { title: name, sentence: "" };
}

/** @type {Record<string, () => { title: string, sentence: string }>} */
const TEXTS = {
  "order-rate": () => ({
    title: _("Order rate"),
    sentence: _("A server sends child orders far faster than usual, for a while."),
  }),
  pnl: () => ({
    title: _("Loss limit"),
    sentence: _("What one server's orders have lost exceeds a limit."),
  }),
  "gross-cap": () => ({
    title: _("Gross cap"),
    sentence: _("All that the firm holds, long and short together, exceeds a limit."),
  }),
  "server-cap": () => ({
    title: _("Server cap"),
    sentence: _("What one server has built up, long and short, exceeds a limit."),
  }),
  "child-cap": () => ({
    title: _("Child-order cap"),
    sentence: _("One parent order has sent so many child orders: its loop ends."),
  }),
  "cumulative-quantity": () => ({
    title: _("Cumulative quantity"),
    sentence: _("A parent order has got the shares it asked for: its loop ends."),
  }),
  "version-gate": () => ({
    title: _("Version gate"),
    sentence: _("The flag is used while a server runs other code than it needs."),
  }),
  "stock-breaker": () => ({
    title: _("Stock breaker"),
    sentence: _("A stock moves too far within minutes: its trading pauses."),
  }),
};

/** @param {string} name */
export const guardrailTitle = (name) => guardrailWords(name).title;
