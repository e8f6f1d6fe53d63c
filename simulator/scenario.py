"""Scenarios: the market, the parent orders, the servers and what the preset does."""

import hashlib
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path

from simulator.dataset import (
    MOST_PARENTS,
    MOST_SERVERS,
    MOST_SYMBOLS,
    Floats,
    Ints,
    Parents,
    Symbols,
    Table,
    read_params,
    read_parents,
    read_symbols,
    read_table,
    read_volume,
)
from simulator.documents import (
    Document,
    line_of,
    read_document,
    read_text,
    shown_name,
)
from simulator.files.claims import FIGURES, Account, read_account
from simulator.files.moments import MarkedMoment, read_moments
from simulator.files.readings import READINGS, read_as
from simulator.files.script import read_acts
from simulator.files.translations import Translations, read_translations
from simulator.interventions import Intervention
from simulator.params import ModelParams, ParamsError, check_whole

__all__ = [
    "DEFAULT_SCENARIO",
    "DEFAULT_SEED",
    "Floats",
    "Ints",
    "Parents",
    "Scenario",
    "Symbols",
    "check_scenario",
    "check_seed",
    "drill_names",
    "load_scenario",
    "read_scenario",
    "scenario_names",
]

DEFAULT_SCENARIO = "sec-2013"
DEFAULT_SEED = 29  # the one that the model was calibrated with
LARGEST_SEED = 2**53 - 1  # the largest whole number that a browser reads exactly

_HERE = Path(__file__).parent
SCENARIOS = _HERE / "scenarios"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Scenario:
    """Everything about a morning that neither the seed nor people change.

    Its arrays are made read-only, since one scenario serves many runs.
    """

    name: str
    title: str
    summary: str
    params: ModelParams
    tickers: tuple[str, ...]  # (symbols,)
    symbols: Symbols
    parents: Parents
    volume: Floats  # (390,) background volume by minute of the session, mean 1
    old_code: tuple[bool, ...]  # (servers,) whether it runs the old code at 08:00
    preset: tuple[Intervention, ...]
    account: Account | None = None  # the popular account that it puts to the test
    moments: tuple[MarkedMoment, ...] = ()  # that its file marks
    fitted: tuple[str, ...] = ()  # of FIGURES: those it reproduces as it was fitted to
    translations: Translations = field(default_factory=dict)
    data_hash: str  # SHA-256 of all that decides a run of it, hexadecimal
    earlier: tuple[str, ...] = ()  # hashes from when the same morning had other texts

    def __post_init__(self) -> None:
        for array in (*self.symbols, *self.parents, self.volume):
            array.flags.writeable = False

    @property
    def server_count(self) -> int:
        return len(self.old_code)

    @property
    def symbol_count(self) -> int:
        return len(self.tickers)


def scenario_names() -> tuple[str, ...]:
    """Return the names that `load_scenario` knows: the default, the others sorted."""
    names = {path.stem for path in SCENARIOS.glob("*.toml")}
    return (DEFAULT_SCENARIO, *sorted(names - {DEFAULT_SCENARIO}))


def drill_names() -> tuple[str, ...]:
    """Return the names of the drills, which are drawn and not chosen, sorted."""
    return tuple(sorted(path.stem for path in (SCENARIOS / "drills").glob("*.toml")))


def check_seed(seed: object) -> int:
    """Return the seed as Python's own whole number; NumPy's are taken too.

    Raises
    ------
    ParamsError: not a whole number from 0 to 2**53 - 1.

    """
    return check_whole("seed", seed, 0, LARGEST_SEED)


def check_scenario(scenario: object) -> None:
    """Refuse what is no scenario, its name included.

    Raises
    ------
    ParamsError: it is none.

    """
    if not isinstance(scenario, Scenario):
        allowed = "a Scenario, as load_scenario and read_scenario return it"
        raise ParamsError("scenario", scenario, allowed)


@lru_cache
def load_scenario(name: str) -> Scenario:
    """Load a scenario or a drill that ships with the package.

    Raises
    ------
    ParamsError: there is none of that name.

    """
    if name in drill_names():
        return read_scenario(SCENARIOS / "drills" / f"{name}.toml")
    if name not in scenario_names():
        raise ParamsError("scenario", name, ", ".join(scenario_names()))
    return read_scenario(SCENARIOS / f"{name}.toml")


def read_scenario(path: Path) -> Scenario:
    """Read a scenario's file, and the data that it names, its own folder's or shipped.

    Raises
    ------
    FileError: names the file, the line, the key, the value and what is allowed.

    """
    return _Reader(path).scenario()


