// @ts-check
/** From a pressed button to a command: what is asked before, and what is said after. */

import { actDialog, killDialog } from "./dialogs.js";
import { done, question, takenOver } from "../../core/acts.js";
import { guardrails } from "../../net/api.js";
import { _ } from "../../core/words.js";
import { afterPrompt } from "./after.js";
import { byId } from "../../kit/dom.js";
import { controls } from "./controls.js";
import { guardrailsPanel } from "./guardrails.js";
import { logButton } from "./log.page.js";
import { notAllowed } from "./available.model.js";
import { tileMenu } from "./tile_menu.page.js";
import { tilesPanel } from "../panels/servers/tiles.js";
import { toast } from "../../kit/toasts.js";
import { tripLine } from "./trip.js";

/** @import {Ack, ActRequest} from "../../types.js" */
/** @import {Scheduler} from "../../core/scheduler.js" */
/** @import {Session} from "../../core/session.js" */
/** @import {Operator} from "../../replay/operator.page.js" */

/** @type {ActRequest} */
const KILL_ALL = { op: "kill", servers: "all" };
/** @type {ActRequest} */
const TAKE_OVER = { op: "take-over" };

/**
 * @param {Session} session @param {Operator} operator
 * @param {(at: number, requests: ActRequest[]) => void} forkAndAct
 */
export function acting(session, operator, forkAndAct) {
  const askAct = actDialog();
  const askKill = killDialog();
  const after = afterPrompt({
    reason: (seq, text) => operator.reason(seq, text),
    undo: (seq) => operator.strike(seq),
    handBack: () => operator.act({ op: "hand-back" }),
  });
  const log = logButton(session, {
    strike: (seq) => operator.strike(seq),
    putBack: (seq) => operator.putBack(seq),
    reason: (seq, text) => operator.reason(seq, text),
    show: (t) => operator.seek(t),
  });

  /** @param {ActRequest} request @param {(words: string) => void} [refused] */
  async function act(request, refused) {
    const about = operator.questions();
    if (about.past || about.first) {
      const answer = await askAct({
        ...about,
        title: question(request, session.servers),
      });
      if (answer === "no") return;
      const over = answer.endsWith("take-over") ? [TAKE_OVER] : [];
      if (answer.startsWith("fork"))
        return forkAndAct(Math.floor(about.t), [...over, request]);
      if (answer === "take-over") return takeOverWith(request, refused);
      if (about.first) operator.keep(about.t);
    }
    operator.act(request, undefined, refused);
  }

  /**
   * Taking over by an act. One that the server may refuse goes first: whoever mistyped a
   * limit has not taken over.
   * @param {ActRequest} request @param {(words: string) => void} [refused]
   */
  function takeOverWith(request, refused) {
    const takeOver = () => operator.act({ op: "take-over" }, () => undefined);
    if (refused) return operator.actThen(request, takeOver, refused);
    takeOver();
    operator.act(request);
  }

  /** Taking over and handing back: what is asked of other first acts is the act itself. */
  async function changeHands() {
    const op = takenOver(session.log, session.view.time()) ? "hand-back" : "take-over";
    const about = { ...operator.questions(), first: false };
    const title = question({ op }, session.servers);
    const answer = about.past ? await askAct({ ...about, title }) : "keep";
    if (answer === "fork") return forkAndAct(Math.floor(about.t), [{ op }]);
    if (answer === "no") return;
    operator.act({ op });
  }

  /** The kill switch is never delayed: whatever there is to ask is asked afterwards. */
  function kill() {
    const { first } = operator.questions();
    if (first) operator.act({ op: "take-over" }, () => undefined);
    operator.act(KILL_ALL, (ack) => killed(ack, first));
  }

  /** @param {Ack} ack @param {boolean} first */
  function killed(ack, first) {
    const words = done(KILL_ALL, ack.tick ?? 0, session.servers);
    after(ack.seq, _("{words}.", { words }), first);
  }

  async function askedKill() {
    if (!session.mayAct) return toast(notAllowed());
    const { t, past } = operator.questions();
    const { frame, none } = session.showing(t);
    const cents = none ? NaN : session.store.line.at("pnl_exit", frame);
    if (await askKill({ t, cents, past })) kill();
  }

  const explain = (/** @type {string} */ words) => toast(words);
  const panel = controls(session, { act, kill, explain });
  const guards = guardrailsPanel(session, {
    list: guardrails,
    arm: (guardrail, params, refused) => act({ op: "arm", guardrail, params }, refused),
    disarm: (guardrail) => act({ op: "disarm", guardrail }),
  });
  const drawTrip = tripLine(session, log.open);
  const drawTiles = tilesPanel(session, {
    menu: (server) => tileMenu(session, act, server),
    explain,
  });
  byId("who-acts").addEventListener("click", changeHands);

  function refresh() {
    panel.refresh();
    log.refresh();
    guards.refresh();
  }

  /** What follows the second on the screen. @param {number} t */
  function draw(t) {
    panel.draw(t);
    guards.draw(t);
    log.draw();
    drawTrip(t);
  }

  /** @param {Scheduler} scheduler */
  function enter(scheduler) {
    const second = (/** @type {number} */ t) =>
      `${session.store.version}:${session.acts}:${Math.floor(t)}`;
    scheduler.add({
      name: "tiles",
      kind: "text",
      every: 200,
      key: second,
      draw: drawTiles,
    });
    scheduler.add({ name: "controls", kind: "text", every: 250, key: second, draw });
  }

  return { askedKill, openLog: log.open, fillLog: log.fill, enter, refresh };
}
