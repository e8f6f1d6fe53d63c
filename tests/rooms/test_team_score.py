"""What a team's morning cost, by assumed constants that leave no trivial winner."""

import numpy as np
import pytest

from knightreplay.rooms import team_score
from knightreplay.rooms.services.drill import score_of
from knightreplay.rooms.services.teams import DELAY
from knightreplay.rooms.team_score import TeamScore
from knightreplay.runs import selectors as runs
from knightreplay.runs.models import Role
from knightreplay.runs.services import ActRequest, intervene, start_run
from simulator.clock import OPEN
from simulator.frames import KILLED, RESTARTING
from simulator.params import ModelParams

SESSION = 390 * 60  # seconds of the session


def test_orders_a_second_are_those_of_the_model():
    assert (
        ModelParams.__dataclass_fields__["ordinary_rate"].default == team_score.ORDERS
    )


@pytest.mark.parametrize(("out", "turned"), [(0, 0.0), (1, 0.3), (2, 1.4), (8, 8.0)])
def test_live_servers_take_over_a_tenth_more_each(out, turned):
    states = np.zeros((60, 8), np.int64)
    states[:, :out] = KILLED
    states[:, 1:out] = RESTARTING

    assert team_score.turned_away(states) == pytest.approx(turned * 310)


def test_only_the_session_counts():
    assert team_score.in_session(OPEN - 60, 60) == slice(60, 60)
    assert team_score.in_session(OPEN - 30, 60) == slice(30, 60)
    assert team_score.in_session(OPEN, 60) == slice(0, 60)


def test_teams_that_cost_the_same_share_a_place():
    teams = [
        (1, "Red", TeamScore(9, 0)),
        (2, "Blue", TeamScore(5, 0)),
        (3, "Jade", TeamScore(5, 0)),
    ]

    told = team_score.podium([*teams, (4, "Sand", TeamScore(3000, 1))])

    assert [(row["place"], row["name"]) for row in told] == [
        (1, "Blue"),
        (1, "Jade"),
        (3, "Red"),
        (4, "Sand"),
    ]
    assert told[-1]["cost"] == 3000 + team_score.WORTH


@pytest.mark.django_db
def test_neither_stopping_all_at_eight_nor_doing_nothing_wins(compute):
    def cost_of(*acts: tuple[int, str]) -> int:
        run = start_run(scenario="sec-2013", seed=29).run
        for number, (at, servers) in enumerate(acts):
            intervene(
                run.id,
                ActRequest("kill", servers) if servers else ActRequest("take-over"),
                role=Role.HOST,
                command_id=f"a-{number}",
                at=at,
            )
        view = runs.view(compute(run).id)
        assert view
        counted = score_of(view)
        assert counted
        return counted.cost

    controls = (0, "")
    nothing = cost_of(controls)
    everything = cost_of(controls, (DELAY, "all"))
    eighth = cost_of(controls, (OPEN + 60 + DELAY, "8"))

    assert eighth < everything < nothing
    assert everything == round(8 * 310 / 60 * SESSION) * team_score.WORTH
