"""A host opens room after room in a second tab while the pages of the first ask and ask."""

import pytest

pytestmark = pytest.mark.browser

OWN, JOINED = 28, 22  # a browser is allowed thirty new rooms a minute
ASK = """code => { globalThis.asking = true;
  const ask = async () => {
    while (globalThis.asking) await fetch(`/api/v1/rooms/${code}/reach`);
  };
  for (let i = 0; i < 4; i++) void ask(); }"""
# Whoever has no seat in a room is led to the door.
SEATED = """codes => Promise.all(codes.map(async code =>
  (await fetch(`/rooms/${code}/`)).url.endsWith(`/rooms/${code}/`)))"""


def test_fifty_openings_beside_pages_that_ask_keep_every_room(visitor):
    """Rooms of one's own, and seats in those of a colleague: each is a right more to keep."""
    colleague, host = visitor(), visitor()
    others = [_code(colleague.post("/rooms/", name="Other")) for _ in range(JOINED)]
    rooms = [host.post("/rooms/", name="Room 0")]
    page = host.page()
    page.goto(host.server + rooms[0])
    page.evaluate(ASK, _code(rooms[0]))

    for number in range(1, OWN + 1):
        rooms.append(host.post("/rooms/", name=f"Room {number}"))
        for code in others[number - 1 : number]:
            host.post("/join/", code=code, name="Kim")
    page.evaluate("globalThis.asking = false")

    second = host.page()
    titles = []
    for room in rooms:
        second.goto(host.server + room)
        titles.append(second.title().split(" · ")[0])
    assert titles == [f"Leading Room {number}" for number in range(OWN + 1)]
    assert second.evaluate(SEATED, others) == [True] * JOINED
    second.goto(host.server + "/mine/")
    assert second.locator("[aria-labelledby=your-rooms] li").count() == 20


def _code(path: str) -> str:
    """Of a room, from its address."""
    return path.split("/")[2]
