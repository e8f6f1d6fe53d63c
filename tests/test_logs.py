"""What is logged names the run and the command, and never a key."""

import io
import json
import logging
import time

import pytest
from channels.db import database_sync_to_async
from django.test import Client

from knightreplay import logs
from knightreplay.live.run.consumer import hubs
from knightreplay.runs import services
from knightreplay.runs.models import Role
from tests.live.viewer import HOST, ORIGIN, viewing

KEY = "v5Vb0jWkqVQ8m0T1yq3nYw"


def line(message, *args, formatter=None):
    record = logging.LogRecord("x", logging.WARNING, "", 0, message, args, None)
    return (formatter or logs.LineFormatter("%(message)s")).format(record)


@pytest.mark.parametrize(
    "told",
    [
        "Authorization: Bearer {}",
        "/runs/1/?key={}&x=1",
        "Gone: /s/{}/",
        "Not Found: /embed/{}/preview.png",
        "/runs/1/#operate={}",
        '{{"type": "hello", "host_key": "{}"}}',
        "{{'host_key': '{}'}}",
        "sessionid={}; csrftoken={}",
        "postgres://knightreplay:{}@postgres/knightreplay",
        "redis://:{}@redis:6379/0",
    ],
)
def test_what_looks_like_a_key_is_struck_out(told):
    said = line("%s", told.format(KEY, KEY))

    assert KEY not in said
    assert logs.STRUCK in said


@pytest.mark.parametrize(
    "told", ["run 5f0c is computed", "Forbidden: /api/v1/runs/1/keys", "expires 30"]
)
def test_other_words_stay(told):
    assert line(told) == told


def test_json_line_names_run_and_command():
    with logs.about(run="r-1", command="c-1"):
        said = json.loads(line("a %s", "word", formatter=logs.JsonFormatter()))
    outside = json.loads(line("b", formatter=logs.JsonFormatter()))

    assert (said["message"], said["run"], said["command"]) == ("a word", "r-1", "c-1")
    assert "run" not in outside


def test_json_line_holds_the_exception_without_secrets():
    try:
        raise ValueError(f"token={KEY}")
    except ValueError as error:
        kind = (ValueError, error, error.__traceback__)
    record = logging.LogRecord("x", logging.ERROR, "", 0, "failed", (), kind)

    said = json.loads(logs.JsonFormatter().format(record))

    assert "ValueError" in said["exception"]
    assert KEY not in said["exception"]


@pytest.fixture
def everything():
    """All that is logged, at the most talkative."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.LineFormatter("%(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(before)


def ask(run, secret):
    """Shows a key in every way, right and wrong, that a request has."""
    client, path = Client(), f"/api/v1/runs/{run.id}"
    bearer = {"authorization": f"Bearer {secret}"}
    client.get(f"{path}?key={secret}", headers=bearer)
    client.post(f"{path}/nowhere?host_key={secret}", headers=bearer)
    client.post(f"{path}/keys", {"key": secret}, headers=bearer)
    client.post("/host/", {"key": secret})
    for path in (f"/s/{secret}/", f"/embed/{secret}/", f"/s/{secret}/preview.png"):
        client.get(path)
        client.post(path)


async def test_no_key_is_in_any_line(everything, transactional_db):
    start = database_sync_to_async(services.start_run)
    begun = await start(scenario="sec-2013", seed=29)
    give = database_sync_to_async(services.hand_out_key)
    key = await give(begun.run.id, role=Role.HOST)
    for secret in (begun.host_key, key):
        await database_sync_to_async(ask)(begun.run, secret)
    async with viewing(begun.run.id, headers=(ORIGIN, HOST)) as viewer:
        await viewer.hello(key)
        await viewer.command(type="clock", command_id="c-1", action="play")
        await viewer.say(type="nonsense", host_key=key)
        await viewer.next("error")
    hubs._hubs.clear()

    said = everything.getvalue()
    assert "Not Found" in said
    assert begun.host_key not in said
    assert key not in said


def refusal(
    text="Invalid HTTP_HOST header: 'x'", name="django.security.DisallowedHost"
):
    error = (ValueError, ValueError("x"), None)
    return logging.LogRecord(name, logging.ERROR, "", 0, text, (), error)


def logged(records, limit=None):
    """The lines that a handler with the limit writes."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs.LineFormatter("%(message)s"))
    handler.addFilter(limit or logs.RefusalLimit())
    for record in records:
        handler.handle(record)
    return written.getvalue().splitlines()


def test_refusal_is_one_short_line():
    long = refusal("Invalid HTTP_HOST header: '" + "x\n" * 10_000)

    assert logged([refusal()]) == ["Invalid HTTP_HOST header: 'x'"]
    assert [len(one) for one in logged([long])] == [logs.RefusalLimit.LONGEST]


def test_refusals_are_limited_and_those_left_out_are_counted(monkeypatch):
    limit = logs.RefusalLimit()
    now = iter([120.0] * 500 + [180.0] * 2)
    monkeypatch.setattr(time, "monotonic", lambda: next(now))

    lines = logged([refusal() for _ in range(502)], limit)

    assert len(lines) == limit.MOST + 2
    assert lines[-2].endswith(f"(and {500 - limit.MOST} more refusals before it)")
    assert lines[-1] == lines[0]


def test_our_own_mistakes_are_logged_whole_however_many():
    ours = [refusal("Internal Server Error: /", "django.request") for _ in range(100)]

    lines = logged(ours)

    assert lines.count("Internal Server Error: /") == 100
    assert lines.count("ValueError: x") == 100


def test_wrong_host_is_refused_in_one_line(settings):
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(logs.RefusalLimit())
    logging.getLogger().addHandler(handler)
    try:
        answer = Client().get("/", headers={"host": "evil.example"})
    finally:
        logging.getLogger().removeHandler(handler)

    assert answer.status_code == 400
    assert "evil.example" in written.getvalue()
    assert written.getvalue().count("\n") == 1


def test_handler_of_the_product_limits_refusals(settings):
    assert settings.LOGGING["handlers"]["stderr"]["filters"] == ["refusals"]
