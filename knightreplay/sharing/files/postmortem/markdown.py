"""Markdown in which no user's text can be anything but text.

CommonMark with the tables of GitHub's dialect. What the product says is trusted to be
Markdown; whatever a person typed goes through `plain`, `quoted` or the front matter.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

# What can begin or end something within a line, in CommonMark or on GitHub.
_MARKS = re.compile(r"([\\`*_\[\]<>|~&])")
# What makes a block, or underlines a heading, at the start of a line.
_BLOCK = re.compile(r"^([-+=#])")
_NUMBER = re.compile(r"^(\d{1,9})([.)])")
_ADDRESS = re.compile(r"(:)(?=//)|(?<=\bwww)(\.)", re.IGNORECASE)
# Characters that turn the direction of what follows: a name must not turn the page.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")


def plain(text: str) -> str:
    """A user's text within one line."""
    return _escaped(in_one_line(text))


def in_one_line(text: str) -> str:
    """A user's text without line ends and what cannot be seen; not Markdown."""
    return " ".join(_readable(text).split())


def quoted(text: str) -> str:
    """A user's text as a quotation that keeps its lines."""
    lines = [_escaped(line.strip()) for line in _readable(text).split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(
        f"> {line}{_break(lines, number)}".rstrip() for number, line in enumerate(lines)
    )


def table(
    head: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = ()
) -> str:
    """Rows under a head; cells are Markdown already, of one line, without bare pipes.

    `right` are the columns of numbers, from 0.
    """
    rule = ["---:" if column in right else "---" for column in range(len(head))]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))


def bullets(lines: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def front_matter(stamp: Mapping[str, Any]) -> str:
    """What the file is of, as YAML that is JSON line by line."""
    lines = [line for name, value in stamp.items() for line in _entry(name, value)]
    return "\n".join(["---", *lines, "---"])


def _entry(name: str, value: Any) -> Iterator[str]:
    if isinstance(value, list) and value:
        yield f"{name}:"
        for item in value:
            yield f"  - {_json(item)}"
    else:
        yield f"{name}: {_json(value)}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).translate(_UNSEEN)


# Characters that YAML may not hold as they are, which JSON may.
_UNSEEN = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029)}


def _readable(text: str) -> str:
    """Without control characters; line ends of every kind as one."""
    text = re.sub("\r\n?|[\u0085\u2028\u2029\v\f]", "\n", text).replace("\t", " ")
    text = _TURNS.sub("", text)
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in _NOT)


_NOT = ("Cc", "Cs", "Co", "Cn")


def _escaped(line: str) -> str:
    line = _MARKS.sub(r"\\\1", line)
    line = _BLOCK.sub(r"\\\1", line)
    line = _NUMBER.sub(r"\1\\\2", line)
    return _ADDRESS.sub(r"\\\g<0>", line)


def _break(lines: Sequence[str], number: int) -> str:
    """A hard line end, between two lines of one paragraph."""
    follows = number + 1 < len(lines) and lines[number + 1]
    return "\\" if lines[number] and follows else ""
