"""Interventions: what people change at a tick, read from text or from messages."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NotRequired, TypedDict, get_args

from simulator.clock import CLOSE, tick_of, time_of
from simulator.guardrails import (
    LATENCY,
    Params,
    check_guardrail,
    complete,
    completed,
    read_value,
)
from simulator.params import ParamsError, check_whole, whole_number

Op = Literal[
    "kill",
    "restore",
    "flag",
    "deploy",
    "rollback",
    "act-on-emails",
    "unwind",
    "no-unwind",
    "arm",
    "disarm",
    "take-over",
    "hand-back",
]
Scope = Literal["intake", "loop"]
Mode = Literal["rolling", "at-once"]

OPS: tuple[str, ...] = get_args(Op)
SCOPES: tuple[str, ...] = get_args(Scope)
MODES: tuple[str, ...] = get_args(Mode)
OPS_WITH_SERVERS = frozenset({"kill", "restore", "flag", "deploy", "rollback"})
OPS_WITH_GUARDRAIL = frozenset({"arm", "disarm"})
OPS_WITH_PARAMS = frozenset({"arm", "kill"})

ROLLING_STAGGER = 30  # ticks between two servers of a rolling rollback

_DASH = "\N{EN DASH}"
_RANGE = re.compile(r"([0-9]{1,4})(?:-([0-9]{1,4}))?")
_DO_FORM = "TIME OP [ARGUMENTS], such as 09:45:00 kill all"


class WireAct(TypedDict):
    """The JSON form of an intervention; servers count from 1."""

    op: str
    time: str
    tick: int
    servers: list[int]
    on: NotRequired[bool]
    scope: NotRequired[str]
    mode: NotRequired[str]
    guardrail: NotRequired[str]
    params: NotRequired[dict[str, str | float]]


@dataclass(frozen=True, slots=True)
class Intervention:
    """One change to the run, at the start of a tick.

    Raises
    ------
    ParamsError: the fields do not make an intervention together. Whether a scenario
        has the servers is checked where the scenario is known: `from_wire`,
        `parse_do`, `make_schedule`.

    """

    tick: int
    op: Op
    servers: tuple[int, ...] = ()  # 0-based, ascending
    on: bool | None = None  # of a flag
    scope: Scope = "intake"  # of a flag: do running loops look at it as well?
    mode: Mode = "rolling"  # of a rollback
    guardrail: str | None = None  # to arm or to disarm
    params: Params = ()  # of the guardrail; of a kill its latency. Completed by default

    def __post_init__(self) -> None:
        object.__setattr__(self, "tick", _check_tick(self.tick))
        _check_choice("op", self.op, OPS)
        _check_choice("scope", self.scope, SCOPES)
        _check_choice("mode", self.mode, MODES)
        self._check_servers()
        self._check_switch()
        self._check_guardrail()
        object.__setattr__(self, "params", self._all_params())
        self._check_last_tick()

    def _check_servers(self) -> None:
        object.__setattr__(self, "servers", _ascending(self.servers))
        if self.op in OPS_WITH_SERVERS and not self.servers:
            raise ParamsError("servers", None, f"a server list: {self.op} needs one")
        if self.op not in OPS_WITH_SERVERS and self.servers:
            raise ParamsError("servers", self.servers, f"none: {self.op} takes none")

    def _check_switch(self) -> None:
        if self.op == "flag" and not isinstance(self.on, bool):
            raise ParamsError("on", self.on, "true or false: flag needs one")
        if self.op != "flag" and self.on is not None:
            raise ParamsError("on", self.on, f"none: {self.op} takes none")
        if self.op != "flag" and self.scope != "intake":
            raise ParamsError("scope", self.scope, "intake: only flag takes a scope")
        if self.op != "rollback" and self.mode != "rolling":
            raise ParamsError("mode", self.mode, "rolling: only rollback takes a mode")

    def _check_guardrail(self) -> None:
        if self.op in OPS_WITH_GUARDRAIL:
            check_guardrail(self.guardrail)
        elif self.guardrail is not None:
            raise ParamsError(
                "guardrail", self.guardrail, f"none: {self.op} takes none"
            )

    def _all_params(self) -> Params:
        if self.params and self.op not in OPS_WITH_PARAMS:
            raise ParamsError("params", self.params, f"none: {self.op} takes none")
        if self.op == "kill":
            return completed("kill", _KILL_PARAMS, dict(self.params))
        if self.op == "arm":
            return complete(str(self.guardrail), dict(self.params))
        return ()

    def _check_last_tick(self) -> None:
        latest = CLOSE - 1 - (self.last_tick - self.tick)
        if self.tick > latest:
            allowed = f"at most {latest} ({time_of(latest)}), so that it ends by 16:00"
            raise ParamsError("tick", self.tick, allowed)

    @property
    def is_rolling(self) -> bool:
        return self.op == "rollback" and self.mode == "rolling"

    @property
    def latency(self) -> int:
        """Seconds from a kill's decision, at its tick, to its effect; else 0."""
        return int(dict(self.params)["latency"]) if self.op == "kill" else 0

    @property
    def last_tick(self) -> int:
        """The tick of the last server's turn."""
        turns = len(self.servers) if self.is_rolling else 1
        return self.tick + self.latency + ROLLING_STAGGER * (turns - 1)

    def to_wire(self) -> WireAct:
        """Return the JSON form."""
        wire: WireAct = {
            "op": self.op,
            "time": time_of(self.tick),
            "tick": self.tick,
            "servers": [server + 1 for server in self.servers],
        }
        if self.on is not None:
            wire |= {"on": self.on, "scope": self.scope}
        if self.op == "rollback":
            wire["mode"] = self.mode
        if self.guardrail is not None:
            wire["guardrail"] = self.guardrail
        if self.op == "arm" or self.latency:
            wire["params"] = dict(self.params)
        return wire

    def describe(self) -> str:
        """Say in English what is done, without the time."""
        return _SENTENCES[self.op](self)


