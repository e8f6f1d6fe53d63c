"""Pages in narrow windows and at 200 %, with names that have no end: nothing scrolls sideways."""

import pytest

pytestmark = pytest.mark.browser

PAGES = ("present", "remote", "wall")
LONG = "Idea-A:" + "W" * 60
# a phone, a laptop at 200 %, a laptop
WINDOWS = [(360, 740), (720, 450), (1440, 900)]
BEYOND = """document.documentElement.scrollWidth
    - document.documentElement.clientWidth"""
RENAME = """async (name) => {
    const [, token] = document.cookie.match(/csrftoken=([^;]+)/);
    const headers = {'Content-Type': 'application/json', 'X-CSRFToken': token};
    const { runId } = document.getElementById('app').dataset;
    const body = JSON.stringify({name});
    const { ok } = await fetch(`/api/v1/runs/${runId}`, {method: 'PATCH', headers, body});
    return ok;
}"""


def beyond_of(page, window):
    page.set_viewport_size({"width": window[0], "height": window[1]})
    return page.evaluate(BEYOND)


def test_no_name_widens_a_page_and_half_of_a_zoomed_one_is_left_to_read(visitor):
    host = visitor()
    run = host.begin()
    page, path = run.page, run.path
    assert page.evaluate(RENAME, LONG)
    seat = host.post("/rooms/", name=LONG[:40])
    code = seat.split("/")[2]
    phone = visitor()
    seated = phone.page()
    seated.goto(host.server + phone.post("/join/", code=code, name="W" * 40))
    own = [path, "/", "/mine/", seat, *(f"/rooms/{code}/{page}/" for page in PAGES)]

    beyond: dict[tuple[str, int, int], int] = {}
    for shown in own:
        page.goto(host.server + shown)
        page.wait_for_load_state("networkidle")
        beyond |= {(shown, *window): beyond_of(page, window) for window in WINDOWS}
    beyond |= {("seat", *window): beyond_of(seated, window) for window in WINDOWS}
    page.goto(host.server + path)
    page.set_viewport_size({"width": 720, "height": 450})
    top = page.locator(".transport").bounding_box()["y"]

    assert {place: by for place, by in beyond.items() if by > 0} == {}
    assert top > 450 * 0.8
