"""Each act by a person: what was on the screen, and what the next minute brought."""

from typing import NamedTuple

from knightreplay.runs.acts import to_act
from knightreplay.runs.models import Intervention
from knightreplay.runs.selectors import View
from knightreplay.sharing.postmortem.recording import Recording
from knightreplay.sharing.postmortem.screen import Screen, screen_at
from simulator.clock import MINUTE
from simulator.interventions import Intervention as Act
from simulator.scenario import Scenario

Took = Intervention.Took


class Decision(NamedTuple):
    """An act of the log, with the run's line around it."""

    number: int  # in the log
    act: Act
    by: str  # role
    took: str
    reason: str  # a user's text; may be empty
    struck: bool
    before: Screen
    after: Screen  # a minute later

    @property
    def tick(self) -> int:
        return self.act.tick


def decisions(
    view: View, scenario: Scenario, recording: Recording
) -> tuple[Decision, ...]:
    """People's acts by tick, then in the order of the log."""
    log = view.log
    found = [
        Decision(
            number=row.seq,
            act=to_act(row, scenario),
            by=row.role,
            took=row.took,
            reason=log.reason_for(row),
            struck=row.seq in log.struck,
            before=screen_at(recording, row.tick),
            after=screen_at(recording, row.tick + MINUTE),
        )
        for row in log.done
    ]
    return tuple(sorted(found, key=lambda one: (one.tick, one.number)))
