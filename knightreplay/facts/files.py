"""The data files of this package: TOML, each row checked against its shape."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from django.utils.translation import get_language
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

FOLDER = Path(__file__).parent / "data"


class Row(BaseModel):
    """A row of a data file: no field that nobody knows, and nothing changes it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Worded(Row):
    """A row that people read; in other languages its words stand beside the English ones."""

    spoken: ClassVar[tuple[str, ...]] = ()  # fields that are read out
    words: dict[str, dict[str, str]] = {}  # language → field → text

    @field_validator("words")
    @classmethod
    def _of_fields(cls, words: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
        unknown = {name for said in words.values() for name in said} - {*cls.spoken}
        if unknown:
            raise ValueError(f"no words are said of {', '.join(sorted(unknown))}")
        return words

    def said(self, field: str) -> str:
        """A text of the row in the language of the page; English where it has no other."""
        english: str = getattr(self, field)
        return self.words.get(get_language() or "", {}).get(field, english)


R = TypeVar("R", bound=Row)


class Wrong(ValueError):
    """A data file that says something else than it may, with the file and the row."""


def rows(name: str, shape: type[R]) -> dict[str, R]:
    """Key → row of `data/<name>.toml`, in the order of the file.

    Raises
    ------
    Wrong
        with file, row and field.
    """
    return {key: _row(name, key, shape, told) for key, told in _read(name).items()}


def _row(name: str, key: str, shape: type[R], told: Any) -> R:
    try:
        return shape.model_validate(told)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        message = f"facts/data/{name}.toml: {key}: {where}: {first['msg']}"
        raise Wrong(message) from error


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
