"""Rooms with people in them."""

from collections.abc import Callable
from itertools import count

import pytest

from knightreplay.rooms import services
from knightreplay.rooms.models import Seat
from knightreplay.rooms.services import Joined, OpenedRoom


@pytest.fixture
def opened(db: None) -> OpenedRoom:
    """A room with its host in it, no run yet."""
    return services.open_room(name="Class 7b", owner="browser:host")


@pytest.fixture
def joining(opened: OpenedRoom) -> Callable[..., Joined]:
    """Lets somebody into the room."""

    def join(name: str = "Kim") -> Joined:
        joined = services.join(opened.room.code, name)
        assert joined
        return joined

    return join


@pytest.fixture
def host(opened: OpenedRoom) -> Seat:
    return opened.seat


@pytest.fixture
def new_id() -> Callable[[], str]:
    """A command id of its own for every call."""
    numbers = count(1)
    return lambda: f"d-{next(numbers)}"
