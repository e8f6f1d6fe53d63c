// @ts-check
/* Before the first paint: whether this is for a projector, and the theme that was chosen. */
{
  const root = document.documentElement;
  const asked = `${location.search.slice(1)}&${location.hash.slice(1)}`;
  const projector = /\/present\/$/.test(location.pathname);
  const present = projector || new URLSearchParams(asked).has("present");
  const system = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";

  /** @returns {string | null} */
  const remembered = () => {
    try {
      return localStorage.getItem(`knightreplay.theme${present ? ".present" : ""}`);
    } catch {
      return null; // storage may be forbidden
    }
  };
  if (present) root.dataset.density = "present";
  root.dataset.theme = remembered() ?? (present ? "light" : system);
}
