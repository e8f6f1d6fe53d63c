"""Each act by a person: what was on the screen, and what the next minute brought."""

from typing import NamedTuple

from knightreplay.runs import selectors
from knightreplay.runs.models import Intervention
from knightreplay.runs.selectors import View
from knightreplay.sharing.files.postmortem.recording import Recording
from knightreplay.sharing.files.postmortem.screen import Screen, screen_at
from simulator.clock import MINUTE

Took = Intervention.Took


class Decision(NamedTuple):
    """An act of the log, with the run's line around it."""

    number: int  # in the log
    tick: int
    what: str  # of the product
    by: str  # role
    took: str
    reason: str  # a user's text; may be empty
    struck: bool
    before: Screen
    after: Screen  # a minute later


def decisions(view: View, recording: Recording) -> tuple[Decision, ...]:
    """People's acts by tick, then in the order of the log."""
    took = {row.seq: row.took for row in view.log.done}
    found = [
        Decision(
            number=entry["seq"],
            tick=entry["tick"],
            what=entry["what"],
            by=entry["by"],
            took=took[entry["seq"]],
            reason=entry["reason"],
            struck=entry["struck"],
            before=screen_at(recording, entry["tick"]),
            after=screen_at(recording, entry["tick"] + MINUTE),
        )
        for entry in selectors.entries(view)
    ]
    return tuple(sorted(found, key=lambda one: (one.tick, one.number)))
