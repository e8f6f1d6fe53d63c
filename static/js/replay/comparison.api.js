// @ts-check
/** What the server says of runs side by side. */

/** @import {CandidateInfo, ComparisonInfo} from "../types.js" */

/** @param {string[]} ids @returns {Promise<ComparisonInfo>} */
export async function readComparison(ids) {
  const response = await fetch(`/api/v1/comparison?runs=${ids.join(",")}`);
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
}

/** What a run can be compared with. @param {string} run @returns {Promise<CandidateInfo[]>} */
export async function readCandidates(run) {
  const response = await fetch(`/api/v1/runs/${run}/candidates`);
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
}
