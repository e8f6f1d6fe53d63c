// @ts-check
/** From a pressed button to a command: what is asked before, and what is said after. */

import { actDialog, killDialog } from "./dialogs.js";
import { done, question, takenOver } from "../../core/acts.js";
import { guardrails } from "../../net/api.js";
import { _ } from "../../core/words.js";
import { afterPrompt } from "./after.js";
import { byId } from "../../kit/dom.js";
import { Controls } from "./controls.js";
import { GuardrailsPanel } from "./guardrails.js";
import { logButton } from "./log.page.js";
import { notAllowed } from "./available.model.js";
import { tileMenu } from "./tile_menu.page.js";
import { toast } from "../../kit/toasts.js";
import { tripLine } from "./trip.js";

/** @import {ActRequest} from "../../types.js" */
/** @import {Scheduler} from "../../core/scheduler.js" */
/** @import {Session} from "../../core/session.js" */
/** @import {Operator} from "../../replay/operator.page.js" */

/** @typedef {(at: number, requests: ActRequest[]) => void} ForkAndAct */

/** @type {ActRequest} */
const KILL_ALL = { op: "kill", servers: "all" };
/** @type {ActRequest} */
const TAKE_OVER = { op: "take-over" };

/** What is asked before an act, and after the kill switch. */
class Prompts {
  askAct = actDialog();
  askKill = killDialog();

  /** @param {Session} session @param {Operator} operator @param {ForkAndAct} forkAndAct */
  constructor(session, operator, forkAndAct) {
    this.session = session;
    this.operator = operator;
    this.forkAndAct = forkAndAct;
    this.after = afterPrompt({
      reason: (seq, text) => operator.reason(seq, text),
      undo: (seq) => operator.strike(seq),
      handBack: () => operator.act({ op: "hand-back" }),
    });
  }

  /** @param {ActRequest} request @param {(words: string) => void} [refused] */
  async act(request, refused) {
    const about = this.operator.questions();
    if (about.past || about.first) {
      const title = question(request, this.session.servers);
      const answer = await this.askAct({ ...about, title });
      if (answer === "no") return;
      const over = answer.endsWith("take-over") ? [TAKE_OVER] : [];
      if (answer.startsWith("fork"))
        return this.forkAndAct(Math.floor(about.t), [...over, request]);
      if (answer === "take-over") return this.takeOverWith(request, refused);
      if (about.first) this.operator.keep(about.t);
    }
    this.operator.act(request, undefined, refused);
  }

  /** Takes over and says nothing of it. @private */
  takeOver() {
    this.operator.act(TAKE_OVER, () => undefined);
  }

  /**
   * Taking over by an act. One that the server may refuse goes first: whoever mistyped a
   * limit has not taken over.
   * @param {ActRequest} request @param {(words: string) => void} [refused] @private
   */
  takeOverWith(request, refused) {
    if (refused) return this.operator.actThen(request, () => this.takeOver(), refused);
    this.takeOver();
    this.operator.act(request);
  }

  /** Taking over and handing back: what is asked of other first acts is the act itself. */
  async changeHands() {
    const { session, operator } = this;
    const op = takenOver(session.log, session.view.time()) ? "hand-back" : "take-over";
    const about = { ...operator.questions(), first: false };
    const title = question({ op }, session.servers);
    const answer = about.past ? await this.askAct({ ...about, title }) : "keep";
    if (answer === "fork") return this.forkAndAct(Math.floor(about.t), [{ op }]);
    if (answer === "no") return;
    operator.act({ op });
  }

  /** The kill switch is never delayed: whatever there is to ask is asked afterwards. */
  kill() {
    const { first } = this.operator.questions();
    if (first) this.takeOver();
    this.operator.act(KILL_ALL, ({ seq, tick = 0 }) => {
      const words = done(KILL_ALL, tick, this.session.servers);
      this.after(seq, _("{words}.", { words }), first);
    });
  }

  /** The key of the kill switch. */
  async askedKill() {
    const { session } = this;
    if (!session.mayAct) return toast(notAllowed());
    const { t, past } = this.operator.questions();
    const { frame, none } = session.showing(t);
    const cents = none ? NaN : session.store.line.at("pnl_exit", frame);
    if (await this.askKill({ t, cents, past })) this.kill();
  }
}

/**
 * @param {Session} session @param {Operator} operator @param {ForkAndAct} forkAndAct
 * @param {Promise<unknown>} after what comes before all that few people need
 */
export function acting(session, operator, forkAndAct, after) {
  const prompts = new Prompts(session, operator, forkAndAct);
  const act = (/** @type {ActRequest} */ request) => void prompts.act(request);
  const explain = (/** @type {string} */ words) => toast(words);
  const log = logOf(session, operator, after);
  const controls = new Controls(session, { act, kill: () => prompts.kill(), explain });
  const guards = new GuardrailsPanel(session, {
    list: guardrails,
    arm: (guardrail, params, refused) =>
      void prompts.act({ op: "arm", guardrail, params }, refused),
    disarm: (guardrail) => act({ op: "disarm", guardrail }),
  });
  const drawTrip = tripLine(session, log.open);
  byId("who-acts").addEventListener("click", () => void prompts.changeHands());

  /** What follows the second on the screen. @param {number} t */
  function draw(t) {
    controls.draw(t);
    guards.draw(t);
    log.draw();
    drawTrip(t);
  }

  /** @param {Scheduler} scheduler */
  function enter(scheduler) {
    const key = (/** @type {number} */ t) =>
      `${session.store.version}:${session.acts}:${Math.floor(t)}`;
    scheduler.add({ name: "controls", kind: "text", every: 250, key, draw });
  }

  return {
    askedKill: () => prompts.askedKill(),
    openLog: log.open,
    fillLog: log.fill,
    serverMenu: (/** @type {number} */ server) => tileMenu(session, act, server),
    enter,
    refresh: () => [controls, log, guards].forEach((own) => own.refresh()),
  };
}

/** @param {Session} session @param {Operator} operator @param {Promise<unknown>} after */
const logOf = (session, operator, after) =>
  logButton(
    session,
    {
      strike: (seq) => operator.strike(seq),
      putBack: (seq) => operator.putBack(seq),
      reason: (seq, text) => operator.reason(seq, text),
      show: (t) => operator.seek(t),
    },
    after,
  );
