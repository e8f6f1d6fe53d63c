"""Whoever comes in mid-replay gets the whole of it, every time."""

import pytest

from simulator.engine import simulate
from simulator.scenario import load_scenario

pytestmark = pytest.mark.browser

JOINS = 20
HELD = """({
  known: knightreplay.store.known(),
  sent: knightreplay.store.column("child_orders"),
  loss: knightreplay.store.column("pnl_exit"),
})"""


def test_twenty_cold_joins_in_mid_replay_each_hold_every_tick_once(visitor):
    host = visitor().begin().complete().seek("09:30:00")
    host.page.get_by_role("radio", name="20×", exact=True).click()
    host.page.locator("#play").click()
    frames = simulate(load_scenario("sec-2013"), 29).frames
    sent = [int(value) for minute in frames for value in minute.child_orders]
    loss = [int(value) for minute in frames for value in minute.pnl_exit]

    guest = visitor().open(host.path)
    for _ in range(JOINS):
        guest.page.reload()
        guest.ready().complete()
        held = guest.page.evaluate(HELD)

        assert held["known"] == [60] * len(frames)
        assert held["sent"] == sent
        assert held["loss"] == loss
    assert guest.state()["tick"] > 5400
