"""One run from the terminal."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from simulator.clock import MINUTE, tick_of, time_of
from simulator.frames import Frames
from simulator.interventions import Intervention, parse_do
from simulator.params import ParamsError
from simulator.scenario import Scenario, check_seed, load_scenario, scenario_names

if TYPE_CHECKING:
    from simulator.engine import Run

_EXAMPLES = """
operations, S a server list such as all, 8, 1-7 or 1,3:
  kill S   restore S   flag on|off S [scope=intake|loop]   deploy S
  rollback S [at-once]   act-on-emails   unwind   no-unwind   take-over   hand-back

examples:
  %(prog)s --do "09:35 kill all"
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
    scenario = load_scenario(given.scenario)
    seed, until = _seed(given.seed), _until(given.until)
    acts = [parse_do(text, scenario.server_count) for text in given.do]
    target = _frames_path(given.frames)
    run = _simulate(scenario, seed, acts, until, with_preset=not given.no_preset)
    if target:
        _write_frames(run, target)
    summary = run.summary()
    sys.stdout.write(_json(summary) if given.json else _table(summary))
    return 0


def _parser(prog: str) -> argparse.ArgumentParser:
    parser = _Parser(
        prog=prog,
        description="Simulate one morning and print its figures.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("--scenario", default="sec-2013", help=" or ".join(scenario_names()))
    add("--seed", default="29", help="0 to 2**53 - 1 (default 29)")
    add("--do", action="append", default=[], metavar="ACT", help="add an intervention")
    add("--until", default="16:00", metavar="HH:MM", help="stop there (default 16:00)")
    add("--no-preset", action="store_true", help="drop the preset's interventions")
    add("--json", action="store_true", help="print one JSON object")
    add("--frames", metavar="FILE", help="write one row a tick, .csv or .parquet")
    return parser


def _seed(text: str) -> int:
    digits = text.isascii() and text.isdigit() and len(text) <= 16
    return check_seed(int(text) if digits else text)


def _until(text: str) -> int:
    tick = tick_of(text, "until")
    if tick == 0:
        raise ParamsError("until", text, "HH:MM or HH:MM:SS from 08:00:01 to 16:00:00")
    return tick


def _frames_path(text: str | None) -> Path | None:
    """Refuse what cannot be written before anything is simulated."""
    if text is None:
        return None
    path = Path(text)
    if path.suffix not in (".csv", ".parquet"):
        raise ParamsError("frames", text, "a file name ending in .csv or .parquet")
    try:
        fits = path.parent.is_dir() and not path.is_dir()
    except OSError as error:
        raise _unwritable(path, error) from error
    if not fits:
        raise ParamsError("frames", text, "a file in a folder that exists")
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

    watched = sys.stderr.isatty()
    run = simulate(
        scenario,
        seed,
        acts,
        until=until,
        with_preset=with_preset,
        on_minute=_show_progress if watched else None,
    )
    if watched:
        sys.stderr.write("\r\033[K")
    return run


def _show_progress(frames: Frames) -> None:
    if frames.tick % (15 * MINUTE) == 0:
        sys.stderr.write(f"\rsimulating {time_of(frames.tick)[:5]} …")
        sys.stderr.flush()


def _write_frames(run: "Run", path: Path) -> None:
    from simulator.export import write_frames  # noqa: PLC0415 -- slow import

    try:
        write_frames(run.frames, path)
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> ParamsError:
    allowed = f"a place that can be written ({error.strerror})"
    return ParamsError("frames", str(path), allowed)


def _json(summary: dict[str, Any]) -> str:
    return json.dumps(summary, indent=2, allow_nan=False) + "\n"


def _table(summary: dict[str, Any]) -> str:
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
        (f"{act['time']} {act['by']}", _act(act)) for act in summary["interventions"]
    ]
    width = max(len(name) for name, _ in rows)
    return "".join(f"{name:{width}}  {value}\n" for name, value in rows)


_NESTED = ("loss_split", "interventions")


def _shown(name: str, value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name.endswith("usd"):
        return f"${value:,.2f}".replace("$-", "-$")
    return f"{value:,}" if isinstance(value, int) and name != "seed" else str(value)


def _act(wire: dict[str, Any]) -> str:
    names = ("op", "tick", "on", "scope", "mode")
    servers = tuple(number - 1 for number in wire["servers"])
    return Intervention(
        servers=servers, **{name: wire[name] for name in names if name in wire}
    ).describe()
