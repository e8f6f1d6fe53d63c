"""What goes out to one viewer, whether it reads or not."""

from knightreplay.live.frame import Frame
from knightreplay.live.outlet import BEHIND, LIMIT, Outlet


class Socket:
    """A channel with room for some frames; `read` makes room again."""

    def __init__(self, outlet: Outlet, room: int) -> None:
        self.outlet, self.room, self.got = outlet, room, list[str]()
        outlet.attach(self)

    def send(self, frame: Frame) -> None:
        for event in frame.events():
            self.got.append(event.get("text") or event["bytes"].decode())
        self.room -= 1
        if self.room <= 0:
            self.outlet.full()

    def read(self, room: int) -> None:
        self.room = room
        self.outlet.free()

    def close(self) -> None: ...


def frames(*texts: str) -> list[Frame]:
    return [Frame(text) for text in texts]


def half() -> Frame:
    return Frame(bytes(LIMIT // 2))


def test_outlet_hands_over_at_once_while_the_socket_takes_it():
    outlet = Outlet()
    socket = Socket(outlet, room=9)

    for frame in frames("a", "b"):
        outlet.put(frame)

    assert socket.got == ["a", "b"]


def test_outlet_keeps_the_order_when_the_socket_is_full_for_a_while():
    outlet = Outlet()
    socket = Socket(outlet, room=1)
    for frame in frames("a", "b", "c"):
        outlet.put(frame)
    assert socket.got == ["a"]

    socket.read(room=1)
    outlet.put(Frame("d"))
    socket.read(room=9)

    assert socket.got == ["a", "b", "c", "d"]
    assert outlet.dropped == 0


def test_viewer_that_is_behind_loses_all_that_waits_and_is_told_when_it_reads():
    outlet = Outlet()
    socket = Socket(outlet, room=1)
    outlet.put(Frame("a"))
    for frame in (half(), half(), half(), *frames("b")):
        outlet.put(frame)
    assert outlet.dropped == 4

    socket.read(room=9)
    outlet.put(Frame("c"))

    assert socket.got == ["a", BEHIND, "c"]


def test_viewer_that_says_hello_gets_everything_however_much_it_is():
    outlet = Outlet()
    socket = Socket(outlet, room=1)
    outlet.put(Frame("a"))
    day = [half() for _ in range(9)]

    outlet.begin(day)
    outlet.put(half())
    outlet.put(Frame("news"))
    for _ in range(11):
        socket.read(room=1)

    assert len(socket.got) == 12
    assert (socket.got[-1], outlet.dropped) == ("news", 0)


def test_closed_outlet_sends_nothing():
    outlet = Outlet()
    socket = Socket(outlet, room=9)
    outlet.close()

    outlet.put(Frame("a"))
    outlet.begin(frames("b"))

    assert socket.got == []
