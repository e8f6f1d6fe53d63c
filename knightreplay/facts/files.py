"""The data files of this package: TOML, each row checked against its shape."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

FOLDER = Path(__file__).parent / "data"


class Row(BaseModel):
    """A row of a data file: no field that nobody knows, and nothing changes it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


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
