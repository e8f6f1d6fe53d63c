"""A room, and the browser that opened it."""

import pytest
from django.test import Client

from knightreplay.rooms.models import Room


@pytest.fixture
def host(db: None) -> Client:
    client = Client()
    client.post("/rooms/", {"name": "Class 7b"})
    return client


@pytest.fixture
def code(host: Client) -> str:
    return Room.objects.get().code
