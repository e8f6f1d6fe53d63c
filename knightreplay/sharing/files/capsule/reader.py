"""A capsule that somebody sent, read line by line and checked against its own hashes.

It is never run and never parsed as HTML: looked for are the lines that the writer writes,
each bounded; everything else in the file is skipped.
"""

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Annotated, Any, NamedTuple, Protocol

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knightreplay.runs.errors import Invalid
from knightreplay.sharing.files.capsule.manifest import PARTS, sha256
from knightreplay.sharing.files.capsule.parts import FORMAT, VERSION
from simulator.clock import MINUTE, MINUTES, time_of

FILE_LIMIT = 16 * 1024 * 1024  # bytes
LINE_LIMIT = 4 * 1024 * 1024  # bytes of a line that is looked at
LINES_LIMIT = 20_000  # ours have some 1,700 at most
SEGMENTS_LIMIT = 2 * MINUTES  # the line, and the run left alone
VALUES_LIMIT = 300_000  # of one part: objects, lists and what is in them
DEPTH_LIMIT = 100  # ours have some 50: a note's lists within lists
PLACES_NAMED = 3  # places that a refusal names

BLOCK = re.compile(
    rb'<script type="application/json" id="capsule-([a-z]+)">(.*)</script>\n'
)
BEGIN = b'<script type="text/plain" id="capsule-segments">\n'
END = b"</script>\n"
BLOCKS = (*PARTS, "manifest", "hash")

STRING = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)', re.DOTALL)  # also one cut off
BRACKETS = re.compile(r"[][{}]")
DEEPER = {"{": 1, "[": 1, "}": -1, "]": -1}

Hash = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Epoch = Annotated[int, Field(ge=0, le=2**31 - 1)]
Minute = Annotated[int, Field(ge=0, lt=MINUTES)]
Pair = tuple[int, int]  # epoch, minute


class Lines(Protocol):
    """A file, or a request, of which lines are read."""

    def readline(self, size: int, /) -> bytes: ...


class List(BaseModel):
    """The list of hashes."""

    model_config = ConfigDict(extra="forbid")

    format: str
    version: int
    parts: Annotated[dict[str, Hash], Field(max_length=len(PARTS))]
    segments: Annotated[
        list[tuple[Epoch, Minute, Hash]], Field(max_length=SEGMENTS_LIMIT)
    ]


class Texts(NamedTuple):
    """What stands in the file, as it stands there."""

    blocks: dict[str, str]
    segments: dict[Pair, str]  # whole lines


class Capsule(NamedTuple):
    """What every hash was found to be right of; its shapes are still to be checked."""

    about: Any
    snapshot: Any
    log: Any
    notes: Any
    segments: dict[Pair, str]  # base64
    sha256: str  # of the list of hashes: the capsule's own


def read(file: Lines) -> Capsule:
    """The capsule in a file.

    Raises
    ------
    Invalid
        if it is none, or not as it was written: then it says where.
    """
    texts = _texts(file)
    lacking = [name for name in BLOCKS if name not in texts.blocks]
    if len(lacking) == len(BLOCKS):
        raise Invalid("capsule: this file is not a capsule of KnightReplay")
    if lacking:
        raise Invalid(f"capsule: cut off or changed; it has no {', '.join(lacking)}")
    listed = _listed(texts.blocks["manifest"])
    if wrong := list(_wrong(texts, listed)):
        places = ", ".join(wrong[:PLACES_NAMED])
        more = (
            f" and {len(wrong) - PLACES_NAMED} more"
            if len(wrong) > PLACES_NAMED
            else ""
        )
        raise Invalid(f"capsule: does not match its hash: {places}{more}")
    return Capsule(
        **{name: _json(texts.blocks[name], name) for name in PARTS},
        segments={key: line.rpartition(" ")[2] for key, line in texts.segments.items()},
        sha256=sha256(texts.blocks["manifest"]),
    )


