"""What the server acknowledged to people, to be found again in the database, once."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Acknowledged(NamedTuple):
    """A command in the room that was answered with an ack."""

    seat: int  # number
    what: str
    seq: int


class Given(NamedTuple):
    """An answer as a seat gave it last."""

    value: int
    locked: bool


@dataclass
class Ledger:
    """All of it, as those who sent it were told."""

    joined: dict[int, str] = field(
        default_factory=dict
    )  # seat → the name it began with
    removed: set[int] = field(default_factory=set)  # seats, by the host
    commands: dict[str, Acknowledged] = field(default_factory=dict)
    answers: dict[tuple[int, int], Given] = field(default_factory=dict)  # (seat, stop)
    # Sent, and the seat was lost before it was answered: there or not, both are right.
    unknown: set[tuple[int, int]] = field(default_factory=set)
    acts: dict[tuple[str, str], int] = field(default_factory=dict)  # (run, id) → seq
    podium: dict[int, int] = field(default_factory=dict)  # team → cost that was told
    refused: Counter[str] = field(default_factory=Counter)  # people's, by kind and code
    host_refused: list[str] = field(default_factory=list)
    host_waited: list[float] = field(default_factory=list)  # seconds a command
    counts: Counter[str] = field(default_factory=Counter)  # what people did

    def room_command(
        self, command_id: str, seat: int, what: str, answer: dict[str, Any]
    ) -> bool:
        """Writes an answer down. Whether it was done."""
        if answer["type"] == "ack":
            self.commands[command_id] = Acknowledged(seat, what, answer["seq"])
        return self._count(what, answer)

    def act(self, run_id: str, command_id: str, answer: dict[str, Any]) -> bool:
        if answer["type"] == "ack":
            self.acts[run_id, command_id] = answer["seq"]
        return self._count("act", answer)

    def _count(self, what: str, answer: dict[str, Any]) -> bool:
        if answer["type"] == "ack":
            self.counts[what] += 1
            return True
        self.refused[f"{what}: {answer.get('code', answer['type'])}"] += 1
        return False
