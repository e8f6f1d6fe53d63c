"""The HTTP API."""

import json

import pytest
from django.test import AsyncClient, Client

from knightreplay.api import api
from knightreplay.runs.models import Intervention, Run, RunKey
from simulator.guardrails import GUARDRAILS
from simulator.scenario import scenario_names

pytestmark = pytest.mark.django_db

UNKNOWN = "00000000-0000-4000-8000-000000000000"
ANOTHER_SITE = "Origin: another site's page may not write here."
NO_RUN = "There is no such run here."


@pytest.fixture
def client() -> Client:
    return Client(enforce_csrf_checks=True)


def send(client, path, body, key=None, **headers):
    if key:
        headers["authorization"] = f"Bearer {key}"
    return client.post(
        f"/api/v1/{path}",
        json.dumps(body) if not isinstance(body, str) else body,
        content_type="application/json",
        headers=headers,
    )


@pytest.fixture
def begun(client):
    return send(client, "runs", {"scenario": "sec-2013", "seed": 29}).json()


def acts(run_id):
    return f"runs/{run_id}/interventions"


KILL = {"command_id": "c-1", "op": "kill", "servers": "8", "at": "09:35"}


def test_start_run_answers_with_id_address_and_key(client):
    answer = send(client, "runs", {"seed": 7})

    body = answer.json()
    assert answer.status_code == 201
    assert body["url"] == f"/runs/{body['id']}/"
    assert Run.objects.get(id=body["id"]).seed == 7
    assert len(body["host_key"]) >= 22


def test_start_run_takes_acts(client):
    planned = [{"op": "kill", "servers": "all", "at": "09:35:00"}]

    run_id = send(client, "runs", {"interventions": planned}).json()["id"]

    (row,) = client.get(f"/api/v1/runs/{run_id}").json()["interventions"]
    assert (row["op"], row["tick"], row["servers"]) == ("kill", 5700, [*range(1, 9)])


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ({"scenario": "nowhere"}, "sec-2013"),
        ({"seed": -1}, "seed"),
        ({"seed": 2**53}, "seed"),
        ({"seed": 1.5}, "seed"),
        ({"seed": "29"}, "seed"),
        ({"colour": "red"}, "colour"),
        ({"interventions": [{"op": "kill", "servers": "9", "at": "09:35"}]}, "9"),
        ({"interventions": [{"op": "kill", "servers": "8", "at": "25:00"}]}, "25:00"),
        ({"interventions": [KILL]}, "command_id"),
    ],
)
def test_start_run_refuses_with_one_problem(client, body, detail):
    answer = send(client, "runs", body)

    problem = answer.json()
    assert (answer.status_code, problem["status"]) == (422, 422)
    assert answer["Content-Type"] == "application/problem+json"
    assert detail in problem["detail"]
    assert "\n" not in problem["detail"]
    assert Run.objects.count() == 0


def test_start_run_refuses_two_orders_to_one_guardrail_at_one_tick(client):
    planned = [
        {"op": op, "guardrail": "pnl", "at": "09:30"} for op in ("arm", "disarm")
    ]

    answer = send(client, "runs", {"interventions": planned})

    assert (answer.status_code, Run.objects.count()) == (422, 0)
    assert "guardrail" in answer.json()["detail"]


def test_body_that_is_not_json_is_a_bad_request(client):
    answer = send(client, "runs", "{")

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_intervene_is_accepted_once(client, begun):
    first = send(client, acts(begun["id"]), KILL, begun["host_key"])
    again = send(client, acts(begun["id"]), KILL, begun["host_key"])

    assert (first.status_code, again.status_code) == (202, 202)
    assert first.json() == {
        "seq": 1,
        "epoch": 1,
        "tick": 5700,
        "time": "09:35:00",
        "took": "at",
        "duplicate": False,
    }
    assert again.json() == {**first.json(), "duplicate": True}
    assert Intervention.objects.count() == 1


