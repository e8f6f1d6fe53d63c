"""One run from the terminal."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from tqdm import tqdm

from simulator.clock import MINUTE, tick_of
from simulator.files.script import check_agreement, read_script
from simulator.guardrails import GUARDRAILS
from simulator.interventions import Intervention, parse_do
from simulator.params import ParamsError, shown
from simulator.scenario import (
    DEFAULT_SCENARIO,
    Scenario,
    check_seed,
    load_scenario,
    read_scenario,
    scenario_names,
)

if TYPE_CHECKING:
    from simulator.engine import Run
    from simulator.export import Writer

_EXAMPLES = """
operations, S a server list such as all, 8, 1-7 or 1,3:
  kill S   restore S   flag on|off S [scope=intake|loop]   deploy S
  rollback S [at-once]   act-on-emails   unwind   no-unwind   take-over   hand-back
  kill S latency=SECONDS   arm GUARDRAIL [KEY=VALUE ...]   disarm GUARDRAIL

guardrails, the default of a word first:
{guardrails}

examples:
  %(prog)s --do "09:35 kill all"
  %(prog)s --do "09:30 arm pnl limit=1000000 mark=fair action=shadow" --json
  %(prog)s --script acts.toml --tape executions.parquet
  %(prog)s --no-preset --do "10:15 kill all" --do "10:30 unwind" --json
"""


class _Parser(argparse.ArgumentParser):
    """Reports a mistake as an exception, so that one place prints it."""

    def error(self, message: str) -> NoReturn:
        allowed = f"the options that {self.prog} --help lists"
        raise ParamsError("arguments", message, allowed)


def main(argv: Sequence[str], *, prog: str = "simulate") -> int:
    """Run `argv` and return the exit code: 0, or 2 with one line for a bad value."""
    try:
        return _run(argv, prog)
    except ParamsError as error:
        sys.stderr.write(f"{prog}: {error}\n")
        return 2


def _run(argv: Sequence[str], prog: str) -> int:
    given = _parser(prog).parse_args(argv)
    scenario = _scenario(given.scenario)
    seed, until = _seed(given.seed), _until(given.until)
    acts = _acts(given, scenario)
    targets = _targets(given)
    run = _simulate(scenario, seed, acts, until, with_preset=not given.no_preset)
    _write(run, targets)
    _print(_json(run.summary()) if given.json else _table(run))
    return 0


def _print(text: str) -> None:
    """Print the figures; a place that does not take them is one line, as any other."""
    if sys.stdout is None:
        raise ParamsError("stdout", "closed", "an output that is open")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()  # whoever read has seen enough
    except OSError as error:
        _drop_output()
        raise _unwritable("stdout", Path("-"), error) from error


def _drop_output() -> None:
    """What is still in the buffer must not fail again when the interpreter ends."""
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _parser(prog: str) -> argparse.ArgumentParser:
    parser = _Parser(
        prog=prog,
        description="Simulate one morning and print its figures.",
        epilog=_EXAMPLES.replace("{guardrails}", _guardrail_help()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("--scenario", default=DEFAULT_SCENARIO, help=_scenario_help())
    add("--seed", default="29", help="0 to 2**53 - 1 (default 29)")
    add("--do", action="append", default=[], metavar="ACT", help="add an intervention")
    add("--script", metavar="FILE", help="add those of a TOML file: do = [ACT, …]")
    add("--until", default="16:00", metavar="HH:MM", help="stop there (default 16:00)")
    add("--no-preset", action="store_true", help="drop the preset's interventions")
    add("--json", action="store_true", help="print one JSON object")
    add("--frames", metavar="FILE", help="write one row a tick, .csv or .parquet")
    add("--tape", metavar="FILE", help="write every execution of loops, .parquet")
    return parser


def _scenario_help() -> str:
    return ", ".join(scenario_names()) + ", or a file ending in .toml"


def _scenario(text: str) -> Scenario:
    return read_scenario(Path(text)) if text.endswith(".toml") else load_scenario(text)


def _acts(given: argparse.Namespace, scenario: Scenario) -> list[Intervention]:
    """Return the script's interventions, then those of the command line."""
    count = scenario.server_count
    acts = (
        list(read_script(Path(given.script), count)) if given.script is not None else []
    )
    acts += [parse_do(text, count) for text in given.do]
    check_agreement(acts)
    return acts


def _guardrail_help() -> str:
    return "\n".join(
        f"  {name}: " + ", ".join(f"{key}={one.hint}" for key, one in known.items())
        for name, known in GUARDRAILS.items()
    )


def _seed(text: str) -> int:
    digits = text.isascii() and text.isdigit() and len(text) <= 16
    return check_seed(int(text) if digits else text)


def _until(text: str) -> int:
    tick = tick_of(text, "until")
    if tick == 0:
        raise ParamsError("until", text, "HH:MM or HH:MM:SS from 08:00:01 to 16:00:00")
    return tick


def _targets(given: argparse.Namespace) -> dict[str, Path]:
    """Return what to write where; what cannot be written is refused beforehand."""
    targets = {
        option: _target(option, getattr(given, option), endings)
        for option, endings in _ENDINGS.items()
        if getattr(given, option) is not None
    }
    if len({path.resolve() for path in targets.values()}) < len(targets):
        raise ParamsError("tape", given.tape, "another file than that of --frames")
    return targets


_ENDINGS = {"frames": (".csv", ".parquet"), "tape": (".parquet",)}


def _target(option: str, text: str, endings: Sequence[str]) -> Path:
    path = Path(text)
    if path.suffix not in endings:
        allowed = f"a file name ending in {' or '.join(endings)}"
        raise ParamsError(option, text, allowed)
    try:
        fits = "\0" not in text and path.parent.is_dir() and not path.is_dir()
    except OSError as error:
        raise _unwritable(option, path, error) from error
    if not fits:
        raise ParamsError(option, text, "a file in a folder that exists")
    return path


