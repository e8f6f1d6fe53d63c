// @ts-check
/** The form of one guardrail: its parameters, with what the server says of them. */

import * as words from "../../core/parameter_words.js";
import { _ } from "../../core/words.js";
import { button, make, setAttribute, setText } from "../../kit/dom.js";
import { typed } from "../../core/format.js";
import { plainNumber, refusedParameter } from "../../core/guardrails.js";
import { notAllowed } from "./available.model.js";

/** @import {GuardrailInfo, GuardrailParameter} from "../../types.js" */
/** @import {Session} from "../../core/session.js" */
/** @import {Standing} from "../../core/guardrails.js" */

/**
 * @typedef {object} FormActions
 * @property {(name: string, params: Record<string, string | number>, refused: (words: string) => void) => void} arm
 * @property {(name: string) => void} disarm
 */

/** @param {GuardrailInfo} info @param {Session} session @param {FormActions} actions */
export function guardrailForm({ name, parameters }, session, actions) {
  const fields = parameters.map((parameter) => field(name, parameter));
  const wrong = make("p", { class: "wrong", role: "alert" });
  const arm = make("button", { class: "btn primary", type: "submit" }, _("Arm"));
  const disarm = button(_("Disarm"), () => actions.disarm(name));
  const own = make(
    "form",
    { novalidate: "" },
    make("div", { class: "fields" }, ...fields.map((one) => one.own)),
    wrong,
    make("div", { class: "row" }, disarm, arm),
  );
  /** Armed as: what stands in the fields follows it once, and not while somebody types. */
  let shown = "";

  own.addEventListener("submit", (event) => {
    event.preventDefault();
    say("");
    if (!session.mayAct) return say(notAllowed());
    actions.arm(name, given(fields), say);
  });

  /** What the server has against it, at the field that it speaks of. @param {string} said */
  function say(said) {
    const { parameter, reason } = refusedParameter(name, said);
    const at = fields.find((one) => one.name === parameter);
    for (const one of fields) one.say(one === at ? reason : "");
    setText(wrong, at ? "" : said);
    at?.input.focus();
  }

  /** @param {Standing} now */
  function draw({ state, params }) {
    disarm.hidden = state === "off" || !session.mayAct;
    setAttribute(arm, "aria-disabled", String(!session.mayAct));
    setText(arm, state === "off" ? _("Arm") : _("Arm again"));
    const key = JSON.stringify(params);
    if (key === shown) return;
    shown = key;
    for (const one of fields) one.set(params[one.name]);
  }

  return { own, draw };
}

/** @param {ReturnType<typeof field>[]} fields those left empty are the server's to fill */
function given(fields) {
  const told = fields.map(({ name, input }) => [name, plainNumber(input.value)]);
  return Object.fromEntries(told.filter(([, value]) => value !== ""));
}

/** @param {string} guardrail @param {GuardrailParameter} parameter */
function field(guardrail, parameter) {
  const id = `guardrail-${guardrail}-${parameter.name}`;
  const input = parameter.kind === "choice" ? choice(parameter) : number(parameter);
  const hint = make("small", { id: `${id}-hint` }, words.rangeWords(parameter));
  const wrong = make("small", { id: `${id}-wrong`, class: "wrong" });
  input.id = id;
  setAttribute(input, "name", parameter.name);
  setAttribute(input, "aria-describedby", `${id}-hint ${id}-wrong`);
  const unit = parameter.kind === "number" ? words.unitWords(parameter.unit) : "";
  const own = make(
    "div",
    { class: "field" },
    make("label", { for: id }, words.parameterWords(parameter.name)),
    make("span", { class: "value" }, input, make("span", { class: "unit" }, unit)),
    hint,
    wrong,
  );

  /** @param {string} said */
  function say(said) {
    setText(wrong, said);
    setAttribute(input, "aria-invalid", String(Boolean(said)));
  }

  /** @param {string | number} [value] */
  function set(value = parameter.default) {
    input.value = typeof value === "number" ? typed(value) : value;
    say("");
  }

  set();
  return { name: parameter.name, own, input, say, set };
}

/** @param {Extract<GuardrailParameter, { kind: "choice" }>} parameter */
function choice(parameter) {
  const options = parameter.words.map((word) =>
    make("option", { value: word }, words.choiceWords(word)),
  );
  return make("select", {}, ...options);
}

/** A text field, so that what is no number reaches the server, which says so. @param {Extract<GuardrailParameter, { kind: "number" }>} parameter */
const number = ({ whole }) =>
  make("input", { inputmode: whole ? "numeric" : "decimal", autocomplete: "off" });
