"""What goes out to one viewer, whether it reads or not."""

from knightreplay.live.frame import Frame
from knightreplay.live.send_queue import BEHIND, LIMIT, SendQueue


class Socket:
    """A channel with room for some frames; `read` makes room again."""

    def __init__(self, queue: SendQueue, room: int) -> None:
        self.queue, self.room, self.got = queue, room, list[str]()
        queue.attach(self)

    def send(self, frame: Frame) -> None:
        for event in frame.events():
            self.got.append(event.get("text") or event["bytes"].decode())
        self.room -= 1
        if self.room <= 0:
            self.queue.full()

    def read(self, room: int) -> None:
        self.room = room
        self.queue.free()

    def close(self) -> None: ...


def frames(*texts: str) -> list[Frame]:
    return [Frame(text) for text in texts]


def half() -> Frame:
    return Frame(bytes(LIMIT // 2))


def test_outlet_hands_over_at_once_while_the_socket_takes_it():
    queue = SendQueue()
    socket = Socket(queue, room=9)

    for frame in frames("a", "b"):
        queue.put(frame)

    assert socket.got == ["a", "b"]


def test_outlet_keeps_the_order_when_the_socket_is_full_for_a_while():
    queue = SendQueue()
    socket = Socket(queue, room=1)
    for frame in frames("a", "b", "c"):
        queue.put(frame)
    assert socket.got == ["a"]

    socket.read(room=1)
    queue.put(Frame("d"))
    socket.read(room=9)

    assert socket.got == ["a", "b", "c", "d"]
    assert queue.dropped == 0


def test_viewer_that_is_behind_loses_all_that_waits_and_is_told_when_it_reads():
    queue = SendQueue()
    socket = Socket(queue, room=1)
    queue.put(Frame("a"))
    for frame in (half(), half(), half(), *frames("b")):
        queue.put(frame)
    assert queue.dropped == 4

    socket.read(room=9)
    queue.put(Frame("c"))

    assert socket.got == ["a", BEHIND, "c"]


def test_viewer_that_says_hello_gets_everything_however_much_it_is():
    queue = SendQueue()
    socket = Socket(queue, room=1)
    queue.put(Frame("a"))
    day = [half() for _ in range(9)]

    queue.begin(day)
    queue.put(half())
    queue.put(Frame("news"))
    for _ in range(11):
        socket.read(room=1)

    assert len(socket.got) == 12
    assert (socket.got[-1], queue.dropped) == ("news", 0)


def test_closed_outlet_sends_nothing():
    queue = SendQueue()
    socket = Socket(queue, room=9)
    queue.close()

    queue.put(Frame("a"))
    queue.begin(frames("b"))

    assert socket.got == []
