/**
 * Enters the panels of a copy of static/js in a page that only seems to be there, and says
 * what became of one: `node panel_drawn.mjs COPY NAME`, JSON.
 */

import { pathToFileURL } from "node:url";

const [copy, name] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(`${copy}/${path}`).href);
const nothing = () => undefined;

/** An element that has every part which is asked for. */
class Seeming {
  constructor() {
    this.children = [];
    this.dataset = {};
    this.style = {};
    this.classList = { add: nothing, toggle: nothing, contains: () => false };
    for (const call of ["addEventListener", "before", "focus", "replaceChildren"])
      this[call] = nothing;
    for (const call of ["setAttribute", "removeAttribute", "remove", "showModal"])
      this[call] = nothing;
  }
  append(...parts) {
    this.children.push(...parts);
  }
  prepend() {}
  after(badge) {
    this.badge = badge;
  }
  closest() {
    return this;
  }
  contains() {
    return false;
  }
  getAttribute() {
    return "";
  }
  getBoundingClientRect() {
    return { left: 0, top: 0, right: 0, width: 0 };
  }
  getClientRects() {
    return [this];
  }
  querySelector(selector) {
    return selector.startsWith(":scope") ? null : (this.part ??= new Seeming());
  }
  querySelectorAll() {
    return [];
  }
  get firstElementChild() {
    return (this.first ??= new Seeming());
  }
  get options() {
    return this.children;
  }
}

const elements = new Map();
function element(key) {
  if (!elements.has(key)) elements.set(key, new Seeming());
  return elements.get(key);
}

class Observer {
  observe() {}
}

Object.assign(globalThis, {
  HTMLElement: Seeming,
  Element: Seeming,
  IntersectionObserver: Observer,
  ResizeObserver: Observer,
  addEventListener: nothing,
  getComputedStyle: () => ({ fontSize: "16px", getPropertyValue: () => "" }),
  matchMedia: () => ({ matches: false, addEventListener: nothing }),
  requestAnimationFrame: nothing,
  document: {
    documentElement: element("html"),
    getElementById: element,
    querySelector: element,
    createElement: () => new Seeming(),
    createElementNS: () => new Seeming(),
    createTextNode: () => new Seeming(),
  },
});

const { Charts } = await load("replay/charts.js");
const { Scheduler } = await load("core/scheduler.js");
const { Session } = await load("core/session.js");
const { PANELS, panelWords } = await load("run/panels/index.js");
const { enterPanels, hideUnseen } = await load("run/panels/enter.page.js");
const { noteBadges } = await load("run/notes/note_badges.js");

const session = new Session(() => 0);
const env = { now: () => 0, frame: nothing, time: () => session.view.time() };
const scheduler = new Scheduler(env);
const charts = new Charts(scheduler, () => true, "loss");
const fetchViews = enterPanels(scheduler, charts, {
  session,
  redraw: nothing,
  jump: nothing,
  showView: nothing,
  serverMenu: () => ({ title: "", items: [] }),
});
await fetchViews();
const own = element(`[data-panel="${name}"]`);
const jobs = scheduler.jobs.filter((job) => job.name === `panel ${name}`);
for (const job of jobs) job.draw(0);
noteBadges()({ [name]: 2 }, nothing);
const title = own.querySelector("header h2");
own.append(new Seeming());
hideUnseen([name]);

process.stdout.write(
  JSON.stringify({
    place: PANELS.findIndex((panel) => panel.name === name),
    words: panelWords(name),
    drawn: Object.fromEntries([...elements].map(([id, { textContent }]) => [id, textContent])),
    jobs: jobs.length,
    badge: title.badge?.textContent ?? null,
    hidden: own.children[0].hidden,
  }),
);
process.exit();
