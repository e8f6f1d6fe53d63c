// @ts-check
/** Stands in for page/run_menu.js in a capsule: what can be done with a run needs its server. */

export function runMenu() {}
