"""How a cost grows with a number: a straight line on two logarithmic scales."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np


class Fit(NamedTuple):
    """cost = a · n ** slope, by least squares."""

    slope: float  # 0: flat, 1: as much as the number
    residual: float  # of the logarithm to base 10, root of the mean of squares

    @property
    def tenfold(self) -> float:
        """How many times as much ten times the number costs."""
        return float(10**self.slope)

    @property
    def spread(self) -> float:
        """By how much the costs lie beside the line, as a part of them."""
        return float(10**self.residual - 1)


def fitted(costs: Mapping[int, float]) -> Fit:
    """The line through costs by number; two are one exactly, so give more."""
    number, cost = np.log10(list(costs)), np.log10(list(costs.values()))
    slope, level = np.polyfit(number, cost, 1)
    beside = cost - (level + slope * number)
    return Fit(float(slope), float(np.sqrt(np.mean(beside**2))))
