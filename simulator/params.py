"""The model's parameters, and the one error for a value that is not allowed."""

import operator
import reprlib
from dataclasses import dataclass, fields
from math import isfinite
from numbers import Real

LONGEST_SHOWN = 80


class ParamsError(ValueError):
    """A value that somebody gave and that the model does not accept.

    Attributes
    ----------
    argument: the name of what was given, such as ``servers``.
    value: what was given, untouched.
    allowed: what would have been accepted, in words.

    """

    def __init__(self, argument: str, value: object, allowed: str) -> None:
        super().__init__(
            f"{argument}: value {shown(value)} is not valid; allowed: {allowed}"
        )
        self.argument = argument
        self.value = value
        self.allowed = allowed


def whole_number(value: object) -> int | None:
    """Return a whole number, NumPy's too, as Python's; None for anything else."""
    if isinstance(value, bool):
        return None
    try:
        return operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        return None


def real_number(value: object) -> float | None:
    """Return a finite number, NumPy's too, as Python's; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, Real):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if isfinite(number) else None


def check_whole(argument: str, value: object, lowest: int, highest: int) -> int:
    """Return a whole number within bounds.

    Raises
    ------
    ParamsError: it is none, or beyond them.

    """
    number = whole_number(value)
    if number is None or not lowest <= number <= highest:
        allowed = f"a whole number from {lowest} to {highest}"
        raise ParamsError(argument, value, allowed)
    return number


def shown(value: object) -> str:
    """Show a value on one line of at most 80 characters, escaped."""
    if isinstance(value, int) and value.bit_length() > 256:
        text = hex(value)
    else:
        text = _shortener().repr(value)
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def _shortener() -> reprlib.Repr:
    shortener = reprlib.Repr()
    shortener.maxstring = shortener.maxother = LONGEST_SHOWN
    shortener.maxlong = LONGEST_SHOWN
    return shortener


# Far beyond what is plausible, near enough that no figure overflows.
HIGHEST = {
    "loop_rate": 1_000,
    "server_cap": 10**9,
    "venue_capacity": 10_000,
    "transient_impact": 100,
    "transient_decay": 1,
    "permanent_impact": 100,
    "temporary_impact": 100,
    "market_volatility": 0.1,
    "volume_noise": 10,
    "lot": 1_000,
    "customer_lots": 10_000,
    "unwind_share": 1,
    "unwind_wait": 28_800,
    "block_tick": 28_800,
    "block_discount": 100,
    "rollback_down": 28_800,
    "deploy_down": 28_800,
    "ordinary_rate": 10**6,
}


# They only multiply: without them the model lacks what they stand for, and still holds.
MAY_BE_ZERO = frozenset(
    {
        "loop_rate",
        "transient_impact",
        "transient_decay",
        "permanent_impact",
        "temporary_impact",
        "market_volatility",
        "volume_noise",
        "unwind_share",
        "block_discount",
        "ordinary_rate",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelParams:
    """What the model's equations are calibrated by; docs/model.md gives the sources.

    Raises
    ------
    ParamsError: a parameter is not a positive finite number nor a zero that
        `MAY_BE_ZERO`, or above `HIGHEST`.

    """

    loop_rate: float  # child orders/s of one loop, times its symbol's multiplier (rho)
    server_cap: float  # child orders/s one server can send for its loops
    venue_capacity: float  # multiple of background volume that can fill loops (kappa)
    transient_impact: float  # Y, in daily volatilities
    transient_decay: float  # part of the transient push left after 1 s, exp(-1/tau)
    permanent_impact: float  # gamma
    temporary_impact: float  # eta
    market_volatility: float  # daily, of the factor common to all symbols
    volume_noise: float  # standard deviation of background volume, relative
    lot: int  # shares of a full child order
    customer_lots: int  # child orders/s of an order that is worked properly
    unwind_share: float  # part of background volume the unwind desk takes (pi)
    unwind_wait: int  # s after the last loop ended until the desk starts
    block_tick: int  # tick from which the desk sells the rest as one block
    block_discount: float  # delta, in daily volatilities
    rollback_down: int  # s a server is away while its code is rolled back
    deploy_down: int  # s a server is away while new code is deployed
    ordinary_rate: float = 310 / 60  # child orders/s a server sends for all else

    def __post_init__(self) -> None:
        for field in fields(self):
            number = _checked(field.name, getattr(self, field.name), field.type is int)
            object.__setattr__(self, field.name, number)


def _checked(name: str, value: object, whole: bool) -> int | float:
    """Return 80.0 for 80: for another type the kernel would be compiled anew."""
    number = whole_number(value) if whole else real_number(value)
    highest, zero = HIGHEST[name], name in MAY_BE_ZERO
    if number is None or not (0 < number <= highest or (zero and number == 0)):
        kind = "a whole number" if whole else "a number"
        bounds = "from 0 to" if zero else "above 0 and up to"
        raise ParamsError(name, value, f"{kind} {bounds} {highest}")
    return number
