"""The picture beside a link in a chat."""

import io

import pytest
from django.test import Client
from PIL import Image

from knightreplay.runs.frames import loss_at
from knightreplay.runs.models import Role, Run
from knightreplay.sharing.links import preview
from knightreplay.sharing.links import services as links
from knightreplay.sharing.links.services import LinkRequest
from simulator.engine import simulate
from simulator.frames import Frames, to_columns
from simulator.scenario import load_scenario
from tests.reading import view_of

pytestmark = pytest.mark.django_db

AT = 6060  # 09:41:00


def test_moment_has_the_cost_that_the_page_shows(run, compute):
    view = view_of(compute(run))
    minutes: list[Frames] = []
    simulate(load_scenario("sec-2013"), 29, until=AT, on_minute=minutes.append)
    cents = to_columns(minutes[-1])["columns"]["pnl_exit"][-1]

    moment = preview.moment_of(view, AT)

    assert moment.cents == loss_at(view, AT) == cents
    assert moment.curve[-1] == (AT, moment.cents)
    assert moment.whole


@pytest.mark.parametrize("tick", [0, 1, 60, 5220, 5400, 8100, 8101, 28800])
def test_every_moment_of_the_day_can_be_drawn(run, compute, tick):
    moment = preview.moment_of(view_of(compute(run)), tick)

    assert moment.cents is not None
    image = Image.open(io.BytesIO(preview.picture(moment, "Title")))
    assert (image.size, image.format) == ((1200, 630), "PNG")


def test_run_that_is_not_computed_yet_says_so(run):
    view = view_of(run)
    moment = preview.moment_of(view, AT)

    assert (moment.cents, moment.whole) == (None, False)
    assert loss_at(view, AT) is None
    assert preview.picture(moment, "Title")[:4] == b"\x89PNG"


def test_nothing_beyond_a_paced_clock_is_drawn(run, compute):
    compute(run)
    Run.objects.filter(id=run.id).update(paced=True)
    view = view_of(run)
    assert view.until is not None

    moment = preview.moment_of(view, AT)

    assert moment.at == view.until
    assert max((tick for tick, _ in moment.curve), default=0) <= view.until


def test_link_answers_with_its_picture(run, compute):
    compute(run)
    token = links.create(run.id, LinkRequest(Role.WATCH, AT), role=Role.HOST).token

    answer = Client().get(f"/s/{token}/preview.png")

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert Image.open(io.BytesIO(answer.content)).size == (1200, 630)


def test_one_picture_is_drawn_at_a_time(run, monkeypatch):
    monkeypatch.setattr(preview, "PATIENCE", 0.0)
    moment = preview.moment_of(view_of(run), AT)

    with preview._one_at_a_time, pytest.raises(preview.Busy):
        preview.picture(moment, "Title")