class _Reader:
    """Reads a scenario and keeps a hash over all that was read."""

    def __init__(self, path: Path) -> None:
        self._folder = path.parent
        self._name = path.stem
        self._document = read_document(path, shown_name(path))
        self._hash = hashlib.sha256(_deciding_text(self._document).encode())

    def scenario(self) -> Scenario:
        document = self._document
        document.table((), _KEYS, _REQUIRED)
        document.table(("files",), _FILES, _FILES)
        old_code = _old_code(document)
        params = self._params()
        stocks = self._table("symbols", 1, MOST_SYMBOLS)
        orders = self._table("parents", 0, MOST_PARENTS)
        symbols = read_symbols(stocks)
        parents = read_parents(orders, len(stocks.rows), len(old_code))
        texts = {
            "title": document.text_at(("title",), 120),
            "summary": document.text_at(("summary",)),
        }
        account, moments = read_account(document), read_moments(document)
        return Scenario(
            name=self._name,
            **texts,
            params=params,
            tickers=stocks.texts("sym"),
            symbols=symbols,
            parents=self._as_read(parents, orders, len(old_code)),
            volume=read_volume(self._table("volume", 1, 1000)),
            old_code=old_code,
            preset=read_acts(document, "preset", len(old_code)),
            account=account,
            moments=moments,
            earlier=_earlier(document),
            fitted=_fitted(document),
            translations=read_translations(document, texts, account, moments),
            data_hash=self._hash.hexdigest(),
        )

    def _params(self) -> ModelParams:
        document = self._document
        names = [field.name for field in fields(ModelParams)]
        overrides: dict[str, object] = {}
        if "params" in document.told:
            overrides = document.table(("params",), names, ())
        name, text = self._file("params")
        place = ("params",) if overrides else ("files", "params")
        params: ModelParams = document.checked(
            place, lambda _: read_params(name, text, overrides)
        )
        return params

    def _table(self, key: str, fewest: int, most: int) -> Table:
        return read_table(*self._file(key), fewest, most)

    def _file(self, key: str) -> tuple[str, str]:
        """Return the name and the text of a data file."""
        name = self._document.text_at(("files", key), 200)
        own, shipped = self._folder / name, _HERE / "data" / name
        path = own if _is_file(own) else shipped
        if ".." in Path(name).parts or Path(name).is_absolute() or not _is_file(path):
            allowed = "a file below the scenario's folder, or one of simulator/data"
            raise self._document.error(("files", key), name, allowed)
        text = read_text(path, shown_name(Path(name)))
        self._hash.update(text.encode())
        return shown_name(Path(name)), text

    def _as_read(self, parents: Parents, table: Table, servers: int) -> Parents:
        if "orders" not in self._document.told:
            return parents
        reading = self._document.choice_at(("orders",), READINGS)
        if reading != "keep-coming" and servers != HISTORICAL_SERVERS:
            allowed = f"keep-coming, or {HISTORICAL_SERVERS} servers"
            raise self._document.error(("orders",), reading, allowed)
        return read_as(reading, parents, table.ints("pp_in_history", 0, 1))


_FILES: Sequence[str] = ("params", "symbols", "parents", "volume")
_REQUIRED = ("title", "summary", "code", "preset", "files")
_TELLING = ("earlier", "moments", "fitted", "words")
_KEYS = (*_REQUIRED, "params", "orders", "account", *_TELLING)
_TELLS = re.compile(rf"^\s*\[{{1,2}}\s*(?:{'|'.join(_TELLING)})\b", re.MULTILINE)

HISTORICAL_SERVERS = 8
MOST_EARLIER = 20


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name too long, or with a NUL byte
        return False


def _old_code(document: Document) -> tuple[bool, ...]:
    codes = document.list_at(("code",), 1, MOST_SERVERS)
    return tuple(
        document.choice_at(("code", server), ("new", "old")) == "old"
        for server in range(len(codes))
    )


def _fitted(document: Document) -> tuple[str, ...]:
    if "fitted" not in document.told:
        return ()
    document.table(("fitted",), ("figures",), ("figures",))
    count = len(document.list_at(("fitted", "figures"), 1, len(FIGURES)))
    return tuple(
        document.choice_at(("fitted", "figures", number), FIGURES)
        for number in range(count)
    )


def _earlier(document: Document) -> tuple[str, ...]:
    if "earlier" not in document.told:
        return ()
    document.table(("earlier",), ("hashes",), ("hashes",))
    count = len(document.list_at(("earlier", "hashes"), 1, MOST_EARLIER))
    return tuple(
        document.text_at(("earlier", "hashes", number), 64) for number in range(count)
    )


def _deciding_text(document: Document) -> str:
    """The text without what only tells of the morning: a run is none the other for it.

    Raises
    ------
    FileError: what tells does not stand last.

    """
    telling = [key for key in _TELLING if key in document.told]
    if not telling:
        return document.text
    head = _TELLS.split(document.text, maxsplit=1)[0].rstrip() + "\n"
    deciding = {key: own for key, own in document.told.items() if key not in telling}
    if repr(_tables(head)) != repr(deciding):  # as text: nan is not equal to itself
        end = head.count("\n")
        late = [key for key in deciding if line_of(document.text, (key,)) > end]
        raise document.error(
            (*late, *telling)[:1], None, "earlier, moments, fitted, words last"
        )
    return head


def _tables(text: str) -> object:
    try:
        return tomllib.loads(text)
    except ValueError:
        return None