def _texts(file: Lines) -> Texts:
    blocks: dict[str, str] = {}
    segments: dict[Pair, str] = {}
    inside = False
    for line in _lines(file):
        if inside and line != END:
            _keep(segments, line)
            continue
        inside = line == BEGIN
        if found := BLOCK.fullmatch(line):
            name = found[1].decode()
            if name in blocks:
                raise Invalid(f"capsule: it has two parts called {name[:20]}")
            if name in BLOCKS:
                blocks[name] = found[2].decode(errors="replace")
    return Texts(blocks, segments)


def _lines(file: Lines) -> Iterator[bytes]:
    """Lines up to the limit; of a longer one nothing."""
    size, lines, whole = 0, 0, True
    while part := file.readline(LINE_LIMIT):
        size += len(part)
        lines += 1
        if size > FILE_LIMIT:
            raise Invalid(f"capsule: more than {FILE_LIMIT // 2**20} MiB")
        if lines > LINES_LIMIT:
            raise Invalid(f"capsule: more than {LINES_LIMIT} lines")
        ends = part.endswith(b"\n")
        if whole and ends:
            yield part
        whole = ends


def _keep(segments: dict[Pair, str], line: bytes) -> None:
    """By its first two numbers; a line that has none, or comes twice, is of no use."""
    if len(segments) >= SEGMENTS_LIMIT:
        raise Invalid(f"capsule: more than {SEGMENTS_LIMIT} segments")
    text = line.decode(errors="replace").removesuffix("\n")
    numbers = re.match(r"(\d{1,10}) (\d{1,3}) ", text)
    key = (int(numbers[1]), int(numbers[2])) if numbers else (-1, len(segments))
    segments[key] = text


def _listed(text: str) -> List:
    raw = _json(text, "manifest")
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise Invalid("capsule: does not match its hash: the list of hashes")
    if raw.get("version") != VERSION:
        raise Invalid(
            f"capsule: its form is version {str(raw.get('version'))[:20]}; this server "
            f"reads version {VERSION}"
        )
    try:
        return List.model_validate(raw)
    except ValidationError as error:
        raise Invalid("capsule: does not match its hash: the list of hashes") from error


def _wrong(texts: Texts, listed: List) -> Iterator[str]:
    """In words, what is not as it was written."""
    if texts.blocks["hash"] != f'"{sha256(texts.blocks["manifest"])}"':
        yield "the list of hashes"
    for name in PARTS:
        if sha256(texts.blocks[name]) != listed.parts.get(name):
            yield NAMES[name]
    named = {(epoch, minute): hash_ for epoch, minute, hash_ in listed.segments}
    for key, hash_ in named.items():
        if sha256(texts.segments.get(key, "")) != hash_:
            yield place_of(*key)
    if texts.segments.keys() - named.keys():
        yield "a segment more than was written"


NAMES = {
    "about": "what the run is",
    "snapshot": "stocks and events",
    "log": "the log",
    "notes": "the notes",
}


def place_of(epoch: int, minute: int) -> str:
    return f"segment of {time_of(minute * MINUTE)[:5]} (epoch {epoch})"


def _json(text: str, name: str) -> Any:
    where = NAMES.get(name, "the list of hashes")
    _require_small(text, where)
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise Invalid(f"capsule: does not match its hash: {where}") from error


def _require_small(text: str, where: str) -> None:
    """Refuses before it is read what would take a hundred times its size in memory."""
    bare = STRING.sub("", text)
    if sum(map(bare.count, "[{,")) > VALUES_LIMIT:
        raise Invalid(f"capsule: {where}: more than {VALUES_LIMIT:,} values")
    depths = accumulate(DEEPER[mark] for mark in BRACKETS.findall(bare))
    if max(depths, default=0) > DEPTH_LIMIT:
        raise Invalid(f"capsule: {where}: nested more than {DEPTH_LIMIT} deep")