def from_wire(
    *,
    op: object,
    tick: object,
    server_count: int,
    servers: object = None,
    on: object = None,
    scope: object = None,
    mode: object = None,
    guardrail: object = None,
    params: object = None,
) -> Intervention:
    """Read an intervention from untrusted values, as JSON gives them.

    `servers` is ``"all"``, a list such as ``"8"``, ``"1-7"``, ``"1,3"``, a list of
    whole numbers from 1, or None. `params` is an object such as ``{"limit": 1000000}``.
    None stands for "not given" everywhere.

    Raises
    ------
    ParamsError: names the argument, the value, and what is allowed.

    """
    return Intervention(
        tick=_check_tick(tick),
        op=_check_choice("op", op, OPS),
        servers=_server_indices(servers, server_count),
        on=_check_switch_value(on),
        scope=_check_choice("scope", "intake" if scope is None else scope, SCOPES),
        mode=_check_choice("mode", "rolling" if mode is None else mode, MODES),
        guardrail=None if guardrail is None else check_guardrail(guardrail),
        params=_check_params(params),
    )


def parse_do(text: object, server_count: int) -> Intervention:
    """Read one intervention as the command line writes it: ``09:45:00 kill all``.

    Further forms: ``flag on|off SERVERS [scope=intake|loop]``,
    ``rollback SERVERS [rolling|at-once]``, ``kill SERVERS [latency=SECONDS]``,
    ``arm GUARDRAIL [KEY=VALUE …]``, ``disarm GUARDRAIL``.

    Raises
    ------
    ParamsError: names the argument, the value, and what is allowed.

    """
    words = text.split() if isinstance(text, str) else []
    if len(words) < 2:
        raise ParamsError("do", text, _DO_FORM)
    tick, op, rest = tick_of(words[0]), words[1], words[2:]
    _check_choice("op", op, OPS)
    given: dict[str, object] = {}
    if op == "flag":
        given["on"] = _switch_word(rest)
    if op in OPS_WITH_SERVERS and rest:
        given["servers"] = rest.pop(0)
    if op == "rollback" and rest:
        given["mode"] = rest.pop(0)
    if op == "flag" and rest and rest[0].startswith("scope="):
        given["scope"] = rest.pop(0).removeprefix("scope=")
    if op in OPS_WITH_GUARDRAIL and rest:
        given["guardrail"] = rest.pop(0)
    if op in OPS_WITH_PARAMS:
        given["params"] = _assigned([word for word in rest if "=" in word])
        rest = [word for word in rest if "=" not in word]
    if rest:
        raise ParamsError("do", text, _DO_FORM)
    return from_wire(op=op, tick=tick, server_count=server_count, **given)


def _switch_word(rest: list[str]) -> bool:
    word = rest.pop(0) if rest else None
    if word not in ("on", "off"):
        raise ParamsError("on", word, "on or off")
    return word == "on"


def _assigned(words: list[str]) -> dict[str, object]:
    """Read ``key=value`` words, each key once."""
    assigned: dict[str, object] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not (name and equals and value) or name in assigned:
            raise ParamsError("params", word, "key=value, each key once")
        assigned[name] = read_value(value)
    return assigned


