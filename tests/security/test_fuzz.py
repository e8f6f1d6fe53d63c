"""Whatever a stranger sends, over HTTP or the socket, is answered and does no harm."""

import os
from contextlib import suppress

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.core.result import Ok

from knightreplay.api.problems import CONTENT_TYPE
from knightreplay.limiting.throttles import _Throttle
from knightreplay.live.rate import Allowance
from knightreplay.runs.models import Role
from knightreplay.runs.roles import mint_key
from tests.security import parser_fuzz, room_fuzz
from tests.security.fuzz import batches, storm
from tests.security.parser_fuzz import UNDERSTOOD

# Of right requests and of wrong ones, for each operation; `make drill` asks for more.
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "4"))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
async def test_socket_answers_a_storm_of_messages(seed, transactional_db, monkeypatch):
    monkeypatch.setattr(Allowance, "spend", lambda self, now: True)
    (batch,) = batches(300, 1000, seed)

    told = await storm(batch)

    assert told.sent == len(batch)
    assert told.errors > 100


@pytest.mark.slow
async def test_rooms_socket_answers_a_storm_of_messages(transactional_db, monkeypatch):
    monkeypatch.setattr(Allowance, "spend", lambda self, now: True)
    (batch,) = batches(300, 1000, 1, room_fuzz.messages)

    told = await room_fuzz.storm(batch)

    assert told.sent == len(batch)
    assert told.errors > 100
    assert told.acks > 5


def test_parsers_understand_a_message_or_refuse_it_in_one_line():
    told = parser_fuzz.storm(2000, seed=1)

    assert told.total() == 2 * 2000
    assert told[UNDERSTOOD] > 100
    assert told.keys() >= {"malformed", "unknown-type", "invalid", UNDERSTOOD}


@pytest.fixture
def operations(transactional_db, monkeypatch):
    """Every operation of the API as its description has it, without limits of rate."""
    monkeypatch.setattr(_Throttle, "allow_request", lambda self, request: True)
    described = schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json", get_wsgi_application()
    )
    found = described.get_all_operations()
    return [operation.ok() for operation in found if isinstance(operation, Ok)]


@pytest.mark.slow
def test_api_answers_whatever_its_description_allows_and_forbids(operations, run):
    key = mint_key(run, Role.HOST)
    asked: list[tuple[str, int]] = []

    for operation in operations:
        for mode in schemathesis.GenerationMode:
            with suppress(Unsatisfiable):  # what takes nothing cannot be asked wrongly
                _storm(operation, mode, {"run_id": str(run.id)}, key, asked)

    assert {label for label, _ in asked} == {o.label for o in operations}
    assert {status for _, status in asked} >= {200, 404, 422}


def _storm(operation, mode, known, key, asked):
    """Random requests of one operation, right ones or wrong ones; on a run that exists."""

    @settings(
        max_examples=EXAMPLES,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def send(case):
        there = {n: v for n, v in known.items() if n in (case.path_parameters or {})}
        case.path_parameters = {**(case.path_parameters or {}), **there}
        answer = case.call(
            headers={"Authorization": f"Bearer {key}", "Accept-Encoding": "identity"}
        )
        asked.append((operation.label, answer.status_code))
        assert answer.status_code < 500, case.as_curl_command()
        if answer.status_code >= 400:
            assert answer.headers["content-type"] == [CONTENT_TYPE]
            assert answer.json()["status"] == answer.status_code

    send()
