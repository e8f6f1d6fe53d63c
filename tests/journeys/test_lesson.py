"""A lesson from join to debrief: a host, their phone, a projector and four phones."""

from typing import Any

import pytest

from tests.browser.axe import AUDITED, audit
from tests.browser.chromium import wait
from tests.browser.lesson import PHONE, joined, live, opened, other, texts, visible

pytestmark = pytest.mark.browser

NAMES = ["Kim", "Robin", "Kim", "Ada"]
SEATED = ["Kim", "Robin", "Kim 2", "Ada"]


def test_lesson_goes_from_join_to_debrief(visitor):
    host, page, code = opened(visitor)
    projector = other(host, code, "present", (1920, 1080))
    remote = other(host, code, "remote", (390, 844))
    secret = page.locator("#host-code").text_content()
    phones = [joined(visitor, code, name) for name in NAMES]

    # everybody sees who waits
    wait(projector, f"String({texts(projector, '#names li')}) === '{','.join(SEATED)}'")
    assert f"{code[:3]} {code[3:]}" in projector.locator(".code").inner_text()
    wait(page, "document.querySelectorAll('#seats li').length === 5")

    # the run begins, and the projector goes over to it
    page.get_by_role("button", name="Begin the run").click()
    visible(page, "#run-now")
    visible(projector, "#strip")  # its page is another one now
    wait(projector, "globalThis.knightreplay?.state().ready")
    assert projector.evaluate("document.documentElement.dataset.density") == "present"
    assert secret not in projector.content()
    for phone in phones:
        visible(phone, "#live")

    ask(page, phones, projector)
    steer(remote, page, projector)
    drill(page, phones)

    page.locator("#end-room").click()
    page.locator("#end-do").click()
    visible(page, "#ended")
    for phone in phones:
        visible(phone, "#over")


def ask(page: Any, phones: list[Any], projector: Any) -> None:
    """At 9:29: which server? All lock, the host ends it and shows what happened."""
    page.get_by_role("button", name="Take the track").click()
    page.locator("#keep-back").check()
    page.get_by_role("button", name="Remove the question at 8:01").click()
    page.get_by_role("button", name="Go to it").click()
    page.get_by_role("button", name="Ask", exact=True).click()
    visible(projector, "#asked")
    for number, phone in enumerate(phones, start=1):
        phone.locator("#question input[type=radio]").nth(number * 2 - 1).check()
        phone.get_by_role("button", name="Lock the answer").click()
    page.get_by_role("button", name="End the question").click()
    page.get_by_role("button", name="Go to 9:31").click()
    page.get_by_role("button", name="Show the answer").click()
    # nobody is told what comes after the next stop
    wait(projector, "knightreplay.clock.state().held_at === 5460")
    for phone in phones:
        visible(phone, "#question .place")
    page.locator("#keep-back").uncheck()
    wait(page, "knightroom.room.info.predicting === false")


def steer(remote: Any, page: Any, projector: Any) -> None:
    """The host's phone moves the run, and blackens the projector."""
    remote.get_by_role("button", name="+1 min").click()
    wait(projector, "knightreplay.clock.time() === 5520")
    remote.get_by_role("button", name="Black projector").click()
    visible(projector, "#blank")
    page.get_by_role("button", name="Black projector").click()
    projector.locator("#blank").wait_for(state="hidden")


def drill(page: Any, phones: list[Any]) -> None:
    """Two teams from one moment; one start, one end, one podium, one debrief for all."""
    page.locator("#make-teams").click()
    for phone in phones:
        visible(phone, "#team")
    page.get_by_role("button", name="Play all").click()
    wait(page, "knightroom.room.progress.every(({ playing }) => playing)")
    page.get_by_role("button", name="Pause all").click()
    wait(page, "knightroom.room.progress.every(({ playing }) => !playing)")
    page.get_by_role("button", name="End the drill").click()
    page.locator("#finish-do").click()
    wait(page, "knightroom.room.info.podium?.length === 2", timeout=240)
    page.get_by_role("button", name="Open the debrief to all").click()
    page.locator("#debrief-do").click()
    wait(page, "knightroom.room.info.debriefed")
    [phone, *_others] = phones
    phone.goto(phone.url + "debrief/")
    assert phone.locator(".podium-table tbody tr").count() == 2
    phone.go_back()
    live(phone)


def test_rehearsal_is_a_class_in_one_window(visitor):
    host, page, _code = opened(visitor)
    page.get_by_role("link", name="Rehearse alone").click()
    frames = [
        page.frame_locator(f"#frames .frame:nth-of-type({n}) iframe")
        for n in (1, 2, 3, 4)
    ]
    for frame in frames[1:]:
        frame.locator("#waiting li").nth(2).wait_for(state="visible")
    frames[0].get_by_role("button", name="Begin the run").click()
    for frame in frames[1:]:
        frame.locator("#live").wait_for(state="visible")

    page.get_by_role("link", name="End the rehearsal").click()
    page.wait_for_url("**/host/")
    wait(page, "knightroom.room.ready && knightroom.room.info.run === null")
    wait(page, "document.querySelectorAll('#seats li').length === 1")
    assert host.complaints == []


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_hosts_pages_have_no_violation(visitor, scheme):
    host, page, code = opened(visitor, **AUDITED, color_scheme=scheme)
    assert audit(page) == [], "no run yet"
    projector = other(host, code, "present", (1920, 1080))
    visible(projector, "#names-more, #here")
    assert audit(projector) == [], "projector"
    page.locator(".hosts-code summary").click()
    page.get_by_role("button", name="Begin the run").click()
    visible(page, "#run-now")
    wait(page, "document.getElementById('run-sum').textContent")
    assert audit(page) == [], "a run"
    page.locator(".seat").first.click()
    assert audit(page) == [], "a seat"
    page.keyboard.press("Escape")
    page.locator("#end-room").click()
    assert audit(page) == [], "the end"
    page.keyboard.press("Escape")
    page.set_viewport_size(PHONE["viewport"])
    assert audit(page) == [], "phone"
    remote = other(host, code, "remote", (390, 844))
    live(remote)
    visible(remote, "#moves")
    assert audit(remote) == [], "remote"
    visible(projector, "#strip")  # its page is another one now
    wait(projector, "globalThis.knightreplay?.state().ready")
    assert audit(projector) == [], "projector with the run"
