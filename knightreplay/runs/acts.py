"""The log of a run read back: which acts are in force, and the epochs they made."""

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from knightreplay.runs.line import Cuts
from knightreplay.runs.models import Intervention, Run
from simulator.interventions import Intervention as Act
from simulator.interventions import from_wire

# Rows that speak of an act and are none.
STRIKE, PUT_BACK, REASON = "strike", "put-back", "reason"
REMARKS = (STRIKE, PUT_BACK, REASON)


class Fleet(Protocol):
    """What an act is checked against: a scenario, or what is shown of one."""

    @property
    def server_count(self) -> int: ...


class Log(NamedTuple):
    """A run's rows, oldest first, and what follows from them."""

    rows: tuple[Intervention, ...]

    def with_row(self, row: Intervention) -> "Log":
        return Log((*self.rows, row))

    @property
    def cuts(self) -> Cuts:
        """Cut by epoch; epoch 0 is the run left alone."""
        return (0, *(row.cut for row in self.rows if row.cut is not None))

    @property
    def struck(self) -> frozenset[int]:
        """The seq of every act that was struck out and not put back since."""
        last = {r.target: r.op for r in self.rows if r.op in (STRIKE, PUT_BACK)}
        return frozenset(
            target for target, op in last.items() if op == STRIKE and target is not None
        )

    @property
    def done(self) -> tuple[Intervention, ...]:
        """The acts themselves, struck ones included."""
        return tuple(row for row in self.rows if row.op not in REMARKS)

    @property
    def in_force(self) -> tuple[Intervention, ...]:
        struck = self.struck
        return tuple(row for row in self.done if row.seq not in struck)

    @property
    def reasons(self) -> dict[int, str]:
        """The newest reason by the seq of the act that it was given for afterwards."""
        return {
            row.target: row.reason
            for row in self.rows
            if row.op == REASON and row.target is not None
        }

    def reason_for(self, act: Intervention) -> str:
        """The newest reason that was given for an act, or what it came with."""
        return self.reasons.get(act.seq, act.reason)

    def find(self, seq: int) -> Intervention | None:
        return next((row for row in self.done if row.seq == seq), None)


def log_of(run: Run) -> Log:
    return Log(tuple(Intervention.objects.filter(run=run).order_by("seq")))


def to_act(row: Intervention, fleet: Fleet) -> Act:
    """The engine's form of a stored act."""
    return from_wire(
        op=row.op, tick=row.tick, server_count=fleet.server_count, **row.arguments
    )


def to_acts(rows: Iterable[Intervention], fleet: Fleet) -> tuple[Act, ...]:
    return tuple(to_act(row, fleet) for row in rows)
