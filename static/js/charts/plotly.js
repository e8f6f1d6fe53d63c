// @ts-check
/** Fetches the vendored Plotly, once, when the first chart is wanted. */

/** @type {Promise<unknown> | null} */
let coming = null;

/** Its addresses stand in the page's head: only the server knows the hashed names. */
export function loadPlotly() {
  coming ??= Promise.all([styles(), code()]).catch((error) => {
    coming = null; // the next call tries again
    throw error;
  });
  return coming;
}

/** @returns {DOMStringMap} */
function named() {
  const found = document.querySelector('meta[name="plotly"]');
  if (!(found instanceof HTMLMetaElement)) throw new Error("no Plotly on the page");
  return found.dataset;
}

/**
 * Plotly looks this id up before it injects styles of its own, which the policy forbids. A
 * capsule brings its styles along, and boot.js fetches them on a wide screen.
 */
function styles() {
  const there = document.getElementById("plotly.js-style-global");
  if (there) return there instanceof HTMLLinkElement && !there.sheet && settled(there);
  const link = document.createElement("link");
  const { style: href } = named();
  Object.assign(link, { rel: "stylesheet", href, id: "plotly.js-style-global" });
  link.className = "no-inline-styles";
  return added(link);
}

/** A capsule brings it along, and boot.js begins to fetch it on a wide screen. */
function code() {
  if (globalThis.Plotly) return undefined;
  const begun = document.getElementById("plotly-script");
  if (begun instanceof HTMLScriptElement) return settled(begun);
  const { script: src } = named();
  return added(Object.assign(document.createElement("script"), { src }));
}

/** @param {HTMLLinkElement | HTMLScriptElement} element @returns {Promise<void>} */
function added(element) {
  const done = settled(element);
  document.head.append(element);
  return done;
}

/** @param {HTMLLinkElement | HTMLScriptElement} element @returns {Promise<void>} */
function settled(element) {
  return new Promise((resolve, reject) => {
    element.addEventListener("load", () => resolve());
    element.addEventListener("error", () => {
      element.remove();
      reject(new Error("Plotly could not be fetched"));
    });
  });
}