def _check_params(value: object) -> Params:
    if value is None:
        return ()
    if not isinstance(value, dict) or not all(isinstance(name, str) for name in value):
        raise ParamsError("params", value, 'an object such as {"limit": 1000000}')
    return tuple(value.items())


def _check_tick(value: object) -> int:
    return check_whole("tick", value, 0, CLOSE - 1)


def _ascending(value: object) -> tuple[int, ...]:
    """Return 0-based servers; ParamsError if they are none, or not in order."""
    numbers = list(value) if isinstance(value, Iterable) else [None]
    servers = [number for one in numbers if (number := whole_number(one)) is not None]
    if len(servers) < len(numbers) or servers != sorted({max(0, s) for s in servers}):
        raise ParamsError("servers", value, "whole numbers from 0, ascending")
    return tuple(servers)


def _check_choice(argument: str, value: object, choices: Sequence[str]) -> Any:
    if not isinstance(value, str) or value not in choices:
        raise ParamsError(argument, value, ", ".join(choices))
    return value


def _check_switch_value(value: object) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise ParamsError("on", value, "true or false")
    return value


def _server_indices(value: object, count: int) -> tuple[int, ...]:
    """Return 0-based indices, ascending, each once."""
    if value is None:
        return ()
    numbers = _server_numbers(value, count) if isinstance(value, str) else value
    if not isinstance(numbers, list | tuple):
        raise _servers_error(value, count)
    for number in numbers:
        whole = isinstance(number, int) and not isinstance(number, bool)
        if not whole or not 1 <= number <= count:
            raise _servers_error(value, count)
    return tuple(sorted({number - 1 for number in numbers}))


def _server_numbers(text: str, count: int) -> list[int]:
    if text == "all":
        return list(range(1, count + 1))
    numbers: list[int] = []
    for part in text.split(","):
        match = _RANGE.fullmatch(part)
        if match is None:
            raise _servers_error(text, count)
        first, last = int(match[1]), int(match[2] or match[1])
        if not 1 <= first <= last <= count:
            raise _servers_error(text, count)
        numbers.extend(range(first, last + 1))
    return numbers


def _servers_error(value: object, count: int) -> ParamsError:
    allowed = f"all, or servers from 1 to {count} such as 1, 1-{count} or 1,{count}"
    return ParamsError("servers", value, allowed)


def server_names(servers: Sequence[int]) -> str:
    """Name 0-based servers as people do: ``server 8``, ``servers 1-7`` with a dash."""
    starts = [server for server in servers if server - 1 not in servers]
    ends = [server for server in servers if server + 1 not in servers]
    spans = [
        f"{start + 1}" if start == end else f"{start + 1}{_DASH}{end + 1}"
        for start, end in zip(starts, ends, strict=True)
    ]
    return ("server " if len(servers) == 1 else "servers ") + " and ".join(
        part for part in (", ".join(spans[:-1]), spans[-1]) if part
    )


def _flag_sentence(act: Intervention) -> str:
    state = "on" if act.on else "off"
    loops = ", running loops look at it too" if act.scope == "loop" else ""
    return f"Flag {state} on {server_names(act.servers)}{loops}"


def _rollback_sentence(act: Intervention) -> str:
    pace = "rolling" if act.mode == "rolling" else "all at once"
    return f"Roll back the code on {server_names(act.servers)}, {pace}"


def _kill_sentence(act: Intervention) -> str:
    after = f", taking {act.latency} s" if act.latency else ""
    return f"Kill {server_names(act.servers)}{after}"


def _arm_sentence(act: Intervention) -> str:
    settings = ", ".join(f"{name} {_spoken(value)}" for name, value in act.params)
    return f"Arm {act.guardrail}: {settings}"


def _spoken(value: object) -> str:
    return value if isinstance(value, str) else f"{value:,}"


_KILL_PARAMS = {"latency": LATENCY}

_SENTENCES: dict[str, Callable[[Intervention], str]] = {
    "kill": _kill_sentence,
    "restore": lambda act: f"Restore {server_names(act.servers)}",
    "flag": _flag_sentence,
    "deploy": lambda act: f"Deploy the new code on {server_names(act.servers)}",
    "rollback": _rollback_sentence,
    "act-on-emails": lambda act: "Act on the e-mails",
    "unwind": lambda act: "Start the unwind",
    "no-unwind": lambda act: "Hold the unwind",
    "arm": _arm_sentence,
    "disarm": lambda act: f"Disarm {act.guardrail}",
    "take-over": lambda act: "Take over: the preset's later acts are off",
    "hand-back": lambda act: "Hand back: the preset's later acts are on",
}
