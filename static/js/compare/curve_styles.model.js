// @ts-check
/** Which of the styles of curve each run has: it keeps its own while others come and go. */

export class CurveStyles {
  constructor() {
    /** @type {Map<string, number>} run → style, from 1 */
    this.of = new Map();
  }

  /** Those that are new take the first styles that are free. @param {string[]} ids in their order */
  adopt(ids) {
    for (const id of this.of.keys()) if (!ids.includes(id)) this.of.delete(id);
    for (const id of ids) if (!this.of.has(id)) this.of.set(id, this.free());
  }

  /** @private */
  free() {
    const taken = new Set(this.of.values());
    let style = 1;
    while (taken.has(style)) style++;
    return style;
  }

  /** The styles in the order of these runs. @param {string[]} ids */
  in(ids) {
    return ids.map((id) => this.of.get(id) ?? 1);
  }
}
