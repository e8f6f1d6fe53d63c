// @ts-check
/** Colour and dash of each place on the page: those of the run that stands there. */

/** @param {number[]} kinds by place, from 1 (js/compare/lines.css) */
export function lineKinds(kinds) {
  const { style } = document.documentElement;
  kinds.forEach((kind, place) => {
    style.setProperty(`--run-${place + 1}`, `var(--line-${kind})`);
    style.setProperty(`--run-dash-${place + 1}`, `var(--dash-${kind})`);
  });
}
