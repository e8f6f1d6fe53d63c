// @ts-check
/** Whether anything that could run was added to a capsule's page, or taken out of it. */

const WRITTEN = 0; // active elements that the page has: its writer puts the number here
const ACTIVE = "script,style,link,meta,base,iframe,frame,object,embed,applet";

/** Whether an attribute runs something, or would. @param {Attr} attribute */
const runs = ({ name, value }) =>
  /^(on.|style$|srcdoc$)/.test(name) ||
  /^[\s\0-\x1f]*j\s*a\s*v\s*a\s*s\s*c/i.test(value);

/** To be asked when all of the page is there. */
export function isOther() {
  const all = [...document.querySelectorAll("*")];
  const active = document.querySelectorAll(ACTIVE).length;
  return (
    active !== WRITTEN || all.some((element) => [...element.attributes].some(runs))
  );
}