def test_intervene_without_a_key_is_forbidden(client, begun):
    other = send(Client(), "runs", {}).json()

    for key in (None, "wrong", other["host_key"], "x" * 500):
        answer = send(Client(), acts(begun["id"]), KILL, key)
        assert (answer.status_code, answer.json()["status"]) == (403, 403)
    assert Intervention.objects.count() == 0


def test_intervene_with_an_old_epoch_is_a_conflict(client, begun):
    send(client, acts(begun["id"]), KILL, begun["host_key"])

    late = {**KILL, "command_id": "c-2", "expect_epoch": 0}
    answer = send(client, acts(begun["id"]), late, begun["host_key"])

    assert answer.status_code == 409
    assert "expect_epoch: 0 was expected" in answer.json()["detail"]
    assert Intervention.objects.get().command_id == "c-1"


def test_strike_goes_through_the_same_door(client, begun):
    send(client, acts(begun["id"]), KILL, begun["host_key"])

    body = {"command_id": "c-2", "op": "strike", "seq": 1}
    answer = send(client, acts(begun["id"]), body, begun["host_key"])

    assert (answer.status_code, answer.json()["epoch"]) == (202, 2)
    struck = Intervention.objects.get(op="strike")
    assert (struck.target, struck.tick) == (1, 5700)


@pytest.mark.parametrize(
    "path",
    [f"runs/{UNKNOWN}", f"runs/{UNKNOWN}/summary"],
)
def test_unknown_run_is_not_found(client, path):
    answer = client.get(f"/api/v1/{path}")

    assert (answer.status_code, answer.json()["detail"]) == (404, NO_RUN)


def test_acts_on_an_unknown_run_are_not_found(client):
    answer = send(client, acts(UNKNOWN), KILL, "key")

    assert (answer.status_code, answer.json()["detail"]) == (404, NO_RUN)
    assert Intervention.objects.count() == 0


def test_writes_from_another_sites_page_are_forbidden(client, begun):
    answer = send(
        client, acts(begun["id"]), KILL, begun["host_key"], origin="http://evil.example"
    )

    assert (answer.status_code, answer.json()["detail"]) == (403, ANOTHER_SITE)
    assert Intervention.objects.count() == 0
    for origin in ("null", "http://[", "http://testserver:9999", ""):
        refused = send(client, "runs", {}, origin=origin)
        assert (refused.status_code, refused.json()["detail"]) == (403, ANOTHER_SITE)
    assert Run.objects.count() == 1
    assert send(client, "runs", {}, origin="http://testserver").status_code == 201
    assert Run.objects.count() == 2


def test_summary_waits_until_the_run_is_computed(client, begun, compute):
    early = client.get(f"/api/v1/runs/{begun['id']}/summary")
    compute(Run.objects.get())
    late = client.get(f"/api/v1/runs/{begun['id']}/summary")

    assert early.status_code == 409
    assert late.json()["state_hash"] == "7bf65eb8debf62ce14c67e8319a2892c"


def test_guardrail_is_armed_through_the_same_door(client, begun, compute):
    arm = {
        "command_id": "g-1",
        "op": "arm",
        "guardrail": "gross-cap",
        "params": {"limit": 2_000_000},
        "at": "09:00",
    }
    armed = send(client, acts(begun["id"]), arm, begun["host_key"])
    wrong = {**arm, "command_id": "g-2", "params": {"limit": -1}}
    refused = send(client, acts(begun["id"]), wrong, begun["host_key"])
    compute(Run.objects.get())

    figures = client.get(f"/api/v1/runs/{begun['id']}/summary").json()
    assert (armed.status_code, refused.status_code) == (202, 422)
    assert "limit" in refused.json()["detail"]
    assert figures["first_trip"]["guardrail"] == "gross-cap"
    assert figures["gross_usd"] < 10_000_000


@pytest.mark.slow
def test_operate_key_is_handed_out_by_the_host_only(client, begun):
    given = send(client, f"runs/{begun['id']}/keys", {}, begun["host_key"]).json()
    refused = send(client, f"runs/{begun['id']}/keys", {}, given["key"])

    assert given["url"] == f"/runs/{begun['id']}/#operate={given['key']}"
    assert refused.status_code == 403
    assert send(client, acts(begun["id"]), KILL, given["key"]).status_code == 202


