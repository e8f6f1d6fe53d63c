"""How good an answer was: how near, and whether its owner knew how sure to be."""

from typing import Any

from knightreplay.rooms.models import Stop

NEAR = 0.1  # part of the scale within which a number or a time counts as right
RIGHT = 1.0 - NEAR - 1e-9  # accuracy from which an answer counts as right


def accuracy(stop: Stop, value: int, truth: int) -> float:
    """From 0 to 1: of a choice or a server right or wrong, else by distance on the scale."""
    if stop.kind in (Stop.Kind.CHOICE, Stop.Kind.SERVER):
        return 1.0 if value == truth else 0.0
    scale: dict[str, Any] = stop.options
    span = float(scale["high"] - scale["low"])
    return max(0.0, 1.0 - abs(value - truth) / span)


def is_right(stop: Stop, value: int, truth: int) -> bool:
    """What the sureness spoke of: being right, or within a tenth of the scale."""
    return accuracy(stop, value, truth) >= RIGHT


def brier(sureness: float, *, right: bool) -> float:
    """The Brier score of one answer: 0 is best, 1 worst; never saying more than half: 0.25."""
    return (sureness - (1.0 if right else 0.0)) ** 2
