"""A host opens room after room in a second tab while the pages of the first ask and ask."""

import pytest

pytestmark = pytest.mark.browser

OPENINGS = 28  # a minute is allowed thirty
ASK = """code => { globalThis.asking = true;
  const ask = async () => {
    while (globalThis.asking) await fetch(`/api/v1/rooms/${code}/reach`);
  };
  for (let i = 0; i < 4; i++) void ask(); }"""


def test_openings_beside_pages_that_ask_keep_every_room(visitor):
    host = visitor()
    rooms = [host.post("/rooms/", name="Room 0")]
    page = host.page()
    page.goto(host.server + rooms[0])
    page.evaluate(ASK, rooms[0].split("/")[2])

    names = (f"Room {number}" for number in range(1, OPENINGS + 1))
    rooms.extend(host.post("/rooms/", name=name) for name in names)
    page.evaluate("globalThis.asking = false")

    second = host.page()
    titles = []
    for room in rooms:
        second.goto(host.server + room)
        titles.append(second.title().split(" · ")[0])
    assert titles == [f"Leading Room {number}" for number in range(OPENINGS + 1)]
    second.goto(host.server + "/mine/")
    assert second.locator("[aria-labelledby=your-rooms] li").count() == 20
