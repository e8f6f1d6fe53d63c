// @ts-check
/** The door to sharing: each of its dialogs is fetched when it is wanted. */

export const share = () => import("./share.page.js");
export const operate = () => import("./operate.page.js");
