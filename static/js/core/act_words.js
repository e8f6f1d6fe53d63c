// @ts-check
/**
 * What was done, in the language of the page. The server says acts in English:
 * in another language the sentence is made here, of what the act consists of.
 */

import { _, translated } from "./words.js";
import { choiceWords, parameterWords } from "./parameter_words.js";
import { guardrailTitle } from "./guardrail_words.js";
import { serverNames, typed } from "./format.js";

/** @import {Act, PresetAct} from "../types.js" */

/** An act of the log or of Knight's people. @param {Act | PresetAct} act */
export function actWords(act) {
  const words = WORDS[act.op];
  return words && translated() ? words(act, names(act.servers)) : act.what;
}

/** @param {number[]} servers always by their numbers, as the server says it */
const names = (servers) => serverNames(servers, Infinity);

/** @type {Record<string, (act: Act | PresetAct, names: string) => string>} */
const WORDS = {
  flag: ({ on, scope }, names) => {
    if (on) return _("Flag on on {names}", { names });
    return scope === "loop"
      ? _("Flag off on {names}, running loops look at it too", { names })
      : _("Flag off on {names}", { names });
  },
  kill: ({ params }, names) =>
    params?.["latency"]
      ? _("Kill {names}, taking {n} s", { names, n: params["latency"] })
      : _("Kill {names}", { names }),
  restore: (_act, names) => _("Restore {names}", { names }),
  deploy: (_act, names) => _("Deploy the new code on {names}", { names }),
  rollback: ({ mode }, names) =>
    mode === "rolling"
      ? _("Roll back the code on {names}, rolling", { names })
      : _("Roll back the code on {names}, all at once", { names }),
  "act-on-emails": () => _("Act on the e-mails"),
  unwind: () => _("Start the unwind"),
  "no-unwind": () => _("Hold the unwind"),
  arm: (act) =>
    _("Arm {name}: {settings}", { name: guard(act), settings: settings(act) }),
  disarm: (act) => _("Disarm {name}", { name: guard(act) }),
  "take-over": () => _("Take over"),
  "hand-back": () => _("Hand back"),
};

/** @param {Act | PresetAct} act */
const guard = ({ guardrail = "" }) => guardrailTitle(guardrail);

/** @param {Act | PresetAct} act */
const settings = ({ params = {} }) =>
  Object.entries(params)
    .map(([name, value]) => [parameterWords(name), said(value)].join(" "))
    .join(", ");

/** @param {string | number} value */
const said = (value) => (typeof value === "number" ? typed(value) : choiceWords(value));
