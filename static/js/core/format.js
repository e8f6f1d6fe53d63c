// @ts-check
/** Numbers and times as the page prints them. Formatters are built once. */

import { _, language } from "./words.js";

export const MINUS = "\u2212";

/** Chinese counts in 万 (10⁴) and 亿 (10⁸), and names the dollar after the amount. */
const CHINESE = language().startsWith("zh");
const WAN = 1e4;
const YI = 1e8;

const whole = new Intl.NumberFormat(language(), { maximumFractionDigits: 0 });
const one = new Intl.NumberFormat(language(), {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const two = new Intl.NumberFormat(language(), {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});

/** @param {number} n */
export const int = (n) =>
  Number.isNaN(n) ? NONE : (n < 0 ? MINUS : "") + whole.format(Math.abs(n));

/**
 * The amount and the unit of a sum in cents, without its sign.
 * @param {number} cents @returns {[string, string]}
 */
function amount(cents) {
  const dollars = Math.abs(cents) / 100;
  if (CHINESE) return chineseAmount(dollars);
  if (dollars >= 999.5e6) return [two.format(dollars / 1e9), "B"];
  if (dollars >= 9.95e6) return [whole.format(dollars / 1e6), "M"];
  if (dollars >= 999_500) return [one.format(dollars / 1e6), "M"];
  if (dollars >= 999.5) return [whole.format(dollars / 1e3), "K"];
  return [whole.format(dollars), ""];
}

/**
 * Whole millions from ten million on, as in English: 4.6亿 is $460M, 8900万 is $89M.
 * @param {number} dollars @returns {[string, string]}
 */
function chineseAmount(dollars) {
  if (dollars >= 99.5e6) return [trim(dollars / YI), "亿美元"];
  if (dollars >= 9.95e6) return [String(Math.round(dollars / 1e6) * 100), "万美元"];
  if (dollars >= 9999.5) return [String(Math.round(dollars / WAN)), "万美元"];
  return [whole.format(dollars), "美元"];
}

/**
 * Sign with dollar, amount and unit, for those who set them in different sizes.
 * @param {number} cents @returns {[string, string, string]}
 */
export function moneyParts(cents) {
  if (Number.isNaN(cents)) return ["", NONE, ""];
  const [digits, unit] = amount(cents);
  const sign = cents < 0 && digits !== "0" ? MINUS : "";
  return [CHINESE ? sign : `${sign}$`, digits, unit];
}

/**
 * Whole millions from ten million dollars on; finer below.
 * @param {number} cents
 */
export const money = (cents) => moneyParts(cents).join("");

/**
 * To the cent, as for a title or a table.
 * @param {number} cents
 */
export function exactMoney(cents) {
  const digits = two.format(Math.abs(cents) / 100);
  return (cents < 0 ? MINUS : "") + (CHINESE ? `${digits}美元` : `$${digits}`);
}

/** To the cent, as Plotly fills it in. */
export const MONEY_IN_HOVER = CHINESE ? "%{y:,.2f}美元" : "%{y:$,.2f}";

/**
 * Dollars on an axis: as short as they go.
 * @param {number} cents
 */
export function axisMoney(cents) {
  const dollars = Math.abs(cents) / 100;
  const sign = cents < 0 ? MINUS : "";
  if (CHINESE) return sign + tens(dollars);
  if (dollars >= 1e9) return `${sign}$${trim(dollars / 1e9)}B`;
  if (dollars >= 1e6) return `${sign}$${trim(dollars / 1e6)}M`;
  if (dollars >= 1e3) return `${sign}$${trim(dollars / 1e3)}K`;
  return `${sign}$${trim(dollars)}`;
}

/** The price of a share on an axis, to the cent. @param {number} cents */
export const axisPrice = (cents) =>
  CHINESE ? two.format(cents / 100) : exactMoney(cents);

/** As short as it goes in 万 and 亿. @param {number} n */
function tens(n) {
  if (n >= YI) return `${trim(n / YI)}亿`;
  return n >= WAN ? `${trim(n / WAN)}万` : trim(n);
}

/** @param {number} n */
const trim = (n) => String(Number(n.toFixed(2)));

/** @param {number} n a count, in millions from one million on */
export function count(n) {
  if (Number.isNaN(n)) return NONE;
  if (n < 1e6) return whole.format(n);
  return CHINESE ? `${whole.format(n / WAN)}万` : `${one.format(n / 1e6)}M`;
}

/** @param {number} n a count on an axis */
export const axisCount = (n) => {
  if (CHINESE) return tens(n);
  if (n >= 1e6) return `${trim(n / 1e6)}M`;
  return n >= 1000 ? `${trim(n / 1000)}k` : String(n);
};

/** @param {number} bp basis points as a signed percentage */
export const percent = (bp) =>
  `${bp > 0 ? "+" : bp < 0 ? MINUS : ""}${one.format(Math.abs(bp) / 100)}%`;

const grouped = new Intl.NumberFormat(language(), { maximumFractionDigits: 6 });
const compact = new Intl.NumberFormat(language(), {
  notation: "compact",
  maximumFractionDigits: 2,
});

/** A number as somebody may type it. @param {number} n */
export const typed = (n) => grouped.format(n);

/** A number beside a field, short from a million on. @param {number} n */
export const brief = (n) => (n < 1e6 ? grouped : compact).format(n);

/**
 * The time of a clock on the wall, of the visitor's zone.
 * @param {number | string} moment Unix milliseconds, or ISO
 */
export const wallTime = (moment) => new Date(moment).toLocaleTimeString(language());

/** A moment of this world with its day. @param {number} moment milliseconds */
export const dateTime = (moment) =>
  new Date(moment).toLocaleString(language(), {
    dateStyle: "medium",
    timeStyle: "short",
  });

/** @param {number} n */
const pad = (n) => String(n).padStart(2, "0");

/** What stands where nothing has been computed yet. */
export const NONE = "–";

/** @param {number} t seconds since 08:00 as 9:35:00, by a clock of 24 hours */
export function hms(t) {
  const s = Math.floor(t);
  const hour = 8 + Math.floor(s / 3600);
  return `${hour}:${pad(Math.floor(s / 60) % 60)}:${pad(s % 60)}`;
}

/** @param {number} t seconds since 08:00 as 9:35 */
export const hm = (t) => hms(t).slice(0, -3);

/** @param {number} t seconds since 08:00 as 09:35:00, as the protocol writes it */
export const wireTime = (t) => hms(t).padStart(8, "0");

/**
 * Servers in words: "server 8", "servers 1–3, 8", "all eight servers".
 * @param {number[]} servers @param {number} total
 */
export function serverNames(servers, total) {
  if (servers.length === total)
    return total === 8 ? _("all eight servers") : _("all servers");
  if (servers.length === 1) return _("server {n}", { n: servers[0] ?? "" });
  return _("servers {list}", { list: spans(servers) });
}

/** @param {number[]} numbers ascending */
function spans(numbers) {
  /** @type {[number, number][]} */
  const runs = [];
  for (const n of numbers) {
    const last = runs.at(-1);
    if (last && n === last[1] + 1) last[1] = n;
    else runs.push([n, n]);
  }
  return runs.map(([a, b]) => (a === b ? `${a}` : `${a}–${b}`)).join(", ");
}
