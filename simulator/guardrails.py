"""Guardrails: what each one is called, what it can be told, and what is allowed.

What they do stands in `simulator.kernel.guardrails`; docs/model.md has the rules.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from math import inf
from typing import Any, NamedTuple, Self

from simulator.params import ParamsError, real_number

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
        number = real_number(value)
        return number is not None and self._fits(number)

    def _fits(self, value: float) -> bool:
        within = self.lowest <= value <= self.highest
        return within and (not self.whole or value == int(value))

    def to_wire(self) -> dict[str, Any]:
        return {"kind": "number", **self._asdict()}


Parameter = Choice | Number

_DOLLARS = Number(2_000_000, 0.01, 1e12, "dollars")  # ¶23: the 33 Account's limit
LATENCY = Number(0, 0, LONGEST_LATENCY, "seconds", whole=True)
_EVERY: dict[str, Parameter] = {"action": Choice(ACTIONS), "latency": LATENCY}


class GuardrailWording(NamedTuple):
    """How a guardrail is spoken of to whoever may arm it."""

    title: str  # its name said aloud, but for those in core/guardrail_words.js
    watches: str  # a sentence


@dataclass(frozen=True)
class GuardrailSpec:
    """One guardrail: its words, what trips it, and what it can be told."""

    wording: GuardrailWording
    translated: Mapping[str, GuardrailWording]  # by language
    trips: str  # a sentence that holds with the defaults, which stand for {names} in it
    parameters: Mapping[str, Parameter] = field(default_factory=dict)  # its own
    # From the cause: of those that trip in one second the nearest is told first.
    remoteness: float = inf


class Guardrail(IntEnum):
    """The guardrails in the order in which they are evaluated at the end of a tick."""

    spec: GuardrailSpec

    def __new__(cls, spec: GuardrailSpec) -> Self:
        """Number a spec by its place."""
        member = int.__new__(cls, len(cls.__members__))
        member._value_ = len(cls.__members__)
        member.spec = spec
        return member

    @property
    def key(self) -> str:
        """Its name wherever people write it."""
        return self.name.lower().replace("_", "-")

    @property
    def parameters(self) -> dict[str, Parameter]:
        return {**self.spec.parameters, **_EVERY}

    @property
    def trips(self) -> str:
        """When it trips if it is armed with its defaults, without a full stop."""
        defaults = {name: own.default for name, own in self.parameters.items()}
        return self.spec.trips.format(**defaults)

    ORDER_RATE = GuardrailSpec(
        GuardrailWording(
            "Order rate",
            "A server sends child orders far faster than usual, for a while.",
        ),
        {
            "zh-hans": GuardrailWording(
                "下单速率", "一台服务器在一段时间内发出子单的速度远超平常。"
            )
        },
        "A server sends {n} times {baseline} child orders a minute for {window} seconds",
        {
            "n": Number(10, 1, 1e6, "times the reference"),
            "window": Number(60, 1, 3600, "seconds in a spec", whole=True),
            "baseline": Number(310, 0.01, 1e9, "child orders a minute and server"),
            "reference": Choice(RATE_REFERENCES),
            "scope": Choice(SCOPES),
        },
        remoteness=5,
    )
    PNL = GuardrailSpec(
        GuardrailWording(
            "Loss limit", "What one server's orders have lost exceeds a limit."
        ),
        {"zh-hans": GuardrailWording("亏损限额", "一台服务器的订单亏损超过限额。")},
        "A server has lost over ${limit:,} at last prices, which its own orders push",
        {
            "limit": Number(1_000_000, 0.01, 1e12, "dollars"),
            "mark": Choice(MARKS),
            "reference": Choice(PNL_REFERENCES),
            "scope": Choice(SCOPES),
        },
        remoteness=6,
    )
    GROSS_CAP = GuardrailSpec(
        GuardrailWording(
            "Gross cap",
            "All that the firm holds, long and short together, exceeds a limit.",
        ),
        {
            "zh-hans": GuardrailWording(
                "总敞口上限", "公司的全部持仓，多空相加，超过限额。"
            )
        },
        "Long and short of the firm exceed ${limit:,} (the 33 Account's limit, SEC ¶23)",
        {"limit": _DOLLARS},
        remoteness=3,
    )
    SERVER_CAP = GuardrailSpec(
        GuardrailWording(
            "Server cap",
            "What one server has built up, long and short, exceeds a limit.",
        ),
        {
            "zh-hans": GuardrailWording(
                "服务器上限", "一台服务器积累的持仓，多空相加，超过限额。"
            )
        },
        "Long and short of one server exceed ${limit:,}",
        {"limit": _DOLLARS},
        remoteness=4,
    )
    CHILD_CAP = GuardrailSpec(
        GuardrailWording(
            "Child-order cap",
            "One parent order has sent so many child orders: its loop ends.",
        ),
        {
            "zh-hans": GuardrailWording(
                "子单上限", "一笔母单发出了过多子单：其循环结束。"
            )
        },
        "One parent order has sent {limit:,} child orders",
        {"limit": Number(1000, 1, 1e9, "child orders", whole=True)},
        remoteness=2,
    )
    CUMULATIVE_QUANTITY = GuardrailSpec(
        GuardrailWording(
            "Cumulative quantity",
            "A parent order has got the shares it asked for: its loop ends.",
        ),
        {"zh-hans": GuardrailWording("累计数量", "母单已得到所要的股数：其循环结束。")},
        "A parent order has executed what it asked for, and goes on"
        " (the count that the 2005 change disabled, SEC ¶14)",
        remoteness=1,
    )
    VERSION_GATE = GuardrailSpec(
        GuardrailWording(
            "Version gate",
            "The flag is used while a server runs other code than it needs.",
        ),
        {
            "zh-hans": GuardrailWording(
                "版本闸门", "标志在使用，而有服务器运行的不是所需代码。"
            )
        },
        "The flag is in use while a server that is up runs the old code",
        {"on": Choice(GATES)},
        remoteness=0,
    )
    STOCK_BREAKER = GuardrailSpec(
        GuardrailWording(
            "Stock breaker",
            "A stock moves too far within minutes: its trading pauses.",
        ),
        {
            "zh-hans": GuardrailWording(
                "个股熔断", "一只股票几分钟内波动过大：暂停交易。"
            )
        },
        "A stock moves over 10 % in five minutes, from 09:45 to 15:35"
        " (a market's control; it pauses the stock)",
        remoteness=7,
    )


GUARDRAILS = {guardrail.key: guardrail.parameters for guardrail in Guardrail}
NAMES = tuple(GUARDRAILS)


def guardrail_of(name: str) -> Guardrail:
    """Return the guardrail of a name that was checked."""
    return tuple(Guardrail)[NAMES.index(name)]


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
            "name": guardrail.key,
            "parameters": [
                {"name": own, **parameter.to_wire()}
                for own, parameter in guardrail.parameters.items()
            ],
        }
        for guardrail in Guardrail
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
    number = real_number(value)
    if number is None:
        return str(value)
    return int(number) if number == int(number) else number


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
