// @ts-check
/** What a person can do: to which servers, which act, and the guarded kill switch. */

import { button, byId, setAttribute, setText } from "./dom.js";

/** @import {ActRequest} from "../types.js" */
/** @import {Session} from "../core/session.js" */

/** @type {{ words: string, op: string, on?: boolean, fleet?: boolean, title: string }[]} */
const ACTS = [
  {
    words: "Flag off",
    op: "flag",
    on: false,
    title: "New flagged orders go the ordinary way; loops that run go on",
  },
  { words: "Kill", op: "kill", title: "Out of rotation; its loops end" },
  {
    words: "Deploy new code",
    op: "deploy",
    title: "Restarts with the new code, a minute each",
  },
  { words: "Flag on", op: "flag", on: true, title: "The flag of the new orders, on" },
  { words: "Restore", op: "restore", title: "Takes orders again; its loops stay dead" },
  {
    words: "Roll back",
    op: "rollback",
    title: "Restarts with the old code, thirty seconds each",
  },
  {
    words: "Act on e-mails",
    op: "act-on-emails",
    fleet: true,
    title: "Kills every server that has sent e-mails",
  },
  {
    words: "Start unwind",
    op: "unwind",
    fleet: true,
    title: "The desk starts to get out at once",
  },
  { words: "Hold unwind", op: "no-unwind", fleet: true, title: "The desk waits" },
];
const NOT_ALLOWED = "Only the host, or somebody with the operate link, can act.";

/**
 * @typedef {object} ControlActions
 * @property {(request: ActRequest) => void} act
 * @property {() => void} kill the guarded button was pressed
 * @property {(words: string) => void} explain why nothing happened
 */

/** @param {Session} session @param {ControlActions} actions */
export function controls(session, actions) {
  const chips = serverChips();
  const acts = ACTS.map(({ words, title, fleet, op, on }) =>
    button(words, () => request(op, on, fleet), { title, "data-op": op }),
  );
  const guard = killSwitch(session, actions);
  byId("acts").replaceChildren(...acts);

  /** @param {string} op @param {boolean} [on] @param {boolean} [fleet] */
  function request(op, on, fleet) {
    if (!session.mayAct) return actions.explain(NOT_ALLOWED);
    if (fleet) return actions.act({ op });
    const servers = chips.chosen();
    return actions.act({ op, servers, ...(on === undefined ? {} : { on }) });
  }

  return function refresh() {
    chips.build(session.servers);
    byId("watch-only").hidden = session.mayAct;
    byId("banner").hidden = false;
    for (const own of [...acts, ...byId("chips").children, byId("guard")]) {
      setAttribute(own, "aria-disabled", String(!session.mayAct));
    }
    if (!session.mayAct) guard(false);
  };
}

/** One server, several, or all: at least one is always chosen. */
function serverChips() {
  /** @type {Set<number>} */
  let chosen = new Set();
  let total = 0;
  const group = byId("chips");

  function mark() {
    const all = chosen.size === total;
    [...group.children].forEach((chip, i) => {
      const on = i === total ? all : !all && chosen.has(i + 1);
      chip.setAttribute("aria-pressed", String(on));
    });
  }

  function everything() {
    chosen = new Set(Array.from({ length: total }, (_, i) => i + 1));
    mark();
  }

  /** @param {number} server */
  function toggle(server) {
    if (chosen.size === total) chosen = new Set([server]);
    else if (!chosen.delete(server)) chosen.add(server);
    if (chosen.size) mark();
    else everything();
  }

  return {
    /** @param {number} servers */
    build(servers) {
      if (servers === total) return;
      total = servers;
      const chips = Array.from({ length: total }, (_, i) =>
        button(String(i + 1), () => toggle(i + 1), { "aria-label": `Server ${i + 1}` }),
      );
      group.replaceChildren(...chips, button("All", everything));
      everything();
    },
    /** @returns {number[] | "all"} */
    chosen: () => (chosen.size === total ? "all" : [...chosen].sort((a, b) => a - b)),
  };
}

/**
 * Guard, then button, then done.
 * @param {Session} session @param {ControlActions} actions
 */
function killSwitch(session, actions) {
  const guard = byId("guard");
  const kill = byId("kill");

  /** @param {boolean} lifted */
  function set(lifted) {
    setAttribute(guard, "aria-checked", String(lifted));
    setText(byId("guard-words"), lifted ? "Armed" : "Guarded");
    setAttribute(kill, "aria-disabled", String(!lifted));
  }

  guard.addEventListener("click", () => {
    if (!session.mayAct) return actions.explain(NOT_ALLOWED);
    set(guard.getAttribute("aria-checked") !== "true");
  });
  kill.addEventListener("click", () => {
    if (!session.mayAct) return actions.explain(NOT_ALLOWED);
    if (kill.getAttribute("aria-disabled") === "true") {
      return actions.explain("Lift the guard first.");
    }
    set(false);
    actions.kill();
  });
  return set;
}
