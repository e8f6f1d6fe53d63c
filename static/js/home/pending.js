// @ts-check
/** What the server is still computing comes into the page by itself. */

const AGAIN = 4000;
const PENDING = "[data-pending]";

/** @param {() => Promise<Document | null>} pageNow */
export function pending(pageNow) {
  if (document.querySelector(PENDING)) setTimeout(() => void fill(pageNow), AGAIN);
}

/** @param {() => Promise<Document | null>} pageNow */
async function fill(pageNow) {
  const page = await pageNow();
  for (const place of document.querySelectorAll(PENDING)) {
    const found = page?.getElementById(place.id);
    if (found) place.replaceWith(document.adoptNode(found));
  }
  pending(pageNow);
}
