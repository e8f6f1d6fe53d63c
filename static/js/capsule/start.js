// @ts-check
/*
 * Begins a capsule once all of it is there. The policy lets no script element of the file's
 * text run but those that it names by their hashes; what one of those makes may run.
 */
{
  const WRITTEN = 0; // how many of these the page has: its writer puts the number here
  const ACTIVE = "script,style,link,meta,base,iframe,frame,object,embed,applet";
  const MODULES = ["kr/js/capsule/capsule.page.js", "kr/js/run.js"];

  /** Whether an attribute runs something, or would. @param {Attr} attribute */
  const runs = ({ name, value }) =>
    /^(on.|style$|srcdoc$)/.test(name) ||
    /^[\s\0-\x1f]*j\s*a\s*v\s*a\s*s\s*c/i.test(value);

  /** Whether anything that could run was added, or taken out. */
  function isOther() {
    const all = [...document.querySelectorAll("*")];
    const active = document.querySelectorAll(ACTIVE).length;
    return (
      active !== WRITTEN || all.some((element) => [...element.attributes].some(runs))
    );
  }

  addEventListener("DOMContentLoaded", () => {
    globalThis.capsuleIsOther = isOther();
    const text = MODULES.map((name) => `import "${name}";`).join("");
    const start = document.createElement("script");
    start.type = "module";
    start.src = `data:text/javascript,${encodeURIComponent(text)}`;
    document.head.append(start);
  });
}
