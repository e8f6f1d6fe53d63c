// @ts-check
/** The page as the server would show it now. */

/** @returns {Promise<Document | null>} null: not now */
export async function pageNow() {
  const response = await fetch(location.pathname + location.search).catch(() => null);
  if (!response?.ok) return null;
  return new DOMParser().parseFromString(await response.text(), "text/html");
}
