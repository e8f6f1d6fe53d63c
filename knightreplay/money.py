"""Money in words: of cents, with a true minus before what is below zero."""

from django.utils.translation import get_language, gettext

MINUS = "\N{MINUS SIGN}"
MILLION = 100_000_000  # cents
YI = 100 * MILLION  # 亿, in which Chinese counts


def exact(cents: int) -> str:
    """To the cent."""
    return f"{_sign(cents)}${abs(cents) / 100:,.2f}"


def whole(cents: int) -> str:
    """To the dollar, as the language of the page puts it."""
    return _sign(cents) + in_dollars(f"{abs(cents) / 100:,.0f}")


def in_dollars(number: str) -> str:
    """A number of dollars, as the language of the page puts it."""
    return gettext("$%(amount)s") % {"amount": number}


def in_millions(cents: int) -> str:
    """For people: whole millions, below ten of them with a decimal; in Chinese of 亿."""
    if (get_language() or "").startswith("zh"):
        shown = f"{abs(cents) / YI:,.2f}"
    else:
        tens = 10 * MILLION - MILLION // 20  # what is rounded to ten has no decimal
        shown = f"{abs(cents) / MILLION:,.{0 if abs(cents) >= tens else 1}f}"
    if not float(shown.replace(",", "")):
        return in_dollars("0")
    return _sign(cents) + gettext("$%(amount)s M") % {"amount": shown}


def headline(cents: int) -> str:
    """As short as a headline: one decimal of billions, millions or thousands."""
    dollars = abs(cents) / 100
    for size, unit in ((1e9, " bn"), (1e6, " M"), (1e3, " k")):
        if dollars >= size:
            return f"{_sign(cents)}${dollars / size:,.1f}{unit}"
    return f"{_sign(cents)}${dollars:,.0f}"


def amount(cents: int) -> str:
    """In a document, without its sign: billions, millions from ten on, else whole dollars."""
    cents = abs(cents)
    if cents >= 1000 * MILLION:
        return f"${cents / MILLION / 1000:,.2f} bn"
    if cents >= 10 * MILLION:
        return f"${cents / MILLION:,.1f} M"
    return f"${round(cents / 100):,}"


def signed(cents: int) -> str:
    """In a document, P&L: a plus for a gain, a minus for a loss."""
    shown = amount(cents)
    if shown == "$0":
        return shown
    return f"{'+' if cents > 0 else MINUS}{shown}"


def on_axis(dollars: float) -> str:
    """Of dollars, on an axis: $250 M with a minus sign before it, $6.5 B, 0."""
    if not dollars:
        return "0"
    size, unit = next(
        (s, u)
        for s, u in ((1e9, " B"), (1e6, " M"), (1e3, " k"), (1, ""))
        if abs(dollars) >= s or s == 1
    )
    return f"{_sign(dollars)}${abs(dollars) / size:g}{unit}"


def _sign(number: float) -> str:
    return MINUS if number < 0 else ""
