// @ts-check
/** The key of a seat that is not the session's: a rehearsal has several in one browser. */

/**
 * Takes `#seat=…` out of the address; it stays in this tab.
 * @param {string} place the code of a room, or the id of a run
 * @returns {string | null}
 */
export function takeSeat(place) {
  const name = `knightreplay.seat.${place}`;
  const given = new URLSearchParams(location.hash.slice(1)).get("seat");
  if (given) history.replaceState(history.state, "", location.pathname);
  try {
    if (given) sessionStorage.setItem(name, given);
    return given ?? sessionStorage.getItem(name);
  } catch {
    return given; // storage may be forbidden: then it lasts as long as the page
  }
}
