// @ts-check
/** Files of a run over HTTP: asked for, looked after, deleted. */

import { ask, remove } from "../../net/api.js";

/** @import {ExportInfo, ExportKind} from "../../types.js" */

/** @returns {Promise<ExportKind[]>} what can be made, in the page's language */
export const exportKinds = () => ask("exports/kinds");

/**
 * @param {string} run @param {object} request kind and options, as the API describes them
 * @returns {Promise<string>} the id of the export
 */
export const askExport = async (run, request) =>
  (await ask(`runs/${run}/exports`, "POST", request)).id;

/** @param {string} run @returns {Promise<ExportInfo[]>} one's own, newest first */
export const exportsOf = (run) => ask(`runs/${run}/exports`);

/** Cancels it, or deletes it if it is made. @param {string} id */
export const removeExport = (id) => remove(`exports/${id}`);
