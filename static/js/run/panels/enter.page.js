// @ts-check
/**
 * Every panel is entered in the one scheduler. What it says in words is there at once. Its
 * charts are on a wide screen too; a phone has each behind a button, and neither their code
 * nor Plotly is fetched before. What is behind a tab comes after the charts, and on a phone
 * when somebody first reaches for it.
 */

import { PANELS, panelElement } from "./index.js";
import { atOnceIfWide, isPhone, styled, wanted } from "../../kit/lazy.js";
import { button, byId, make, setAttribute, setText } from "../../kit/dom.js";
import { _ } from "../../core/words.js";
import { asTables } from "../../kit/modes.js";
import { toast } from "../../kit/toasts.js";
import { whenVisible } from "../../kit/dom.js";

/** @import {Scheduler} from "../../core/scheduler.js" */
/** @import {Charts} from "../../replay/charts.js" */
/** @import {Chart, Draw, PanelPage} from "./index.js" */

/** A frame of another site is often narrow, and shows little else than the chart. */
const NARROW =
  document.documentElement.dataset["embed"] === "on" ? "not all" : "(max-width: 760px)";
const REACHING = ["pointerdown", "focusin"];

/** Whether charts wait until somebody opens them. */
const isNarrow = () => matchMedia(NARROW).matches;

/**
 * Returns what fetches the views behind the tabs.
 * @param {Scheduler} scheduler @param {Charts} charts @param {PanelPage} page
 */
export function enterPanels(scheduler, charts, page) {
  for (const { name, draw } of PANELS)
    if (draw) enterText(scheduler, charts, page, name, draw);
  const opened = PANELS.flatMap((panel) =>
    Object.entries(panel.charts ?? {}).map(([name, load]) =>
      enterChart(charts, page, name, load),
    ),
  );
  const drawn = Promise.allSettled(opened).then(() => charts.begun);
  enterTables(scheduler, page, drawn);
  const fetchViews = wanted(() => enterViews(scheduler, charts, page));
  for (const event of REACHING) byId("views").addEventListener(event, fetchViews);
  if (byId("view-market").hidden) void fetchViews();
  else if (!isPhone()) void drawn.then(fetchViews);
  return fetchViews;
}

/**
 * @param {Scheduler} scheduler @param {Charts} charts @param {PanelPage} page
 * @param {string} name @param {Draw} made
 */
function enterText(scheduler, charts, page, name, made) {
  const { session } = page;
  const second = (/** @type {number} */ t) =>
    `${session.store.version}:${session.acts}:${Math.floor(t)}`;
  for (const { every, waits, key = second, draw } of [made(page)].flat()) {
    const may = waits ? () => charts.stands : () => true;
    scheduler.add({ name: textOf(name), kind: "text", every, key, draw, may });
  }
}

/** A panel's words in the scheduler; its charts have names of their own. @param {string} name */
const textOf = (name) => `panel ${name}`;

/**
 * What is behind a tab draws nothing while it is out of sight.
 * @param {Scheduler} scheduler @param {Charts} charts @param {PanelPage} page
 */
async function enterViews(scheduler, charts, page) {
  const coming = PANELS.map(async ({ name, load }) => ({ name, made: await load?.() }));
  const [loaded] = await Promise.all([
    Promise.all(coming),
    styled(byId("views").dataset["styles"]),
  ]);
  for (const { name, made } of loaded) {
    const host = panelElement(name);
    if (!made || !host) continue;
    enterText(scheduler, charts, page, name, made);
    whenVisible(host, (visible) => scheduler.setVisible(textOf(name), visible));
  }
  return true;
}

/** @param {Scheduler} scheduler @param {PanelPage} page @param {Promise<unknown>} drawn */
function enterTables(scheduler, { session, redraw }, drawn) {
  /** @type {typeof import("../../kit/tables.js").fillFrom | null} */
  let fill = null;
  const fetched = wanted(async () => {
    fill = (await import("../../kit/tables.js")).fillFrom;
    redraw();
  });
  atOnceIfWide(fetched, drawn);
  scheduler.add({
    name: "tables",
    kind: "text",
    every: 500,
    key: (t) => (asTables() ? `${session.store.version}:${Math.floor(t)}` : "off"),
    draw(t) {
      if (!asTables()) return;
      if (!fill) return void fetched();
      for (const { name, table } of PANELS) if (table) fill(name, table, session, t);
    },
  });
}

/**
 * A chart in its place in the page.
 * @param {Charts} charts @param {PanelPage} page @param {string} name
 * @param {() => Promise<Chart>} load
 */
function enterChart(charts, { session }, name, load) {
  const host = byId(`plot-${name}`);
  /** @type {Promise<void> | null} */
  let coming = null;
  return disclosure(host, () => {
    coming ??= made().catch((error) => {
      coming = null;
      throw error;
    });
    return coming;
  });

  /** Its code, and Plotly beside it. On a wide screen the leading chart comes first. */
  async function made() {
    if (!charts.isLead(name) && !isNarrow()) await charts.begun;
    const own = load();
    const { loadPlotly } = await import("../../charts/plotly.js");
    await loadPlotly();
    charts.add((await own)(host, session));
  }
}

/**
 * The button that opens a chart on a phone. A wide screen shows it and opens all; what is
 * returned is done once it has.
 * @param {HTMLElement} host @param {() => Promise<void>} open
 */
function disclosure(host, open) {
  const narrow = matchMedia(NARROW);
  const own = button("", () => void set(host.dataset["open"] !== "on"), {
    class: "btn show-chart",
    "aria-controls": host.id,
  });
  host.before(own);

  /** @param {boolean} on */
  async function set(on) {
    host.dataset["open"] = on ? "on" : "off";
    setText(own, on ? _("Hide the chart") : _("Show the chart"));
    setAttribute(own, "aria-expanded", String(on));
    if (on) await open().catch(failed);
  }

  function failed() {
    toast(_("The chart could not be fetched. Is the server still there?"));
    void set(false);
  }

  narrow.addEventListener("change", () => void (narrow.matches || set(true)));
  return set(!narrow.matches);
}

/**
 * Panels that our seat could not see then: a sentence stands where they would be. Once the
 * fog lifts the page is loaded again.
 * @param {string[]} names
 */
export function hideUnseen(names) {
  for (const own of names.map(panelElement)) {
    if (own && !own.querySelector(":scope > .unseen")) cover(own);
  }
}

/** @param {HTMLElement} own */
function cover(own) {
  for (const part of own.children) {
    if (part instanceof HTMLElement && part.localName !== "header") part.hidden = true;
  }
  const key = own.querySelector(":scope > header > .key");
  if (key instanceof HTMLElement) key.hidden = true;
  const words = _("Your seat could not see this then.");
  own.append(make("p", { class: "unseen note" }, words));
}
