"""Files of a run, asked for and fetched in a real browser."""

import csv
import hashlib

import pytest

from simulator.cli import main
from tests.browser.chromium import wait

pytestmark = pytest.mark.browser

ROWS = "document.querySelectorAll('.export-files li')"


def test_frames_are_asked_for_and_come_with_their_hash(visitor, history, tmp_path):
    page = visitor().open(history).complete().page
    page.locator("#run-menu").click()
    page.locator("#menu-export").click()
    page.locator("#export-from").fill("9:30")
    page.locator("#export-to").fill("9:31")
    with page.expect_download() as coming:
        page.locator("#export-go").click()
    fetched = coming.value

    assert fetched.suggested_filename.startswith("knightreplay-sec-2013-")
    assert fetched.suggested_filename.endswith("-093000-093100.frames.csv")
    told, data = split(fetched.path().read_text())
    assert told["sha256"] == f'"{hashlib.sha256(data.encode()).hexdigest()}"'
    assert data.splitlines() == by_simulator(tmp_path, 5400, 5460)
    wait(page, f"{ROWS}.length === 1 && {ROWS}[0].dataset.status === 'ready'")

    page.locator("#export-from").fill("half past nine")
    page.locator("#export-go").click()
    assert "times" in page.locator(".export .wrong").inner_text()
    page.get_by_role("button", name="Delete").click()
    wait(page, f"{ROWS}.length === 0")


def test_dialog_that_cannot_be_fetched_says_so_and_opens_once_it_can(visitor, history):
    somebody = visitor()
    page = somebody.open(history).page
    page.route("**/exports/kinds", lambda route: route.abort())
    page.locator("#run-menu").click()
    page.locator("#menu-export").click()
    page.get_by_text("Is the server still there?").wait_for()
    assert page.locator(".export").count() == 0

    page.unroute("**/exports/kinds")
    page.locator("#run-menu").click()
    page.locator("#menu-export").click()
    page.locator("#export-go").wait_for()
    refused = [said for said in somebody.complaints if "ERR_FAILED" in said]
    assert somebody.complaints == refused
    somebody.complaints.clear()


def split(text):
    """(what the file says of itself, its data)."""
    lines = text.splitlines(keepends=True)
    told = [line[2:].rstrip("\n") for line in lines if line.startswith("# ")]
    data = "".join(line for line in lines if not line.startswith("# "))
    return dict(line.split(": ", 1) for line in told), data


def by_simulator(folder, first, end):
    """The header and the rows of `simulate --frames`."""
    path = folder / "frames.csv"
    main(["--frames", str(path)])
    head, *rows = path.read_text().splitlines()
    assert next(csv.reader([head]))[0] == "tick"
    return [head, *rows[first:end]]
