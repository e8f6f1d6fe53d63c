// @ts-check
/**
 * On paper: light colours, charts drawn for the width of a sheet, their tables and the
 * log beneath, and where it was printed from. Afterwards everything is as it was.
 */

const root = document.documentElement;

/** @param {() => void} before @param {() => void} after the page must be drawn again */
export function printing(before, after) {
  let theme = "";
  addEventListener("beforeprint", () => {
    if (root.dataset["printing"]) return;
    theme = root.dataset.theme ?? "dark";
    root.dataset["printing"] = "on";
    root.dataset.theme = "light";
    before();
  });
  addEventListener("afterprint", () => {
    if (!root.dataset["printing"]) return;
    delete root.dataset["printing"];
    root.dataset.theme = theme;
    after();
  });
}
