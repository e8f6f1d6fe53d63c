"""Walks the table of who may do what, and sees that nothing is missing from it."""

from collections.abc import Iterator

import pytest
from channels.db import database_sync_to_async
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from knightreplay.live.run.consumer import hubs
from knightreplay.live.run.protocol import ClientMessage
from knightreplay.rooms.services import open_room
from knightreplay.runs import roles, services
from knightreplay.runs.models import Role, RunKey
from knightreplay.runs.processes import readiness
from tests.live.viewer import viewing
from tests.security.matrix import ADDRESSES, MESSAGES, ROLES, SOCKET_ROLES

ELSEWHERE = "192.0.2.7"
NOT_PAGES = {"api-root"}  # a name for reversing; nothing answers there
ANY_METHOD = {"openapi-json", "language"}  # libraries' own; the rest changes nothing


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    """All but the administration, which asks staff in (tests/pages/test_account.py)."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.app_name != "admin":
                yield from patterns(pattern)
        else:
            yield pattern


def keys_of(run, host_key):
    """A key for each role that shows one; `watch` shows one that was taken back."""
    revoked = services.hand_out_key(run.id, role=Role.HOST)
    found = roles.find_key(run.id, revoked)
    assert found
    services.revoke_key(run.id, found.id, role=Role.HOST)
    return {
        "other": services.start_run(scenario="sec-2013", seed=1).host_key,
        "watch": revoked,
        "operate": services.hand_out_key(run.id, role=Role.HOST),
        "host": host_key,
    }


def test_every_address_is_in_the_table():
    named = {pattern.name for pattern in patterns(get_resolver())} - NOT_PAGES

    assert {address.name for address in ADDRESSES} == named


def test_every_method_of_the_api_is_in_the_table(client, db):
    described = client.get("/api/v1/openapi.json").json()["paths"]
    methods = {
        (operation["operationId"], method.upper())
        for path in described.values()
        for method, operation in path.items()
    }
    listed = [a for a in ADDRESSES if a.path.startswith("/api/v1/")]

    assert len(methods) == len(listed) - 1  # all but the description itself


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_addresses_answer_each_role_as_the_table_says(
    role, client, settings, monkeypatch, db
):
    monkeypatch.setattr(readiness, "LIMIT", 0.1)  # the test holds the database
    owner = Client()
    begun = owner.post("/", {"scenario": "sec-2013"})
    run_id = begun["Location"].split("/")[2]
    host_key = RunKey.objects.get(run_id=run_id)
    run = host_key.run
    keys = keys_of(run, roles.mint_key(run, Role.HOST))
    settings.OPEN_TO_NETWORK = True
    readiness.forget()
    said = {}
    for address in ADDRESSES:
        asking = owner if role == "session" else Client()
        key = settings.HOST_KEY if role == "server" else keys.get(role)
        spare = RunKey.objects.create(run=run, role=Role.OPERATE, key_hash="0" * 64)
        answer = asking.generic(
            address.method,
            address.path.format(run=run_id, key=spare.id),
            **_body(address),
            headers={"authorization": f"Bearer {key}"} if key else {},
            REMOTE_ADDR=ELSEWHERE,
        )
        spare.delete()
        said[address.name, address.method] = answer.status_code

    assert said == {(a.name, a.method): a.status(role) for a in ADDRESSES}


def changing(*, below):
    """What changes something at an address that begins so."""
    return [a for a in ADDRESSES if a.method != "GET" and a.path.startswith(below)]


def test_api_lets_no_page_of_another_site_change_anything(client, run):
    key = roles.mint_key(run, Role.HOST)
    headers = {"authorization": f"Bearer {key}", "origin": "https://other.example"}
    said = {
        a.name: client.generic(
            a.method, a.path.format(run=run.id, key=1), **_body(a), headers=headers
        ).json()["detail"]
        for a in changing(below="/api/")
    }

    assert said == dict.fromkeys(
        said, "Origin: another site's page may not write here."
    )


def test_nothing_of_a_closed_run_answers_who_holds_nothing_of_it(client, run):
    services.set_open(run.id, False, role=Role.HOST)
    of_run = [a for a in ADDRESSES if "{run}" in a.path.partition("?")[0]]
    said = {
        (a.name, a.method): client.generic(
            a.method, a.path.format(run=run.id, key=1), **_body(a)
        ).status_code
        for a in of_run
    }

    assert said == dict.fromkeys(said, 403)


def test_no_form_is_taken_without_the_token_of_our_page(run):
    client = Client(enforce_csrf_checks=True)
    pages = [a for a in changing(below="/") if not a.path.startswith("/api/")]
    said = {a.name: client.post(a.path, a.body).status_code for a in pages}

    assert said == dict.fromkeys(said, 403)


def test_nothing_of_a_room_is_changed_without_a_seat_in_it(client, settings, db):
    settings.OPEN_TO_NETWORK = True  # who sits at the machine itself leads any room
    code = open_room(name="7b", owner="").room.code
    said = {
        a.name: client.post(a.path.replace("123456", code), a.body).status_code
        for a in changing(below="/rooms/123456/")
    }

    assert said.pop("room-leave") == 302  # there is nothing to leave
    assert said == dict.fromkeys(said, 404)  # as if there were no such room


def _body(address):
    from json import dumps
    from urllib.parse import urlencode

    if address.body is None:
        return {}
    if address.path.startswith("/api/"):
        return {"data": dumps(address.body), "content_type": "application/json"}
    return {
        "data": urlencode(address.body),
        "content_type": "application/x-www-form-urlencoded",
    }


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"])
def test_methods_that_are_not_in_the_table_are_refused(method, client, run):
    listed = {(address.path, address.method) for address in ADDRESSES}
    paths = {address.path for address in ADDRESSES if address.name not in ANY_METHOD}
    left = {
        p for p in paths if (p, "GET" if method == "HEAD" else method) not in listed
    }

    said = {
        path: client.generic(method, path.format(run=run.id, key=1)).status_code
        for path in left
    }

    assert said == dict.fromkeys(left, 405)


def test_every_message_of_the_socket_is_in_the_table():
    commands = {
        kind.model_fields["type"].annotation.__args__[0]
        for kind in ClientMessage.__args__
        if "command_id" in kind.model_fields
    }

    assert {message.body["type"] for message in MESSAGES} == commands


@pytest.mark.parametrize("role", SOCKET_ROLES)
async def test_socket_answers_each_role_as_the_table_says(role, transactional_db):
    start = database_sync_to_async(services.start_run)
    begun = await start(scenario="sec-2013", seed=29)
    keys = await database_sync_to_async(keys_of)(begun.run, begun.host_key)
    said = []
    async with viewing(begun.run.id) as viewer:
        await viewer.hello(keys.get(role))
        for number, message in enumerate(MESSAGES):
            answer = await viewer.command(command_id=f"m-{number}", **message.body)
            said.append(answer.get("code", answer["type"]))
    hubs._hubs.clear()

    assert said == [message.answer(role) for message in MESSAGES]


async def test_key_that_is_taken_back_counts_no_more_on_an_open_socket(
    transactional_db,
):
    start = database_sync_to_async(services.start_run)
    begun = await start(scenario="sec-2013", seed=29)
    give = database_sync_to_async(services.hand_out_key)
    key = await give(begun.run.id, role=Role.HOST)
    find = database_sync_to_async(roles.find_key)
    revoke = database_sync_to_async(services.revoke_key)
    play = {"type": "clock", "action": "play"}
    async with viewing(begun.run.id) as viewer:
        await viewer.hello(key)
        before = await viewer.command(command_id="1", **play)
        found = await find(begun.run.id, key)
        assert found
        await revoke(begun.run.id, found.id, role=Role.HOST)
        after = await viewer.command(command_id="2", **play)
    hubs._hubs.clear()

    assert (before["type"], after["code"]) == ("ack", "forbidden")
