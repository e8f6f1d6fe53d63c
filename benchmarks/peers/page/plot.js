// @ts-check
/** One Plotly graph that is as large as its place. */

/** @import {Data, Layout} from "plotly.js-dist-min" */

const CONFIG = { displayModeBar: false, responsive: false, showTips: false };

/** A colour of tokens.css. @param {string} name */
export const token = (name) =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** @param {string} id */
export function element(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no #${id}`);
  return found;
}

export class Plot {
  /** @param {string} id */
  constructor(id) {
    this.host = element(id);
    this.drawn = false;
  }

  get size() {
    return { width: this.host.clientWidth, height: this.host.clientHeight };
  }

  /** @param {Data[]} data @param {Partial<Layout>} own */
  put(data, own) {
    const axis = { fixedrange: true, zeroline: false, gridcolor: token("--line") };
    const layout = {
      ...this.size,
      margin: { l: 60, r: 16, t: 8, b: 28 },
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      font: { family: "Inter", size: 12, color: token("--ink-2") },
      showlegend: false,
      hovermode: /** @type {const} */ (false),
      dragmode: /** @type {const} */ (false),
      ...own,
      xaxis: { ...axis, showgrid: false, ...own.xaxis },
      yaxis: { ...axis, ...own.yaxis },
    };
    const draw = this.drawn ? Plotly.react : Plotly.newPlot;
    this.drawn = true;
    void draw(this.host, data, layout, CONFIG);
  }
}
