// @ts-check
/* Before the first paint: the theme that was chosen here, else the system's. */
{
  /** @returns {string | null} */
  const remembered = () => {
    try {
      return localStorage.getItem("knightreplay.theme");
    } catch {
      return null; // storage may be forbidden
    }
  };
  const system = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
  document.documentElement.dataset.theme = remembered() ?? system;
}
