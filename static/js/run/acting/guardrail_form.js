// @ts-check
/** The form of one guardrail: its parameters, with what the server says of them. */

import { choiceWords, parameterWords } from "../../core/parameter_words.js";
import { rangeWords, unitWords } from "./guardrail_form.model.js";
import { _ } from "../../core/words.js";
import { button, make, setAttribute, setText } from "../../kit/dom.js";
import { typed } from "../../core/format.js";
import { plainNumber, refusedParameter } from "./guardrail_form.model.js";
import { notAllowed } from "./available.model.js";
import { onSubmit, select } from "../../kit/forms.js";

/** @import {GuardrailInfo, GuardrailParameter} from "../../types.js" */
/** @import {Session} from "../../core/session.js" */
/** @import {GuardrailState} from "../../core/guardrails.js" */

/**
 * @typedef {object} FormActions
 * @property {(name: string, params: Record<string, string | number>, refused: (words: string) => void) => void} arm
 * @property {(name: string) => void} disarm
 */

export class GuardrailForm {
  wrong = make("p", { class: "wrong", role: "alert" });
  arm = make("button", { class: "btn primary", type: "submit" }, _("Arm"));
  disarm = button(_("Disarm"), () => this.actions.disarm(this.name));
  /** Armed as: what stands in the fields follows it once, and not while somebody types. */
  shown = "";

  /** @param {GuardrailInfo} info @param {Session} session @param {FormActions} actions */
  constructor({ name, parameters }, session, actions) {
    this.name = name;
    this.session = session;
    this.actions = actions;
    this.fields = parameters.map((parameter) => new Field(name, parameter));
    this.own = make(
      "form",
      { novalidate: "" },
      make("div", { class: "fields" }, ...this.fields.map(({ own }) => own)),
      this.wrong,
      make("div", { class: "row" }, this.disarm, this.arm),
    );
    onSubmit(this.own, () => this.send());
  }

  /** @private */
  send() {
    this.say("");
    if (!this.session.mayAct) return this.say(notAllowed());
    this.actions.arm(this.name, given(this.fields), (words) => this.say(words));
  }

  /** What the server has against it, at the field that it speaks of. @param {string} said @private */
  say(said) {
    const { parameter, reason } = refusedParameter(this.name, said);
    const at = this.fields.find(({ name }) => name === parameter);
    for (const field of this.fields) field.say(field === at ? reason : "");
    setText(this.wrong, at ? "" : said);
    at?.input.focus();
  }

  /** @param {GuardrailState} now */
  draw({ state, params }) {
    const { mayAct } = this.session;
    this.disarm.hidden = state === "off" || !mayAct;
    setAttribute(this.arm, "aria-disabled", String(!mayAct));
    setText(this.arm, state === "off" ? _("Arm") : _("Arm again"));
    const key = JSON.stringify(params);
    if (key === this.shown) return;
    this.shown = key;
    for (const field of this.fields) field.set(params[field.name]);
  }
}

/** @param {Field[]} fields those left empty are the server's to fill */
function given(fields) {
  const told = fields.map(({ name, input }) => [name, plainNumber(input.value)]);
  return Object.fromEntries(told.filter(([, value]) => value !== ""));
}

/** One parameter. */
class Field {
  /** @param {string} guardrail @param {GuardrailParameter} parameter */
  constructor(guardrail, parameter) {
    const id = `guardrail-${guardrail}-${parameter.name}`;
    this.name = parameter.name;
    this.usual = parameter.default;
    this.input = parameter.kind === "choice" ? choice(parameter) : number(parameter);
    this.input.id = id;
    setAttribute(this.input, "name", parameter.name);
    setAttribute(this.input, "aria-describedby", `${id}-hint ${id}-wrong`);
    this.wrong = make("small", { id: `${id}-wrong`, class: "wrong" });
    const unit = parameter.kind === "number" ? unitWords(parameter.unit) : "";
    this.own = make(
      "div",
      { class: "field" },
      make("label", { for: id }, parameterWords(parameter.name)),
      make(
        "span",
        { class: "value" },
        this.input,
        make("span", { class: "unit" }, unit),
      ),
      make("small", { id: `${id}-hint` }, rangeWords(parameter)),
      this.wrong,
    );
    this.set();
  }

  /** @param {string} said */
  say(said) {
    setText(this.wrong, said);
    setAttribute(this.input, "aria-invalid", String(Boolean(said)));
  }

  /** @param {string | number} [value] */
  set(value = this.usual) {
    this.input.value = typeof value === "number" ? typed(value) : value;
    this.say("");
  }
}

/** @param {Extract<GuardrailParameter, { kind: "choice" }>} parameter */
const choice = (parameter) =>
  select(
    {},
    parameter.words.map((word) => [word, choiceWords(word)]),
  );

/** A text field, so that what is no number reaches the server, which says so. @param {Extract<GuardrailParameter, { kind: "number" }>} parameter */
const number = ({ whole }) =>
  make("input", { inputmode: whole ? "numeric" : "decimal", autocomplete: "off" });
