// @ts-check
/** The desk: the 33 Account against its limit, PMON beside the truth, the loss by cause. */

import { LIMIT_33, account33 } from "../../account33.model.js";
import { NONE, axisMoney, exactMoney, hms, int, money } from "../../../core/format.js";
import { PMON_DELAY, PMON_RATE, pmonAt } from "./pmon.model.js";
import { asTables } from "../../../kit/modes.js";
import { byId, make, setText } from "../../../kit/dom.js";
import { deskTables } from "./tables.js";
import { splitPanel } from "./split.js";
import { _ } from "../../../core/words.js";

/** @import {Line} from "../../../core/line.js" */
/** @import {PanelPage, PanelText} from "../index.js" */

/** The gauge goes from a tenth of the limit to ten thousand times it, by powers of ten. */
const DECADES = /** @type {const} */ ([-1, 4]);

/** @param {PanelPage} page @returns {PanelText} */
export function deskView({ session }) {
  const bar = gauge();
  const split = splitPanel(session);
  setText(
    byId("pmon-assumed"),
    _(
      "How late is our assumption: it books {rate} executions a second, {delay} s each.",
      {
        rate: int(PMON_RATE),
        delay: PMON_DELAY,
      },
    ),
  );

  /** @param {number} t */
  function draw(t) {
    const { line } = session.store;
    const { frame, none } = session.showing(t);
    const known = !none && whole(line, frame);
    account(line, known ? frame : NaN, bar);
    pmon(line, known ? frame : NaN);
    split(t);
    if (asTables()) deskTables(session, t);
  }

  return { every: 250, draw };
}

/** Whether every frame up to one is there: a gap would make up a number. @param {Line} line @param {number} frame */
const whole = (line, frame) =>
  line.known.subarray(0, Math.floor(frame / 60)).every((frames) => frames === 60);

/** @param {Line} line @param {number} frame NaN while it cannot be told @param {(multiple: number) => void} bar */
function account(line, frame, bar) {
  const { gross, multiple, peak, crossed } = account33(line.columns.gross, frame);
  setText(byId("account-times"), times(multiple));
  show("account-gross", gross);
  setText(byId("account-peak"), Number.isNaN(frame) ? NONE : times(peak));
  setText(byId("account-crossed"), crossed === null ? _("not yet") : hms(crossed));
  bar(multiple);
}

/** @param {number} multiple */
function times(multiple) {
  if (Number.isNaN(multiple)) return NONE;
  return `${multiple > 0 && multiple < 10 ? multiple.toFixed(1) : int(multiple)}×`;
}

function gauge() {
  const host = byId("account-gauge");
  const bar = /** @type {HTMLElement} */ (host.firstElementChild);
  const [low, high] = DECADES;
  for (let power = 0; power < high; power++) {
    const tick = make("span", {}, power ? `${int(10 ** power)}×` : axisMoney(LIMIT_33));
    tick.style.left = share(10 ** power);
    if (!power) tick.className = "limit";
    host.append(tick);
  }

  /** @param {number} multiple */
  function share(multiple) {
    const place = (Math.log10(Math.max(multiple, 1e-9)) - low) / (high - low);
    return `${(100 * Math.min(1, Math.max(0, place))).toFixed(2)}%`;
  }

  return (/** @type {number} */ multiple) => {
    bar.style.width = share(multiple || 0);
    bar.classList.toggle("over", multiple > 1);
  };
}

/** @param {Line} line @param {number} frame NaN while it cannot be told */
function pmon(line, frame) {
  const { shown, delay } = pmonAt(line.columns.executions, frame);
  const late = Number.isNaN(frame);
  setText(byId("pmon-late"), late ? NONE : _("{n} s", { n: int(Math.max(0, delay)) }));
  setText(byId("pmon-shows"), late ? NONE : hms(Math.min(shown, frame) + 1));
  show("pmon-gross", line.at("gross", late ? NaN : shown));
  show("pmon-pnl", line.at("pnl_own", late ? NaN : shown));
  show("true-gross", line.at("gross", frame));
  show("true-pnl", line.at("pnl_own", frame));
  show("true-exit", line.at("pnl_exit", frame));
}

/** @param {string} id @param {number} cents */
function show(id, cents) {
  const own = byId(id);
  setText(own, Number.isFinite(cents) ? money(cents) : NONE);
  own.title = Number.isFinite(cents) ? exactMoney(cents) : "";
}
