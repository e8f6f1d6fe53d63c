"""TOML files that people write: read, checked, and refused with the line of a mistake."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from simulator.params import ParamsError, shown

LARGEST_FILE = 16 * 2**20  # bytes
LONGEST_TEXT = 2_000  # characters
LONGEST_NAME = 300  # characters

Place = tuple[str | int, ...]  # a value's keys and indices, outermost first

_TABLE = re.compile(r"\s*\[{1,2}\s*([^\[\]]+?)\s*\]{1,2}\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*[\w-]+)*)\s*=(.*)$""")
_BARE = re.compile(r"[A-Za-z0-9_-]{1,40}")
_AT_LINE = re.compile(r"at line (\d+)")


class FileError(ParamsError):
    """A value in a file: the argument names the file, the line and the key."""

    def __init__(
        self, name: str, line: int, key: str, value: object, allowed: str
    ) -> None:
        super().__init__(f"{name}, line {line}, {key}", value, allowed)
        self.line = line


class Document(NamedTuple):
    """A TOML file with what it says."""

    name: str  # as it is shown
    text: str
    told: dict[str, Any]

    def error(self, place: Place, value: object, allowed: str) -> FileError:
        """Return the refusal of the value at a place."""
        line = line_of(self.text, place)
        return FileError(self.name, line, _shown_place(place), value, allowed)

    def table(self, place: Place, known: Sequence[str], required: Sequence[str]) -> Any:
        """Return the table at a place.

        Raises
        ------
        FileError: it is none, has an unknown key, or lacks a required one.

        """
        table = self._at(place)
        if not isinstance(table, dict):
            raise self.error(place, table, "a table")
        for key in table:
            if key not in known:
                raise self.error((*place, key), table[key], f"keys {', '.join(known)}")
        for key in required:
            if key not in table:
                allowed = f"a table with the keys {', '.join(required)}"
                raise self.error((*place, key), None, allowed)
        return table

    def text_at(self, place: Place, longest: int = LONGEST_TEXT) -> str:
        """Return the text at a place; FileError if it is none, empty or too long."""
        value = self._at(place)
        if not isinstance(value, str) or not 0 < len(value.strip()) <= longest:
            raise self.error(place, value, f"a text of 1 to {longest} characters")
        if not all(character.isprintable() or character == "\n" for character in value):
            raise self.error(place, value, "a text without control characters")
        return value

    def choice_at(self, place: Place, choices: Sequence[str]) -> str:
        """Return the word at a place; FileError if it is not one of the choices."""
        value = self._at(place)
        if not isinstance(value, str) or value not in choices:
            raise self.error(place, value, ", ".join(choices))
        return value

    def list_at(self, place: Place, fewest: int, most: int) -> list[Any]:
        """Return the list at a place; FileError if it is none or of another length."""
        value = self._at(place)
        if not isinstance(value, list) or not fewest <= len(value) <= most:
            raise self.error(place, value, f"a list of {fewest} to {most} values")
        return value

    def checked(self, place: Place, check: Callable[[Any], Any]) -> Any:
        """Return what `check` makes of the value; its refusal names file and line."""
        try:
            return check(self._at(place))
        except FileError:
            raise
        except ParamsError as error:
            named = (*place, error.argument)
            line = line_of(self.text, named)
            shown_key = _shown_place(named)
            raise FileError(
                self.name, line, shown_key, error.value, error.allowed
            ) from error

    def _at(self, place: Place) -> Any:
        value: Any = self.told
        for step in place:
            value = value[step]
        return value