def test_operate_key_is_listed_without_itself_and_taken_back(client, begun):
    keys = f"runs/{begun['id']}/keys"
    given = send(client, keys, {}, begun["host_key"]).json()["key"]
    host = {"authorization": f"Bearer {begun['host_key']}"}
    operator = {"authorization": f"Bearer {given}"}

    (listed,) = client.get(f"/api/v1/{keys}", headers=host).json()
    path = f"/api/v1/{keys}/{listed['id']}"
    codes = [
        client.get(f"/api/v1/{keys}", headers=operator).status_code,
        client.delete(path, headers=operator).status_code,
        client.delete(path, headers=host).status_code,
        client.delete(path, headers=host).status_code,
    ]

    assert set(listed) == {"id", "role", "created"}
    assert codes == [403, 403, 204, 404]
    assert client.get(f"/api/v1/{keys}", headers=host).json() == []
    assert send(client, acts(begun["id"]), KILL, given).status_code == 403
    assert send(client, acts(begun["id"]), KILL, begun["host_key"]).status_code == 202


def test_hosts_own_key_cannot_be_taken_back(client, begun):
    own = RunKey.objects.get(run_id=begun["id"])

    answer = client.delete(
        f"/api/v1/runs/{begun['id']}/keys/{own.id}",
        headers={"authorization": f"Bearer {begun['host_key']}"},
    )

    assert answer.status_code == 404
    assert RunKey.objects.get() == own


def test_session_holds_no_key(client, begun):
    browser = Client()
    browser.post("/", {"scenario": "sec-2013"})

    ((held,),) = browser.session["held"].values()
    assert held == RunKey.objects.exclude(run_id=begun["id"]).get().id


def test_session_of_the_starting_browser_is_the_host(begun):
    browser = Client()
    page = browser.post("/", {"scenario": "sec-2013"})
    run_id = page["Location"].split("/")[2]

    mine = send(browser, acts(run_id), KILL)
    theirs = send(browser, acts(begun["id"]), KILL)

    assert (mine.status_code, theirs.status_code) == (202, 403)
    assert list(browser.session["held"]) == [run_id]


def test_open_server_starts_runs_with_the_hosts_key_only(client, settings):
    settings.OPEN_TO_NETWORK = True

    for key in (None, "wrong"):
        refused = send(client, "runs", {}, key)
        assert refused.status_code == 403
        assert "needs the host's key" in refused.json()["detail"]
    assert Run.objects.count() == 0
    begun = send(client, "runs", {}, settings.HOST_KEY)
    assert (begun.status_code, begun.json()["id"]) == (201, str(Run.objects.get().id))


def test_too_many_new_runs_are_put_off(client):
    codes = [send(client, "runs", {"seed": -1}).status_code for _ in range(31)]

    assert codes == [422] * 30 + [429]
    assert Run.objects.count() == 0


@pytest.mark.slow
def test_limits_count_each_for_themselves(client, begun):
    key = begun["host_key"]
    acted = [
        send(client, acts(begun["id"]), {**KILL, "command_id": f"c-{n}"}, key)
        for n in range(31)
    ]

    assert [answer.status_code for answer in acted] == [202] * 31
    assert send(client, "runs", {}).status_code == 201
    assert Run.objects.count() == 2


def test_address_of_nothing_and_a_wrong_method_are_problems_too(client):
    missing = client.get("/api/v1/nowhere")
    wrong = client.delete("/api/v1/scenarios")

    assert (missing.status_code, missing.json()["status"]) == (404, 404)
    assert (wrong.status_code, wrong.json()["status"]) == (405, 405)
    assert "GET" in wrong["Allow"]


