// @ts-check
/** From a pressed button to a command: what is asked before, and what is said after. */

import { actDialog, killDialog, linkDialog } from "../ui/dialogs.js";
import { afterPrompt } from "../ui/after.js";
import { byId } from "../ui/dom.js";
import { controls } from "../ui/controls.js";
import { done, question, takenOver } from "../core/acts.js";
import { logPanel } from "../ui/log.js";
import { operateLink } from "../net/api.js";
import { toast } from "../ui/toasts.js";

/** @import {Ack, ActRequest} from "../types.js" */
/** @import {Session} from "../core/session.js" */
/** @import {Operator} from "./operator.js" */

/** @type {ActRequest} */
const KILL_ALL = { op: "kill", servers: "all" };

/** @param {Session} session @param {Operator} operator */
export function acting(session, operator) {
  const askAct = actDialog();
  const askKill = killDialog();
  const showLink = linkDialog();
  const after = afterPrompt({
    reason: (seq, text) => operator.reason(seq, text),
    undo: (seq) => operator.strike(seq),
    handBack: () => operator.act({ op: "hand-back" }),
  });
  const log = logPanel(session, {
    strike: (seq) => operator.strike(seq),
    reason: (seq, text) => operator.reason(seq, text),
  });

  /** @param {ActRequest} request */
  async function act(request) {
    const about = operator.questions();
    if (about.past || about.first) {
      const answer = await askAct({
        ...about,
        title: question(request, session.servers),
      });
      if (answer === "no") return;
      if (answer === "take-over") operator.act({ op: "take-over" }, () => undefined);
      else if (about.first) operator.keep(about.t);
    }
    operator.act(request);
  }

  /** Taking over and handing back: what is asked of other first acts is the act itself. */
  async function changeHands() {
    const op = takenOver(session.log, session.view.time()) ? "hand-back" : "take-over";
    const about = { ...operator.questions(), first: false };
    const title = question({ op }, session.servers);
    if (about.past && (await askAct({ ...about, title })) === "no") return;
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
    after(ack.seq, `${done(KILL_ALL, ack.tick ?? 0, session.servers)}.`, first);
  }

  async function askedKill() {
    if (!session.mayAct) return toast("Only the host, or an operator, can act.");
    const { t, past } = operator.questions();
    const { frame, none } = session.showing(t);
    const cents = none ? NaN : session.store.line.at("pnl_exit", frame);
    if (await askKill({ t, cents, past })) kill();
  }

  const panel = controls(session, { act, kill, explain: toast });
  byId("who-acts").addEventListener("click", changeHands);
  byId("operate-link").addEventListener("click", async () => {
    try {
      const { url } = await operateLink(session.run?.id ?? "");
      showLink(new URL(url, location.href).href);
    } catch (error) {
      toast(`No link: ${error instanceof Error ? error.message : error}`);
    }
  });

  return {
    askedKill,
    openLog: log.open,
    fillLog: log.fill,
    refresh() {
      panel();
      log.refresh();
    },
  };
}
