// @ts-check
/** Fetches the vendored Plotly, once, when the first chart is wanted. */

/** @type {Promise<void> | null} */
let coming = null;

/** Its addresses stand in the page's head: only the server knows the hashed names. */
export function loadPlotly() {
  coming ??= (there() ?? fetched()).catch((error) => {
    coming = null; // the next call tries again
    throw error;
  });
  return coming;
}

/** A capsule brings it along. */
const there = () => (globalThis.Plotly ? Promise.resolve() : null);

async function fetched() {
  const { style = "", script = "" } = named().dataset;
  await Promise.all([styles(style), code(script)]);
}

/** @returns {HTMLMetaElement} */
function named() {
  const found = document.querySelector('meta[name="plotly"]');
  if (!(found instanceof HTMLMetaElement)) throw new Error("no Plotly on the page");
  return found;
}

/**
 * Plotly looks this id up before it injects styles of its own, which the policy forbids.
 * @param {string} href
 */
function styles(href) {
  const link = document.createElement("link");
  Object.assign(link, { rel: "stylesheet", href, id: "plotly.js-style-global" });
  link.className = "no-inline-styles";
  return added(link);
}

/** @param {string} src */
function code(src) {
  const script = document.createElement("script");
  script.src = src;
  return added(script);
}

/** @param {HTMLLinkElement | HTMLScriptElement} element @returns {Promise<void>} */
function added(element) {
  return new Promise((resolve, reject) => {
    element.addEventListener("load", () => resolve());
    element.addEventListener("error", () => {
      element.remove();
      reject(new Error("Plotly could not be fetched"));
    });
    document.head.append(element);
  });
}
