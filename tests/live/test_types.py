"""What sockets send, as Python types it, is what the browser's types.d.ts says.

Each message and each shape within it is written down as TypeScript, field by field, and the
compiler is asked whether it is the same type: a name, a type or a `?` more or less fails.
"""

import json
import subprocess
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from knightreplay.live.room.messages import RoomMessage
from knightreplay.live.run.messages import ServerMessage

ROOT = Path(__file__).resolve().parents[2]
# The run's segments come as bytes: runs/wire.py.
# Of a run, what comes as bytes: runs/segments/wire.py.
BINARY = "Segment | told.Segments"
UNIONS = {"ServerMessage": (BINARY, ServerMessage), "RoomMessage": ("", RoomMessage)}
# What the server always sends, and a capsule of before may not have.
SINCE = {
    "ClockState": {"held_at", "paced"},
    "RunEvent": {"until"},
    "Snapshot": {"notes"},
}
PLAIN = {
    str: "string",
    bool: "boolean",
    int: "number",
    float: "number",
    NoneType: "null",
    Any: "unknown",
}
SAME = (
    "type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends"
    " (<T>() => T extends B ? 1 : 2) ? true : false;"
)
FLAGS = "--ignoreConfig --noEmit --strict --exactOptionalPropertyTypes --skipLibCheck"


def shapes_in(hint: Any, known: tuple[Any, ...] = ()) -> tuple[Any, ...]:
    """Every shape that a type is made of, itself included, besides those known."""
    parts = get_args(hint)
    if is_typeddict(hint) and hint not in known:
        known, parts = (*known, hint), tuple(get_type_hints(hint).values())
    for part in parts:
        known = known if isinstance(part, str) else shapes_in(part, known)
    return known


def typescript(hint: Any) -> str:
    """A type of Python's as TypeScript; shapes by their names there."""
    origin, parts = get_origin(hint), get_args(hint)
    if hint in PLAIN:
        return PLAIN[hint]
    if is_typeddict(hint):
        return f"told.{hint.__name__}"
    if isinstance(hint, type) and issubclass(hint, Enum):
        return " | ".join(json.dumps(member.value) for member in hint)
    if origin is Literal:
        return " | ".join(map(json.dumps, parts))
    inside = [typescript(part) for part in parts]
    if origin in (UnionType, get_origin(int | Any)):
        return " | ".join(inside)
    if origin is list:
        return f"({inside[0]})[]"
    if origin is tuple:
        return f"[{', '.join(inside)}]"
    assert origin is dict, hint
    return f"Record<{', '.join(inside)}>"


def claims(shape: Any) -> Iterator[str]:
    """Of one shape: that it has these fields, and each this type."""
    name, hints = shape.__name__, get_type_hints(shape)
    yield same(f"keyof told.{name}", " | ".join(map(json.dumps, hints)))
    optional = shape.__optional_keys__ | SINCE.get(name, set())
    for field, hint in hints.items():
        mark = "?" if field in optional else ""
        told = f'Pick<told.{name}, "{field}">'
        yield same(told, f"{{ {field}{mark}: {typescript(hint)} }}")


def same(one: str, other: str) -> str:
    return f"true satisfies Same<{one}, {other}>;"


@pytest.fixture
def refuted(tmp_path):
    """The claims that the compiler refutes."""
    [types] = (ROOT / "static" / "js").rglob("types.d.ts")
    told = types.with_suffix("").with_suffix(".js")

    def compile_(lines: list[str]) -> list[str]:
        head = [f'import type * as told from "{told}";', SAME]
        file = tmp_path / "claims.ts"
        file.write_text("\n".join([*head, *lines]))
        tsc = ROOT / "node_modules" / ".bin" / "tsc"
        more = ["--module", "nodenext", "--target", "es2023", "--pretty", "false"]
        answer = subprocess.run(
            [str(tsc), *FLAGS.split(), *more, str(file)],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            check=False,
        )
        found = [line for line in answer.stdout.splitlines() if "error TS" in line]
        assert bool(found) == bool(answer.returncode), answer.stdout + answer.stderr
        numbers = [int(line.partition("(")[2].partition(",")[0]) for line in found]
        return [[*head, *lines][number - 1] for number in numbers]

    return compile_


@pytest.mark.slow
def test_messages_are_those_that_the_browser_knows(refuted):
    unions = [
        same(f"told.{name}", f"{typescript(union)}{f' | told.{more}' * bool(more)}")
        for name, (more, union) in UNIONS.items()
    ]
    shapes = shapes_in(ServerMessage | RoomMessage)

    wrong = refuted([*unions, *(claim for shape in shapes for claim in claims(shape))])

    assert wrong == []


@pytest.mark.slow
def test_compiler_refutes_what_is_not_so(refuted):
    false = [
        same("keyof told.Told", '"type" | "events"'),
        same('Pick<told.Told, "events">', "{ events?: told.RunEvent[] }"),
        same('Pick<told.Told, "events">', "{ events: told.PresetAct[] }"),
        same('Pick<told.RunInfo, "seed">', "{ seed: number }"),
        same("told.Role", '"host" | "watch"'),
    ]

    assert refuted([*false, same("keyof told.Afresh", '"type"')]) == false
