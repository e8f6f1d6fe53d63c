// @ts-check
/** What a guardrail can be told, in words. */

import { _ } from "./words.js";

/** What a parameter is called. @param {string} name */
export function parameterWords(name) {
  /** @type {Record<string, () => string>} */
  const words = {
    n: () => _("More than"),
    window: () => _("For"),
    baseline: () => _("Baseline"),
    reference: () => _("Compared with"),
    scope: () => _("Stops"),
    limit: () => _("Limit"),
    mark: () => _("Valued at"),
    on: () => _("Then"),
    action: () => _("When it trips"),
    latency: () => _("Acts after"),
  };
  return words[name]?.() ?? name;
}

/** One word of a choice, as a person reads it. @param {string} word */
export function choiceWords(word) {
  /** @type {Record<string, () => string>} */
  const words = {
    stop: () => _("Stop: it acts by itself"),
    alert: () => _("Alert: it pages people"),
    shadow: () => _("Shadow: it only notes it"),
    fleet: () => _("all servers"),
    server: () => _("that server alone"),
    static: () => _("the baseline"),
    peers: () => _("the servers' median"),
    zero: () => _("zero"),
    own: () => _("last prices, which the orders push"),
    fair: () => _("fair value, once the push fades"),
    liquidation: () => _("what getting out would bring"),
    refuse: () => _("flag off everywhere"),
    quarantine: () => _("kill those servers"),
  };
  return words[word]?.() ?? word;
}
