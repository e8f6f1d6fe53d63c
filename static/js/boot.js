// @ts-check
/*
 * Before the first paint: whether this is for a projector, and the theme that was chosen. On
 * the page of a run the connection to the server is opened and Plotly fetched, so that data and charts
 * travel beside the scripts.
 */
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

  const {
    run,
    key,
    at,
    projector: wall,
    plotly,
    plotlyStyle,
  } = document.currentScript?.dataset ?? {};

  /** What the page would say first (net/protocol.js); nothing where only the page can know. */
  const greeting = () => {
    const fragment = new URLSearchParams(location.hash.slice(1));
    const [t, ...others] = ["t", "seat", "operate"].map((name) => fragment.get(name));
    const time = /^(0[89]|1[0-5]):([0-5]\d):([0-5]\d)$/.exec(t ?? "");
    if (others.some(Boolean) || (t && !time) || stored()) return "";
    const [, hours = 8, minutes = 0, seconds = 0] = (time ?? []).map(Number);
    const moment = time
      ? (hours - 8) * 3600 + minutes * 60 + seconds
      : at && Number(at);
    return JSON.stringify({
      type: "hello",
      ...(key && { host_key: key }),
      ...(wall && { projector: true }),
      ...((moment ?? "") !== "" && { at: moment }),
      bundled: true,
      have: [],
    });
  };

  /** A key that came with the address before. */
  const stored = () => {
    try {
      return sessionStorage.getItem(`knightreplay.key.${run}`);
    } catch {
      return null;
    }
  };

  if (run) {
    const socket = new WebSocket(
      `${location.origin.replace(/^http/, "ws")}/ws/runs/${run}/`,
    );
    /** @type {import("./net/early.js").Early} */
    const early = { socket, said: "", heard: [] };
    socket.binaryType = "arraybuffer";
    socket.onmessage = ({ data }) => void early.heard.push(data);
    socket.onopen = () => {
      early.said = greeting();
      if (early.said) socket.send(early.said);
    };
    globalThis.early = early;
  }

  // A wide screen shows charts at once; a phone fetches Plotly when one is opened.
  if (plotly && plotlyStyle && matchMedia("(min-width: 761px)").matches) {
    const style = document.createElement("link");
    const id = "plotly.js-style-global"; // as charts/plotly.js says
    Object.assign(style, { rel: "stylesheet", href: plotlyStyle, id });
    style.className = "no-inline-styles";
    const script = document.createElement("script");
    Object.assign(script, { src: plotly, async: true, id: "plotly-script" });
    for (const element of [style, script]) {
      element.addEventListener("error", () => element.remove());
      document.head.append(element);
    }
  }
}
