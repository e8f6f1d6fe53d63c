"""The claims ledger on a phone and on a projector, and ten of its claims run."""

import pytest

from knightreplay.facts.claims import claims
from tests.browser.axe import AUDITED, audit
from tests.browser.chromium import RunPage, ticks

pytestmark = pytest.mark.browser

LEDGER = "/facts/claims/"
TEN = (
    "flag-switch.1",  # for the whole fleet at 9:30
    "duration.2",  # 28 minutes
    "rollback.1",  # without one
    "minute.4",  # a limit of $180,000 on P&L
    "cause.2",  # the spread alone
    "minute.1",  # beside the straight line
    "executions.2",  # 4,800 a minute beside the fleet's 310
    "tenfold.1",  # ten-fold units
    "emails.1",  # acted on at 8:05
    "parents.1",  # no parent and no target
)


def trial_of(value):
    key, number = value.split(".")
    return claims()[key].trials[int(number) - 1]


def test_ten_claims_run_with_their_acts_at_their_second(visitor):
    guest = visitor()
    page = guest.page()
    for value in TEN:
        trial = trial_of(value)
        page.goto(guest.server + LEDGER)
        page.locator(f'button[value="{value}"]').click()
        page.wait_for_url("**/runs/*/*")

        run = RunPage(page).ready().until(f"s.tick === {ticks(trial.at)}")

        done = [(act["op"], act["tick"]) for act in run.state()["log"]]
        assert done == [(act.op, act.tick) for act in trial.interventions()]


@pytest.mark.parametrize(
    "size", [{"width": 390, "height": 844}, {"width": 1024, "height": 768}]
)
def test_ledger_fits_a_phone_and_a_projector_and_can_be_read_aloud(visitor, size):
    guest = visitor(viewport=size, **AUDITED)
    page = guest.page()
    page.goto(guest.server + LEDGER + "#emails")

    assert page.evaluate("document.documentElement.scrollWidth") == size["width"]
    assert page.locator("#emails").is_visible()
    assert audit(page) == []
