// @ts-check
/** Marks of the SEC's order in a text, and where each leads: "SEC ¶15, ¶16", "fn 6". */

const MARK = /(?:SEC[ \u00a0])?¶(\d+)|\bfn (\d+)/g;

/** The order itself: a capsule and a frame have no page of facts beside them. */
export const ORIGINAL = "https://www.sec.gov/files/litigation/admin/2013/34-70694.pdf";

/**
 * The text in pieces, each with its address; an empty one is text and no more.
 * @param {string} text @param {boolean} alone no page of facts is beside it
 * @returns {{ words: string, href: string }[]}
 */
export function pieces(text, alone) {
  const found = [];
  let end = 0;
  for (const mark of text.matchAll(MARK)) {
    found.push({ words: text.slice(end, mark.index), href: "" });
    found.push({ words: mark[0], href: alone ? ORIGINAL : address(mark) });
    end = mark.index + mark[0].length;
  }
  found.push({ words: text.slice(end), href: "" });
  return found.filter(({ words }) => words);
}

/** @param {RegExpMatchArray} mark */
const address = ([, paragraph, footnote]) =>
  `/facts/#sec-${paragraph ?? `fn-${footnote}`}`;
