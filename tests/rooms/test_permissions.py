"""What a seat gives over HTTP: a room's run is seen by its people alone."""

import pytest
from django.test import Client

from knightreplay.rooms import services
from knightreplay.rooms.models import Room
from knightreplay.rooms.services import Settings


@pytest.fixture
def run(opened, host, new_id):
    services.begin_run(host, scenario="sec-2013", seed=29, command_id=new_id())
    run = Room.objects.get(id=opened.room.id).run
    assert run
    return run


def ask(run, key=None):
    headers = {"authorization": f"Bearer {key}"} if key else {}
    return Client().get(f"/api/v1/runs/{run.id}", headers=headers)


def test_run_of_a_room_is_told_over_http_to_its_host_alone(run, opened, joining):
    assert ask(run).status_code == 403
    assert ask(run, joining().key).status_code == 403
    assert ask(run, opened.key).json()["role"] == "host"


@pytest.mark.parametrize(
    ("capability", "role"), [("export", "watch"), ("annotate", "comment")]
)
def test_what_a_room_allows_to_everyone_is_allowed_over_http(
    run, host, joining, new_id, capability, role
):
    services.arrange(
        host, Settings(permissions={capability: "everyone"}), command_id=new_id()
    )

    assert ask(run, joining().key).json()["role"] == role