def _simulate(
    scenario: Scenario,
    seed: int,
    acts: Sequence[Intervention],
    until: int,
    *,
    with_preset: bool,
) -> "Run":
    # The compiler loads only once the arguments are known to be good.
    from simulator.engine import simulate  # noqa: PLC0415 -- slow import

    with _progress(until, "simulating") as bar:
        return simulate(
            scenario,
            seed,
            acts,
            until=until,
            with_preset=with_preset,
            on_minute=lambda _: bar.update(),
        )


def _progress(until: int, doing: str) -> "tqdm[NoReturn]":
    """Return a bar of minutes, shown only to people, and only for as long as it runs."""
    minutes = -(-until // MINUTE)
    return tqdm(
        total=minutes,
        desc=doing,
        unit="min",
        leave=False,
        delay=0.5,
        disable=not sys.stderr.isatty(),
    )


def _write(run: "Run", targets: dict[str, Path]) -> None:
    if not targets:
        return
    from simulator.export import write_files  # noqa: PLC0415 -- slow import

    until = int(run.state.progress[0].tick)
    with _progress(until, "writing") as bar:
        writers = {
            path: _blaming(option, path, _WRITERS[option](run, path, bar))
            for option, path in targets.items()
        }
        try:
            write_files(writers)
        except OSError as error:
            option = "tape" if "tape" in targets else "frames"
            raise _unwritable(option, targets[option], error) from error


def _blaming(option: str, path: Path, write: "Writer") -> "Writer":
    """The same writer, whose failure names the option that asked for it."""

    def writing(part: Path) -> None:
        try:
            write(part)
        except OSError as error:
            raise _unwritable(option, path, error) from error

    return writing


def _frames_writer(run: "Run", path: Path, bar: "tqdm[NoReturn]") -> "Writer":
    from simulator.export import frames_writer  # noqa: PLC0415 -- slow import

    return frames_writer(run.frames, path.suffix)


def _tape_writer(run: "Run", path: Path, bar: "tqdm[NoReturn]") -> "Writer":
    from simulator.export import tape_writer  # noqa: PLC0415 -- slow import
    from simulator.tape import tapes_of  # noqa: PLC0415 -- slow import

    minutes = tapes_of(run, on_minute=lambda _: bar.update())
    return tape_writer(minutes, run.scenario.tickers)


_WRITERS = {"frames": _frames_writer, "tape": _tape_writer}


def _unwritable(option: str, path: Path, error: OSError) -> ParamsError:
    why = error.strerror or shown(str(error))
    return ParamsError(option, str(path), f"a place that can be written ({why})")


def _json(summary: dict[str, Any]) -> str:
    return json.dumps(summary, indent=2, allow_nan=False) + "\n"


def _table(run: "Run") -> str:
    summary = run.summary()
    rows = [
        (name, _shown(name, summary[name])) for name in summary if name not in _NESTED
    ]
    if summary["loss_split"]:
        rows += [
            (f"loss: {phase}, {cause}", _shown("usd", dollars))
            for phase, causes in summary["loss_split"].items()
            for cause, dollars in causes.items()
        ]
    rows += [
        (f"{trip['at']} {trip['guardrail']}", _trip(trip)) for trip in summary["trips"]
    ]
    rows += [
        (f"{act['time']} {act['by']}", _act(act)) for act in summary["interventions"]
    ]
    rows += _ledger_rows(run)
    width = max(len(name) for name, _ in rows)
    return "".join(f"{name:{width}}  {value}\n" for name, value in rows)


def _ledger_rows(run: "Run") -> list[tuple[str, str]]:
    """Return what stands beside the summary: the 33 Account, and an account's claims."""
    from simulator.ledgers import account_33  # noqa: PLC0415 -- slow import
    from simulator.verdict import verdicts  # noqa: PLC0415 -- slow import

    ledger = account_33(run.frames)
    crossed = ledger.crossed_at or "never"
    rows = [
        ("33 Account over $2 M", crossed),
        ("33 Account's peak", f"{ledger.peak:,.1f} times its limit"),
    ]
    rows += [
        (f"claim: {v.what}", f"{v.claimed:,.0f}; here {v.found:,.0f}: {v.says}")
        for v in verdicts(run)
    ]
    return rows


_NESTED = ("loss_split", "trips", "interventions")


def _shown(name: str, value: Any) -> str:
    if value is None:
        return "none"
    if name == "first_trip":
        return f"{value['guardrail']} at {value['at']}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name.endswith("usd"):
        return f"${value:,.2f}".replace("$-", "-$")
    return f"{value:,}" if isinstance(value, int) and name != "seed" else str(value)


def _trip(trip: dict[str, Any]) -> str:
    """Say what a guardrail did, or would have done."""
    did = {
        "stop": "trips, acts",
        "alert": "trips, alerts",
        "shadow": "would have acted",
    }
    where = f" on server {trip['server']}" if trip["server"] else ""
    where = f" on {trip['stock']}" if trip["stock"] else where
    if trip["acts_at"] is None:
        return f"trips{where}, set anew before it acted"
    return f"{did[trip['action']]} at {trip['acts_at']}{where}"


def _act(wire: dict[str, Any]) -> str:
    names = ("op", "tick", "on", "scope", "mode", "guardrail")
    servers = tuple(number - 1 for number in wire["servers"])
    return Intervention(
        servers=servers,
        params=tuple(wire.get("params", {}).items()),
        **{name: wire[name] for name in names if name in wire},
    ).describe()
