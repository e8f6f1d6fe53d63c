// @ts-check
/** One Plotly graph with overlays over its plot area. Only this file touches Plotly. */

import { clamp } from "../core/timescale.js";
import { hm } from "../core/format.js";
import { timeTicks } from "./scale.model.js";

/** @import {Data, Layout} from "plotly.js-dist-min" */

const CONFIG = {
  displayModeBar: false,
  responsive: false,
  scrollZoom: false,
  doubleClick: /** @type {const} */ (false),
  showTips: false,
};

/** A colour or another token of css/tokens.css. @param {string} name */
export const token = (name) =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** The root's font size in pixels. */
export const rem = () =>
  parseFloat(getComputedStyle(document.documentElement).fontSize);

/** The size of a chart's words in pixels, never below eleven. */
export const typeSize = () => Math.max(11, rem() * parseFloat(token("--t-chart")));

/** @typedef {{ l: number, r: number, t: number, b: number }} Margins */

export class Plot {
  /** @param {HTMLElement} host with .g, and where wanted .head and .dot */
  constructor(host) {
    this.host = host;
    this.graph = part(host, ".g");
    this.headElement = host.querySelector(".head");
    this.dotElement = host.querySelector(".dot");
    this.width = 0;
    this.height = 0;
    /** @type {Margins} */
    this.margin = { l: 0, r: 0, t: 0, b: 0 };
    /** @type {[number, number]} */
    this.x = [0, 1];
    /** @type {[number, number]} */
    this.y = [0, 1];
    this.drawn = false;
  }

  /**
   * Takes the size of the host, and says whether that is another.
   * @param {Margins} margin in rem
   */
  measure(margin) {
    const em = rem();
    const before = `${this.width} ${this.height} ${em}`;
    const { l, r, t, b } = margin;
    this.margin = { l: l * em, r: r * em, t: t * em, b: b * em };
    this.width = this.host.clientWidth;
    this.height = this.host.clientHeight;
    if (this.headElement instanceof HTMLElement) {
      this.headElement.style.top = `${this.margin.t}px`;
      this.headElement.style.height = `${this.innerHeight}px`;
    }
    return before !== `${this.width} ${this.height} ${em}`;
  }

  get innerWidth() {
    return Math.max(1, this.width - this.margin.l - this.margin.r);
  }

  get innerHeight() {
    return Math.max(1, this.height - this.margin.t - this.margin.b);
  }

  /** How many ticks of at most so many the height has room for. @param {number} most */
  ticks(most) {
    return Math.max(1, Math.min(most, Math.floor(this.innerHeight / (typeSize() * 2))));
  }

  /** Whether there is room to draw in. */
  get roomy() {
    return this.width > 40 && this.height > 40;
  }

  /** @param {Partial<Layout>} own @returns {Partial<Layout>} */
  layout(own) {
    const size = typeSize();
    const ink = token("--ink-2");
    const axis = {
      fixedrange: true,
      zeroline: false,
      showline: false,
      ticks: /** @type {const} */ (""),
      tickmode: /** @type {const} */ ("array"),
      tickfont: { size, color: ink },
      gridcolor: token("--line"),
      automargin: false,
      // Whether a label overflows is seen to by us; Plotly would lay the page out to ask.
      ticklabeloverflow: /** @type {const} */ ("allow"),
    };
    const font = { family: token("--font"), size, color: token("--ink") };
    return {
      width: this.width,
      height: this.height,
      margin: this.margin,
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      font: { ...font, color: ink },
      showlegend: false,
      dragmode: false,
      hovermode: false,
      hoverlabel: { bgcolor: token("--surface"), bordercolor: ink, font },
      ...own,
      xaxis: { ...axis, range: this.x, showgrid: false, ...own.xaxis },
      yaxis: { ...axis, range: this.y, ...own.yaxis },
    };
  }

  /** One idempotent way to the screen. @param {Data[]} data @param {Partial<Layout>} layout */
  put(data, layout) {
    if (!this.roomy) return;
    const draw = this.drawn ? Plotly.react : Plotly.newPlot;
    this.drawn = true;
    void draw(this.graph, data, layout, CONFIG);
  }

  /** @param {number} value on the x axis @returns {number} pixels */
  left(value) {
    const [from, to] = this.x;
    const share = (clamp(value, from, to) - from) / (to - from);
    return this.margin.l + share * this.innerWidth;
  }

  /** @param {number} value on the y axis @returns {number} pixels */
  top(value) {
    const [low, high] = this.y;
    return this.margin.t + ((high - value) / (high - low)) * this.innerHeight;
  }

  /**
   * Moves the playhead, and the dot to the newest value: transforms, no Plotly call.
   * @param {number} t @param {{ t: number, value: number }} [newest]
   */
  head(t, newest) {
    const x = this.left(t).toFixed(1);
    const outside = t < this.x[0];
    move(this.headElement, outside, `translateX(${x}px)`);
    if (this.dotElement && newest) {
      const gone = newest.t < this.x[0] || !Number.isFinite(newest.value);
      const at = `${this.left(newest.t).toFixed(1)}px, ${this.top(newest.value).toFixed(1)}px`;
      move(this.dotElement, gone, `translate(${at})`);
    }
  }
}

/** @param {Element | null} element @param {boolean} hidden @param {string} transform */
function move(element, hidden, transform) {
  if (!(element instanceof HTMLElement)) return;
  if (element.hidden !== hidden) element.hidden = hidden;
  if (!hidden) element.style.transform = transform;
}

/** @param {HTMLElement} host @param {string} selector @returns {HTMLElement} */
export function part(host, selector) {
  const found = host.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`no ${selector} in #${host.id}`);
  return found;
}

/**
 * Ticks of a time axis in simulated seconds: never in the viewer's time zone.
 * @param {[number, number]} window @param {number} width in pixels
 */
export function clockAxis(window, width) {
  const steps = [60, 120, 300, 600, 900, 1800, 3600, 7200];
  const room = Math.max(1, Math.floor(width / (rem() * 4.2)));
  const step = steps.find((s) => (window[1] - window[0]) / s <= room) ?? 7200;
  const tickvals = timeTicks(window, step);
  return { tickvals, ticktext: tickvals.map(hm) };
}
