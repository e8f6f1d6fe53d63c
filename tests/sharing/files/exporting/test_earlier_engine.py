"""A run of an earlier engine in all that is made of runs: links, comparisons, files."""

import pytest
from django.test import Client

from knightreplay.runs.models import Role, Run
from knightreplay.runs.roles import mint_key
from knightreplay.runs.scenario_snapshot import keep, of_files
from knightreplay.runs.services import ActRequest, intervene, start_run
from knightreplay.sharing.files.exporting import requests, work
from knightreplay.sharing.files.exporting.recipes import RECIPES
from tests.live.run.test_earlier_build import stored

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_export_worker")]
PART = {"from": 5400, "to": 6000}
OPTIONS = {  # the postmortem's other forms are made of the first
    kind: {} if kind == "postmortem.md" else PART
    for kind in RECIPES
    if kind not in ("tape.parquet", "postmortem.html", "postmortem.pdf")
}


@pytest.fixture
def earlier(run: Run, compute) -> Run:
    """A whole day as engine 1.0.0 could have left it, with an act and a figure of its own."""
    kill = ActRequest("kill", "8")
    intervene(run.id, kill, role=Role.HOST, command_id="k", at=5430, reason="why not")
    compute(run)
    run.scenario, run.engine_version = "gone-since", "1.0.0"
    run.figures, run.figures_epoch = {"loss_usd": 123.45}, run.epoch
    run.loss_cents = 12345
    run.save()
    run.intervention_set.update(op="pull")  # as it was called then
    keep(run, {**of_files("sec-2013").to_wire(), "title": "As engine 1.0.0 told it"})
    return run


def made(run, kind, **options):
    export = requests.request_export(run.id, kind, options, owner="me", role=Role.WATCH)
    work.make_due()
    export.refresh_from_db()
    return export


def test_every_file_but_the_tape_is_made_of_what_is_stored(earlier):
    exports = [made(earlier, kind, **options) for kind, options in OPTIONS.items()]

    assert [(e.kind, e.status, e.message) for e in exports] == [
        (kind, "ready", "") for kind in OPTIONS
    ]


def test_range_is_exported_whose_minutes_are_stored_alone():
    """As of a part of a day that came in as a capsule."""
    run, _ = stored()
    client = Client()

    there = client.get(f"/api/v1/runs/{run.id}/frames?from=08:00&to=08:02")
    lacking = client.get(f"/api/v1/runs/{run.id}/frames?from=09:40&to=09:41")

    assert (there.status_code, lacking.status_code) == (200, 409)
    assert there["Content-Type"] == "application/json"
    assert lacking.json()["detail"].startswith("That part of the run is not computed")


def test_links_comparison_and_forks_of_it_work_or_say_why_not(earlier):
    other = start_run(scenario="sec-2013", seed=29).run
    client = Client(headers={"authorization": f"Bearer {mint_key(earlier, Role.HOST)}"})
    run = f"/api/v1/runs/{earlier.id}"

    def post(path, **body):
        return client.post(f"{run}/{path}", body, content_type="application/json")

    link = post("shares", at="09:31", looks={"stock": "K002", "server": 8})
    page = client.get(f"/s/{link.json()['token']}/")
    picture = client.get(f"/s/{link.json()['token']}/preview.png")
    framed = post("shares", at="09:31", embed=True)
    tape = client.get(f"{run}/tape?at=09:31")
    compared = client.get(f"/api/v1/comparison?runs={earlier.id},{other.id}").json()

    assert (link.status_code, page.status_code, picture.status_code) == (201, 200, 200)
    assert "As engine 1.0.0 told it" in page.content.decode()
    assert (framed.status_code, tape.status_code) == (409, 409)
    assert compared["runs"][0]["title"] == "As engine 1.0.0 told it"
    assert post("forks", at="09:31").status_code == 409
    assert post("forks", at="09:31", engine="today").status_code == 422  # it is gone
