"""Guardrails: what each one can be told when it is armed, and what is allowed.

What they do stands in `simulator.kernel.guardrails`; docs/model.md has the rules.
"""

from collections.abc import Mapping
from math import isfinite
from typing import Any, NamedTuple

from simulator.params import ParamsError

Value = int | float | str
Params = tuple[tuple[str, Value], ...]

# Choices, the default first but for `scope`; the kernel knows them by their place.
ACTIONS = ("stop", "alert", "shadow")
SCOPES = ("fleet", "server")
RATE_REFERENCES = ("static", "peers")
PNL_REFERENCES = ("zero", "peers")
MARKS = ("own", "fair", "liquidation")
GATES = ("refuse", "quarantine")

LONGEST_LATENCY = 3600  # s


class Choice(NamedTuple):
    """A parameter that is one of some words; the first is the default."""

    words: tuple[str, ...]

    @property
    def default(self) -> Value:
        return self.words[0]

    @property
    def allowed(self) -> str:
        return ", ".join(self.words)

    @property
    def hint(self) -> str:
        return "|".join(self.words)

    def accepts(self, value: object) -> bool:
        return isinstance(value, str) and value in self.words

    def to_wire(self) -> dict[str, Any]:
        return {"kind": "choice", "default": self.default, "words": list(self.words)}


class Number(NamedTuple):
    """A parameter that is a number within bounds."""

    default: Value
    lowest: float
    highest: float
    unit: str
    whole: bool = False

    @property
    def allowed(self) -> str:
        kind = "a whole number" if self.whole else "a number"
        return f"{kind} from {self.lowest:g} to {self.highest:.15g}, {self.unit}"

    @property
    def hint(self) -> str:
        return str(self.default)

    def accepts(self, value: object) -> bool:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return number and self._fits(value)  # type: ignore[arg-type]

    def _fits(self, value: float) -> bool:
        within = self.lowest <= value <= self.highest
        return within and isfinite(value) and (not self.whole or value == int(value))

    def to_wire(self) -> dict[str, Any]:
        return {"kind": "number", **self._asdict()}


Parameter = Choice | Number

_DOLLARS = Number(2_000_000, 0.01, 1e12, "dollars")  # ¶23: the 33 Account's limit
LATENCY = Number(0, 0, LONGEST_LATENCY, "seconds", whole=True)
_EVERY: dict[str, Parameter] = {"action": Choice(ACTIONS), "latency": LATENCY}

# In the order in which they are evaluated at the end of a tick.
GUARDRAILS: dict[str, dict[str, Parameter]] = {
    "order-rate": {
        "n": Number(10, 1, 1e6, "times the reference"),
        "window": Number(60, 1, 3600, "seconds in a row", whole=True),
        "baseline": Number(310, 0.01, 1e9, "child orders a minute and server"),
        "reference": Choice(RATE_REFERENCES),
        "scope": Choice(SCOPES),
    },
    "pnl": {
        "limit": Number(1_000_000, 0.01, 1e12, "dollars"),
        "mark": Choice(MARKS),
        "reference": Choice(PNL_REFERENCES),
        "scope": Choice(SCOPES),
    },
    "gross-cap": {"limit": _DOLLARS},
    "server-cap": {"limit": _DOLLARS},
    "child-cap": {"limit": Number(1000, 1, 1e9, "child orders", whole=True)},
    "cumulative-quantity": {},
    "version-gate": {"on": Choice(GATES)},
    "stock-breaker": {},
}
for _own in GUARDRAILS.values():
    _own.update(_EVERY)

NAMES = tuple(GUARDRAILS)


def check_guardrail(name: object) -> str:
    """Return the name of a guardrail.

    Raises
    ------
    ParamsError: there is none of that name.

    """
    if not isinstance(name, str) or name not in GUARDRAILS:
        raise ParamsError("guardrail", name, ", ".join(NAMES))
    return name


def to_wire() -> list[dict[str, Any]]:
    """List every guardrail with its parameters, their defaults, bounds and units."""
    return [
        {
            "name": name,
            "parameters": [
                {"name": own, **parameter.to_wire()}
                for own, parameter in parameters.items()
            ],
        }
        for name, parameters in GUARDRAILS.items()
    ]


def complete(name: str, given: Mapping[str, object]) -> Params:
    """Return all parameters of a guardrail, those that are not given by default.

    Raises
    ------
    ParamsError: names the parameter, the value, and what is allowed.

    """
    return completed(name, GUARDRAILS[name], given)


def completed(
    owner: str, known: Mapping[str, Parameter], given: Mapping[str, object]
) -> Params:
    """Return every known parameter with the value given or its default."""
    for name in given:
        if name not in known:
            allowed = ", ".join(known) or "none"
            raise ParamsError("params", name, f"parameters of {owner}: {allowed}")
    return tuple(
        (name, _checked(f"{owner} {name}", parameter, given[name]))
        if name in given
        else (name, parameter.default)
        for name, parameter in known.items()
    )


def _checked(argument: str, parameter: Parameter, value: object) -> Value:
    if not parameter.accepts(value):
        raise ParamsError(argument, value, parameter.allowed)
    if isinstance(value, float) and value == int(value):
        return int(value)
    return value  # type: ignore[return-value]


def read_value(text: str) -> Value:
    """Return a number if the text is one, else the text."""
    plain = text.isascii() and "_" not in text
    try:
        return int(text) if plain else text
    except ValueError:
        pass
    try:
        return float(text) if plain else text
    except ValueError:
        return text
