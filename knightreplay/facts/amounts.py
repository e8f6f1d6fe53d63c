"""Sourced numbers in words: exact, and short; Chinese counts in 万 (10⁴) and 亿 (10⁸)."""

from django.utils.translation import get_language

from knightreplay.money import in_dollars

WAN = 10**4
YI = 10**8


def number(value: float) -> str:
    """397 million, 88,889, 9.6; 3.97亿 in Chinese."""
    return _chinese(value) if _counts_in_wan() else _english(value)


def dollars(value: int | float) -> str:
    """$460 million, $6.94; 4.6亿美元 in Chinese."""
    if isinstance(value, float):  # a price, to the cent
        return in_dollars(f"{value:.2f}")
    return in_dollars(number(value))


def _counts_in_wan() -> bool:
    return (get_language() or "").startswith("zh")


def _english(value: float) -> str:
    for size, word in ((10**9, "billion"), (10**6, "million")):
        if value >= size:
            return f"{_short(value / size)} {word}"
    return _grouped(value)


def _chinese(value: float) -> str:
    """From ten million on in 亿, below that in whole 万 as far as it is exact."""
    if value >= YI:
        return f"{_short(value / YI)}亿"
    if value >= WAN and value % WAN == 0:
        return f"{_short(value / WAN)}万"
    return _grouped(value)


def _short(value: float) -> str:
    """As many places as it takes, four at most."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _grouped(value: float) -> str:
    return f"{value:,}"
