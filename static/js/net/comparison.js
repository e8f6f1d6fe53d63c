// @ts-check
/** What the server says of runs side by side. */

/** @import {ComparisonInfo} from "../types.js" */

/** @param {string[]} ids @returns {Promise<ComparisonInfo>} */
export async function readComparison(ids) {
  const response = await fetch(`/api/v1/comparison?runs=${ids.join(",")}`);
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
}
