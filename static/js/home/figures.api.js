// @ts-check
/** The figures of a scenario's morning, which the server simulates when first asked. */

/**
 * @typedef {object} Figures
 * @property {number} loss cents, positive for a loss
 */

/** @param {string} address @returns {Promise<Figures | null>} null if it cannot be had */
export async function figures(address) {
  try {
    const response = await fetch(address);
    return response.ok ? await response.json() : null;
  } catch {
    return null; // the card stays without figures
  }
}