def read_document(path: Path, name: str) -> Document:
    """Read a TOML file.

    Raises
    ------
    FileError: it cannot be read, is too large, or is no TOML.

    """
    text = read_text(path, name)
    try:
        return Document(name, text, tomllib.loads(text))
    except RecursionError as error:
        raise FileError(name, 1, "file", None, "values nested less deeply") from error
    except ValueError as error:  # TOMLDecodeError, and whole numbers that are too long
        found = _AT_LINE.search(str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        said = shown(str(error))[1:-1]
        raise FileError(name, line, "file", None, f"TOML ({said})") from error


def read_text(path: Path, name: str) -> str:
    """Return a file's text; FileError if it cannot be read or is too large."""
    content = _read_bytes(path, name)
    if len(content) > LARGEST_FILE:
        allowed = f"a file of at most {LARGEST_FILE >> 20} MB"
        raise FileError(name, 1, "file", path.stat().st_size, allowed)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(name, 1, "file", error.object[:20], "UTF-8") from error


def _read_bytes(path: Path, name: str) -> bytes:
    """Return a file's bytes, of a large one a little more than is allowed."""
    try:
        endless = path.exists() and not path.is_file()  # a device, a pipe, a folder
        if not endless:
            with path.open("rb") as file:
                return file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL byte in the path
        why = getattr(error, "strerror", None) or "no such path"
        allowed = f"a readable file ({why})"
        raise FileError(name, 1, "file", str(path), allowed) from error
    raise FileError(name, 1, "file", str(path), "a regular file")


def shown_name(path: Path) -> str:
    """Return a path as a message shows it: on one line, the end of a very long one."""
    return repr(str(path))[1:-1][-LONGEST_NAME:]


def line_of(text: str, place: Place) -> int:
    """Return the line of a value, or of the innermost table or key around it."""
    found, deepest = 1, -1
    table: Place = ()
    seen: dict[Place, int] = {}
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        if match := _TABLE.match(line):
            table = _table_place(match[1], line, seen)
            depth, rest = _depth(table, place), ""
        elif match := _KEY.match(line):
            depth, rest = _depth((*table, *_keys(match[1])), place), match[2]
        else:
            continue
        if depth > deepest:
            found, deepest = number, depth
            if rest and depth < len(place) and isinstance(place[depth], int):
                found += _lines_before(int(place[depth]), [rest, *lines[number:]])
    return found


def _table_place(name: str, line: str, seen: dict[Place, int]) -> Place:
    keys = _keys(name)
    if not line.strip().startswith("[["):
        return keys
    seen[keys] = seen.get(keys, -1) + 1
    return (*keys, seen[keys])


def _keys(text: str) -> Place:
    return tuple(part.strip().strip("\"'") for part in text.split("."))


def _depth(keys: Place, place: Place) -> int:
    """Return how many of the place's steps the keys name, -1 if they lead elsewhere."""
    return len(keys) if keys == place[: len(keys)] else -1


def _lines_before(index: int, lines: Sequence[str]) -> int:
    """Return in which line of a list its element ends: the first that closes it."""
    for end in range(1, len(lines) + 1):
        begun = "x = " + "\n".join(lines[:end])
        if any(len(_list_in(begun + rest)) > index for rest in ("", "\n]")):
            return end - 1
    return 0


def _list_in(text: str) -> list[Any]:
    """Return the list x in a TOML text, empty if there is none."""
    try:
        found = tomllib.loads(text)["x"]
    except ValueError:
        return []
    return found if isinstance(found, list) else []


def _shown_place(place: Place) -> str:
    text = ""
    for step in place:
        if isinstance(step, int):
            text += f"[{step + 1}]"
        else:
            text += f".{step if _BARE.fullmatch(step) else shown(step)}"
    return text.removeprefix(".") or "file"


def check_known(
    name: str,
    line: int,
    given: Mapping[str, object],
    known: Sequence[str],
    required: Sequence[str],
) -> None:
    """Refuse what has other keys than those known, or lacks a required one."""
    for key in given:
        if key not in known:
            raise FileError(name, line, shown(key), given[key], ", ".join(known))
    for key in required:
        if key not in given:
            raise FileError(name, line, key, None, f"all of {', '.join(required)}")
