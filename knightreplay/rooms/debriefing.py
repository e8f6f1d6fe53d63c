"""What a room's debrief says: decisions side by side on one time axis, and what each had seen."""

from collections.abc import Iterator
from typing import NamedTuple

from knightreplay.lab.services import RunRanges, ranges_of_all
from knightreplay.lab.wording import line
from knightreplay.rooms import bodies, fog, questions
from knightreplay.rooms.models import Room, RoomCommand, Seat, Stop, Team
from knightreplay.rooms.teams import operations, podium
from knightreplay.runs import selectors as runs
from knightreplay.runs.frames import RunFrames
from knightreplay.runs.models import Run
from knightreplay.runs.selectors import View
from simulator.clock import MINUTE, time_of

# What is said of a screen, if the seat had it: column of the frames.
FIGURES = ("pnl_own", "pnl_exit", "gross", "executions", "loops", "emails")


class SeatScreen(NamedTuple):
    """What one kind of seat had before it; None where it had no such thing."""

    fog: str
    figures: dict[str, int | None]


class TeamDecision(NamedTuple):
    """An act or an operation of one team."""

    tick: int  # when it was ordered, or done
    effect: int | None  # tick from which an act had its effect, where that is later
    what: str  # of the engine, in English; or the name of an operation
    kind: str  # "act", or of rooms/operations.py
    said: bodies.Given  # of an operation
    reason: str
    screens: tuple[SeatScreen, ...]

    @property
    def time(self) -> str:
        return time_of(self.tick)


class Column(NamedTuple):
    """A team, or the whole room where there are none."""

    name: str
    run: Run
    members: tuple[str, ...]
    decisions: tuple[TeamDecision, ...]


class Place(NamedTuple):
    """A team on the podium; its loss is that of one reading of the order."""

    row: bodies.PodiumRow
    ranges: RunRanges | None

    @property
    def loss_range(self) -> str:
        """In words; empty where there is none."""
        return line(self.ranges.own) if self.ranges else ""

    @property
    def is_pending(self) -> bool:
        return self.ranges is not None and not self.ranges.is_known


class Debrief(NamedTuple):
    columns: tuple[Column, ...]
    podium: tuple[Place, ...]
    questions: list[bodies.Stop]
    compared: str  # ids of the runs, as the page of comparisons takes them

    @property
    def rows(self) -> Iterator[tuple[str, list[tuple[Run, list[TeamDecision]]]]]:
        """By second: the decisions of each column then, with its run."""
        ticks = sorted({d.tick for column in self.columns for d in column.decisions})
        for tick in ticks:
            cells = [
                (column.run, [d for d in column.decisions if d.tick == tick])
                for column in self.columns
            ]
            yield time_of(tick), cells


def read(room: Room) -> Debrief:
    """The debrief of a room, as far as its runs' clocks have come."""
    teams = tuple(room.teams.select_related("run"))
    commands = operations(room.id)
    columns = tuple(_columns(room, teams, commands))
    answers = questions.read(room.id)
    stops = [s for s in questions.for_all(answers, 0) if s["state"] == Stop.State.SHOWN]
    return Debrief(
        columns,
        tuple(_places(room, teams)),
        stops,
        ",".join(str(column.run.id) for column in columns),
    )


def _places(room: Room, teams: tuple[Team, ...]) -> Iterator[Place]:
    rows = podium(room, teams) or []
    of_teams = {team.number: team.run_id for team in teams}
    ids = [of_teams[row["number"]] for row in rows]
    found = ranges_of_all([runs.view(run_id) if run_id else None for run_id in ids])
    return map(Place, rows, found)


def _columns(
    room: Room, teams: tuple[Team, ...], commands: tuple[RoomCommand, ...]
) -> Iterator[Column]:
    fogged = was_fogged(room)
    seats = [s for s in room.seats.filter(removed=None) if s.part != Seat.Part.HOST]
    for team in teams:
        if team.run is not None:
            own = [seat for seat in seats if seat.team_id == team.id]
            done = [command for command in commands if command.team_id == team.id]
            yield from _column(team.name, team.run, own, done, fogged)
    if not teams and room.run is not None:
        done = [command for command in commands if command.team_id is None]
        yield from _column(room.name or room.code, room.run, seats, done, fogged)


def _column(
    name: str, run: Run, seats: list[Seat], commands: list[RoomCommand], fogged: bool
) -> Iterator[Column]:
    view = runs.view(run.id)
    if view is None:
        return
    kinds = sorted({seat.fog for seat in seats}) if fogged else [fog.GOD]
    found = [*_acts(view), *_operations(view, commands)]
    frames = RunFrames(view)
    shown = [d._replace(screens=_screens(frames, d.tick, kinds)) for d in found]
    shown.sort(key=lambda decision: decision.tick)
    yield Column(name, run, tuple(seat.name for seat in seats), tuple(shown))


def _acts(view: View) -> Iterator[TeamDecision]:
    for entry in runs.entries(view):
        ordered = entry.get("ordered", entry["tick"])
        if entry["op"] == "take-over" or not runs.is_disclosed(view, ordered):
            continue
        later = entry["tick"] if entry["tick"] != ordered else None
        yield TeamDecision(
            ordered, later, entry["what"], "act", {}, entry["reason"], ()
        )


def _operations(view: View, commands: list[RoomCommand]) -> Iterator[TeamDecision]:
    for command in commands:
        if command.tick is not None and runs.is_disclosed(view, command.tick):
            said: bodies.Given = command.arguments
            yield TeamDecision(
                command.tick, None, command.what, command.what, said, "", ()
            )


def _screens(frames: RunFrames, tick: int, kinds: list[str]) -> tuple[SeatScreen, ...]:
    try:
        return tuple(_screen(frames, tick, kind) for kind in kinds)
    except KeyError:
        return ()  # that minute is not computed


def _screen(frames: RunFrames, tick: int, kind: str) -> SeatScreen:
    if kind == fog.GOD:
        figures = {name: frames.column(name, tick) for name in FIGURES}
        return SeatScreen(kind, {**figures})
    now, late = fog.seen_now(kind), fog.seen_late(kind)
    before = max(0, tick - fog.LATE.get(kind, 0) * MINUTE)
    seen: dict[str, int | None] = {}
    for name in FIGURES:
        field = f"columns.{name}"
        at = tick if field in now else before if field in late else None
        seen[name] = None if at is None else frames.column(name, at)
    return SeatScreen(kind, seen)


def was_fogged(room: Room) -> bool:
    """Whether its seats were in fog, also if that has been lifted since."""
    arranged = RoomCommand.objects.filter(room=room, what="arrange")
    return room.fogged or arranged.filter(arguments__fogged=True).exists()
