"""The people drill in its short form; `make drill` runs it in full, on both databases."""

import pytest

from tests.drill.people import run

pytestmark = pytest.mark.server


def test_nothing_that_people_were_told_is_lost_when_the_server_is_killed():
    outcome = run(database="sqlite", bots=8, seconds=20, seed=20120801)

    assert outcome.faults == ["kill -9 of the server"]
    assert outcome.lost == []
    ledger = outcome.scene.ledger
    assert len(ledger.joined) >= 8
    assert ledger.host_refused == []
    assert {what for what, count in ledger.counts.items() if count} >= {
        *("join", "answer", "nap", "begin-run", "open-stop"),
    }