def test_guardrails_are_listed_with_every_parameter_of_the_simulator(client):
    listed = client.get("/api/v1/guardrails").json()

    assert {
        own["name"]: {parameter["name"] for parameter in own["parameters"]}
        for own in listed
    } == {name: set(parameters) for name, parameters in GUARDRAILS.items()}
    (gross_cap,) = [own for own in listed if own["name"] == "gross-cap"]
    assert gross_cap["parameters"][0] == {
        "name": "limit",
        "kind": "number",
        "default": 2_000_000,
        "lowest": 0.01,
        "highest": 1e12,
        "unit": "dollars",
        "whole": False,
    }


def test_scenarios_are_listed(client):
    listed = client.get("/api/v1/scenarios").json()

    assert [scenario["name"] for scenario in listed] == list(scenario_names())
    assert listed[0]["name"] == "sec-2013"


def test_openapi_describes_every_address(client):
    described = client.get("/api/v1/openapi.json").json()["paths"]

    assert set(described) == {
        "/api/v1/guardrails",
        "/api/v1/scenarios",
        "/api/v1/runs",
        "/api/v1/runs/{run_id}",
        "/api/v1/runs/{run_id}/interventions",
        "/api/v1/runs/{run_id}/summary",
        "/api/v1/runs/{run_id}/tape",
        "/api/v1/runs/{run_id}/keys",
        "/api/v1/runs/{run_id}/keys/{key_id}",
        "/api/v1/runs/{run_id}/restore",
        "/api/v1/runs/{run_id}/notes",
        "/api/v1/runs/{run_id}/notes/{note_id}",
        "/api/v1/runs/{run_id}/notes/{note_id}/restore",
        "/api/v1/runs/{run_id}/notes/{note_id}/wordings",
        "/api/v1/capsules",
        "/api/v1/rooms/{code}/reach",
        "/api/v1/comparison",
        "/api/v1/runs/{run_id}/candidates",
        "/api/v1/runs/{run_id}/ranges",
        "/api/v1/runs/{run_id}/shares",
        "/api/v1/runs/{run_id}/shares/{link_id}",
        "/api/v1/runs/{run_id}/forks",
        "/api/v1/runs/{run_id}/frames",
        "/api/v1/runs/{run_id}/exports",
        "/api/v1/exports/kinds",
        "/api/v1/exports/{export_id}",
        "/api/v1/exports/{export_id}/file",
    }


@pytest.mark.django_db(transaction=True)
async def test_body_over_64_kib_is_too_large():
    from channels.testing import HttpCommunicator

    from knightreplay.asgi import application

    request = HttpCommunicator(
        application, "POST", "/api/v1/runs", body=b"x" * (64 * 1024 + 1)
    )
    answer = await request.get_response()

    assert answer["status"] == 413
    assert json.loads(answer["body"])["status"] == 413


@pytest.mark.django_db(transaction=True)
async def test_body_of_64_kib_is_read():
    answer = await AsyncClient().post(
        "/api/v1/runs", b"x" * 64 * 1024, content_type="application/json"
    )

    assert answer.status_code == 400
    assert answer.json()["detail"] == "Cannot parse request body"


def test_openapi_is_made_once_and_throttled(client, monkeypatch):
    first = client.get("/api/v1/openapi.json")
    monkeypatch.setattr(type(api.api), "get_openapi_schema", None)  # not made again
    answers = [client.get("/api/v1/openapi.json") for _ in range(60)]

    assert {answer.content for answer in answers[:-1]} == {first.content}
    assert (answers[-1].status_code, answers[-1]["Retry-After"].isdigit()) == (
        429,
        True,
    )
    assert answers[-1].json()["status"] == 429


@pytest.mark.parametrize(("method", "body"), [("GET", b"ok\n"), ("HEAD", b"")])
async def test_healthz_asks_neither_session_nor_database(method, body):
    """No database is allowed here, and no settings of hosts are looked at."""
    from channels.testing import HttpCommunicator

    from knightreplay.asgi import application

    headers = [(b"host", b"by-address.example"), (b"cookie", b"sessionid=" + b"x" * 32)]
    answer = await HttpCommunicator(
        application, method, "/healthz", headers=headers
    ).get_response()

    assert (answer["status"], answer["body"]) == (200, body)
