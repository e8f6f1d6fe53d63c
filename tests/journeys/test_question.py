"""A question from the host's page to phones, a dashboard and the projector, and back."""

from typing import Any

import pytest

from tests.browser.axe import AUDITED, audit
from tests.browser.chromium import wait
from tests.browser.lesson import joined, opened, other, visible

pytestmark = pytest.mark.browser


def press(page: Any, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def shows(page: Any, selector: str, text: str) -> None:
    page.locator(selector).get_by_text(text).first.wait_for()


def answer(page: Any, number: str) -> None:
    """Types a number, is certain, and locks."""
    page.locator("#question .exact").fill(number)
    page.locator("#question .sure input").press("End")


def both_answer(kim, ada, server):
    """One on the page of the phone, one on the dashboard."""
    answer(kim, "97")
    assert audit(kim) == [], "answering"
    press(kim, "Lock the answer")
    shows(kim, "#question", "Locked. Now the others.")
    ada.goto(server + ada.locator("#dashboard").get_attribute("href"))
    answer(ada, "57")
    press(ada, "Lock the answer")


def is_told_and_scored(page, kim, ada, wall):
    press(page, "Go to 9:30, where it is known")
    press(page, "Show the answer")
    shows(kim, "#question .truth", "97")
    shows(kim, "#question .place", "You are number 1, with 100 points.")
    shows(ada, "#question .place", "You are number 2, with 80 points.")
    assert audit(kim) == [], "shown on the phone"
    assert kim.evaluate("document.documentElement.scrollWidth") == 390
    shows(wall, "#asked .truth", "97")
    assert wall.locator("#asked .best li").count() == 2
    assert audit(page) == [], "shown"


def asks_for_hands(page, wall):
    """The next one, without phones."""
    press(page, "Go to it")
    press(page, "Ask")
    page.locator(".hands input").nth(2).fill("12")
    press(page, "Enter the hands")
    wait(page, "knightroom.room.plan.some(({ hands }) => hands?.[2] === 12)")
    press(page, "End the question")
    shows(page, "#questions .bars", "12")
    shows(wall, "#asked .bars", "12")


def test_question_is_answered_told_and_scored_and_the_next_by_hands(visitor):
    host, page, code = opened(visitor, **AUDITED)
    kim = joined(visitor, code, "Kim", **AUDITED)
    ada = joined(visitor, code, "Ada")
    wall = other(host, code, "present", (1280, 720))
    press(page, "Begin the run")
    press(page, "Take the track")
    page.locator("#keep-back").check()
    press(page, "Remove the question at 9:29")
    press(page, "Go to it")
    press(page, "Ask")

    both_answer(kim, ada, host.server)
    visible(wall, "#asked h2")
    assert audit(page) == [], "an open question"
    press(page, "End the question")
    shows(kim, "#question", "The answer is told soon.")
    is_told_and_scored(page, kim, ada, wall)

    for phone in (kim, ada):
        phone.goto("about:blank")
    asks_for_hands(page, wall)
