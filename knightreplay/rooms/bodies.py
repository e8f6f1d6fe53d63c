"""What is told of a room, as JSON. Pages know the same shapes from static/js/types.d.ts."""

from typing import Any, NotRequired, TypedDict

from knightreplay.rooms.models import Stop as StopRow
from knightreplay.runs.bodies import Act
from knightreplay.runs.models import Run


class Scale(TypedDict):
    """Of a number or, in ticks, of a time."""

    low: int
    high: int
    unit: str


class Truth(TypedDict):
    value: int | None
    at: int  # tick


class Stop(TypedDict):
    """A moment at which the room is asked something."""

    id: int
    at: int  # tick
    time: str
    state: StopRow.State
    since: float | None  # Unix seconds of its newest state
    kind: StopRow.Kind
    text: str
    options: list[str] | Scale
    ours: bool  # of a track of ours: has translations
    answered: int
    locked: int
    awaited: int  # awake, and no answer locked yet
    hands: dict[str, int] | None
    truth: Truth | None
    because: str
    source: str
    distribution: dict[str, int] | None  # while it is open null


class PlannedStop(Stop):
    """The same, as hosts see it."""

    measure: dict[str, Any] | None
    tells: int | None  # tick
    locked_by: list[int]  # numbers of seats
    words: list[str]


class OwnAnswer(TypedDict):
    value: int | str
    sureness: float | None  # 0 to 1, of being right
    locked: bool
    score: float | None  # 0 to 1, once it is shown
    right: bool | None
    brier: float | None


class OwnAnswers(TypedDict):
    answers: dict[str, OwnAnswer]  # by the id of the stop
    points: int


class Ranked(TypedDict):
    place: int
    name: str | None  # unless the ranking is anonymous
    points: int
    brier: float | None


class RoomTeam(TypedDict):
    number: int
    name: str
    members: list[str]
    run: str | None


class PodiumRow(TypedDict):
    place: int
    number: int
    name: str
    loss: int  # cents
    turned_away: int  # customers' orders
    cost: int  # cents; the least wins


class Assumed(TypedDict):
    """What the score rests on."""

    orders_a_minute: int
    spare_pct: int
    cents_an_order: int


class RoomInfo(TypedDict):
    """What everybody in a room knows of it."""

    code: str
    name: str
    locked: bool
    ended: bool
    follow: bool
    permissions: dict[str, str]
    predicting: bool
    anonymous: bool
    own_runs: bool
    delay: int  # ticks before an act takes effect
    blind: bool
    fogged: bool
    blanked: bool  # whether the projector is black
    run: str | None  # that the room looks at
    here: int  # participants and operators
    asleep: int  # their pages
    waiting: list[str]  # names of those who wait for a run
    teams: list[RoomTeam]
    stops: list[Stop]  # every one that was opened
    ranking: list[Ranked]
    finished: bool
    debriefed: bool
    podium: list[PodiumRow] | None
    assumed: Assumed | None


class RosterEntry(TypedDict):
    """One seat, as hosts see it."""

    seat: int
    name: str
    part: str
    fog: str
    team: int | None
    here: bool
    points: int
    awake: bool
    removed: bool
    practice: bool  # of a rehearsal: it goes with it


class Given(TypedDict, total=False):
    """What was said with an operation: each kind takes one of them."""

    text: str
    server: int
    who: str


class Operation(Given):
    """What a team did that the market does not see."""

    seq: int
    what: str  # rooms/operations.py
    tick: int
    by: str | None
    answered_at: int | None  # tick of the answer, of what is answered
    answer: dict[str, Any] | None


class LastOperation(Given):
    op: str
    tick: int


class ForHosts(TypedDict):
    """What a host knows besides."""

    roster: list[RosterEntry]
    plan: list[PlannedStop]  # every stop, those to come as well


class ForSeat(OwnAnswers):
    """What concerns one seat alone."""

    seat: int
    name: str
    part: str
    fog: str
    team: int | None
    run: str | None  # that this seat looks at: its team's, else the room's
    operations: list[Operation]
    removed: bool
    recorded: bool  # agreed to their name in the room's record
    may: list[str]
    place: int | None  # in the ranking, from 1


class TeamProgress(TypedDict):
    """How a team stands, as hosts see it; of one without a run nothing more."""

    number: int
    run: str | None
    tick: NotRequired[int]
    playing: NotRequired[bool]
    speed: NotRequired[float]
    status: NotRequired[Run.Status]
    loss: NotRequired[int | None]  # cents, below zero a loss; null if not computed yet
    # By the second in which it was ordered.
    last: NotRequired[Act | LastOperation | None]
