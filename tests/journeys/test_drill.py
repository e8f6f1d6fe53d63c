"""A drill of two teams: host, wall and two phones, from the fork to the debrief."""

import json
from typing import Any

import pytest

from tests.browser.chromium import wait
from tests.browser.lesson import joined, opened, other, visible

pytestmark = pytest.mark.browser

PLAYING = "knightroom.room.progress.length === 2 && " + (
    "knightroom.room.progress.every((team) => team.playing === {playing})"
)

# One act of a seat's, over a socket of its team's run.
KILL = """(run) => new Promise((done) => {
  const socket = new WebSocket(`ws://${location.host}/ws/runs/${run}/`);
  const act = { type: "intervene", command_id: "kill-8", op: "kill", servers: "8" };
  let said = false;
  socket.onopen = () => socket.send('{"type":"hello"}');
  socket.onmessage = ({ data }) => {
    if (typeof data !== "string") return;
    const { type } = JSON.parse(data);
    if (type === "snapshot" && !said) {
      said = true;
      socket.send(JSON.stringify(act));
    }
    if (type !== "ack" && type !== "error") return;
    socket.close();
    done(data);
  };
})"""


def test_two_teams_run_a_drill_to_podium_and_debrief(visitor):
    host, page, code = opened(visitor)
    kim, ada = (joined(visitor, code, name) for name in ("Kim", "Ada"))
    page.get_by_role("button", name="Begin the run").click()
    visible(page, "#teams")
    page.locator("#make-teams").click()
    wall = other(host, code, "wall", (1280, 720))
    for phone, team in ((kim, "Blue"), (ada, "Pink")):
        phone.locator("#team-title", has_text=team).wait_for()

    all_at_once(page, wall)
    kills_server_8(kim, page)
    inspects_and_is_answered(ada, page)

    page.bring_to_front()
    page.get_by_role("button", name="End the drill").click()
    page.locator("#finish-do").click()
    wait(page, "document.querySelectorAll('#podium li').length === 2", timeout=240)
    wall.bring_to_front()
    first = wall.locator("#podium li").first
    first.filter(has_text="Blue").wait_for()
    assert wall.locator("#podium li").count() == 2

    page.bring_to_front()
    page.get_by_role("button", name="Open the debrief to all").click()
    page.locator("#debrief-do").click()
    wait(page, "knightroom.room.info.debriefed")
    ada.bring_to_front()
    ada.goto(f"{host.server}/rooms/{code}/debrief/")
    assert decisions(ada, 1) == ["Kill server 8"]
    assert decisions(ada, 2) == ["Server 8 is inspected"]
    ranges = ada.locator(".podium-table small", has_text="over 20 seeds")
    ranges.nth(1).wait_for()  # by itself, when they are computed


def all_at_once(page: Any, wall: Any) -> None:
    """One play and one pause for both teams, seen on the wall too."""
    page.bring_to_front()
    page.locator("#play-teams").click()
    wait(page, PLAYING.format(playing="true"))
    page.locator("#pause-teams").click()
    wait(page, PLAYING.format(playing="false"))
    wall.bring_to_front()
    wall.locator(".wall-teams li", has_text="Pink").wait_for()
    wait(wall, "knightroom.sides.shown.every(({ session }) => session.ready)")
    wait(wall, "knightroom.drawn.drawn.curves > 0")


def kills_server_8(phone: Any, page: Any) -> None:
    """Over a socket of the team's run, with the right of the seat in this browser."""
    run = page.evaluate(
        "knightroom.room.progress.find((team) => team.number === 1).run"
    )
    answer = json.loads(phone.evaluate(KILL, run))
    assert answer["type"] == "ack", answer


def inspects_and_is_answered(phone: Any, page: Any) -> None:
    phone.bring_to_front()
    phone.locator("#team-server").select_option("8")
    phone.locator("#team-inspect").click()
    phone.locator(".operations li", has_text="Server 8 is inspected").wait_for()
    page.bring_to_front()
    page.locator("#team-progress tr", has_text="Server 8 is inspected").wait_for()
    page.locator("#teams-speed").select_option("20")
    page.locator("#play-teams").click()
    phone.bring_to_front()
    phone.locator(".operations .answer", has_text="running").wait_for()


def decisions(page: Any, column: int) -> list[str]:
    cells = page.locator(f".decisions td:nth-child({column + 1}) .what")
    texts: list[str] = cells.all_inner_texts()
    return texts
