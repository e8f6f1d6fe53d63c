"""Which runs go, and what is said of it."""

import time

import pytest
from django.apps import apps
from django.core.management import call_command

from knightreplay.runs import retention, services
from knightreplay.runs.errors import Invalid
from knightreplay.runs.models import Inherited, Intervention, Role, Run, Segment
from knightreplay.runs.roles import keep_key
from knightreplay.runs.services import start_run

DAY = retention.DAY


def runs_unused_for(*days, made_by="a stranger", **given):
    """A run for each number of days since it was used, in that order."""
    ids = []
    for unused in days:
        run = start_run(scenario="sec-2013", seed=1, made_by=made_by).run
        at = time.time() - unused * DAY
        created = run.created.fromtimestamp(at, run.created.tzinfo)
        Run.objects.filter(id=run.id).update(used_at=at, created=created, **given)
        ids.append(run.id)
    return ids


@pytest.fixture(autouse=True)
def _kept(db, settings):
    settings.RETENTION_DAYS, settings.RETENTION_RUNS = 30, 0
    settings.RUNS_PER_HOST = 0


def test_runs_go_that_nobody_has_used_for_long():
    old, new = runs_unused_for(31, 29)

    pruned = retention.prune()

    assert pruned.runs == 1
    assert list(Run.objects.values_list("id", flat=True)) == [new]
    assert old != new


def test_runs_beyond_the_number_go_longest_unused_first(settings):
    settings.RETENTION_RUNS = 2
    four, three, two, today = runs_unused_for(4, 3, 2, 0)

    assert [run.id for run in retention.unwanted(time.time())] == [four, three]
    assert retention.prune(most=1).runs == 1
    assert set(Run.objects.values_list("id", flat=True)) == {three, two, today}


def test_run_that_was_used_within_a_day_stays(settings):
    settings.RETENTION_RUNS = 1
    (old, *_) = runs_unused_for(40, 0, 0)

    retention.use(old)

    assert retention.prune().runs == 0


def test_nothing_goes_without_limits(settings):
    settings.RETENTION_DAYS = 0
    runs_unused_for(400)

    assert retention.prune().runs == 0


def test_command_says_what_would_go(capsys):
    (old,) = runs_unused_for(40)
    Segment.objects.create(
        run_id=old, epoch=0, minute=0, payload=b"p" * 300_000, checkpoint=b""
    )

    call_command("prune", "--dry-run")
    there = Run.objects.count()

    assert there == 1
    assert capsys.readouterr().out == "1 runs would go, 0.3 MB\n"
    assert retention.prune() == (1, 0.3, 0)
    assert Segment.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_room_is_given_back(capsys):
    runs_unused_for(40)

    call_command("prune")

    assert capsys.readouterr().out == "1 runs are gone, 0.0 MB\n"


def test_pruning_by_itself_is_hourly_at_most():
    runs_unused_for(40)
    first = retention.prune_hourly()
    runs_unused_for(40)

    assert first == (1, 0.0, 0)
    assert retention.prune_hourly() is None


def test_quota_counts_the_runs_of_one_address(settings):
    settings.RUNS_PER_HOST = 1
    start_run(scenario="sec-2013", seed=1, made_by="a")
    start_run(scenario="sec-2013", seed=1, made_by="b")
    start_run(scenario="sec-2013", seed=1)

    with pytest.raises(Invalid, match="1 were begun from this address"):
        start_run(scenario="sec-2013", seed=1, made_by="a")


def test_what_forks_share_of_a_run_stays_until_the_last_is_gone(compute, act):
    (old,) = runs_unused_for(40)
    lent = Run.objects.get(id=old)
    act(lent, 5700, "kill", "8")
    compute(lent)
    Run.objects.filter(id=old).update(used_at=0, watched_at=0)
    forked = services.fork(old, at=5000, role=Role.HOST).run

    assert retention.prune().runs == 1
    assert retention.prune().runs == 0
    assert compute(forked).figures is not None
    left = Run.objects.get(id=old)
    assert (left.emptied, left.deleted_at is None) == (True, False)
    assert set(Segment.objects.values_list("epoch", flat=True)) == {0}
    assert not Intervention.objects.filter(run=old).exists()
    assert Inherited.objects.count() == 1

    retention.remove(forked.id)

    assert retention.prune().runs == 1
    assert not Run.objects.exists()


def test_deleted_run_goes_after_a_week():
    (old, new) = runs_unused_for(0, 0)
    for run_id, days in ((old, 7.1), (new, 6.9)):
        deleted = time.time() - days * DAY
        Run.objects.filter(id=run_id).update(deleted_at=deleted)

    assert retention.prune().runs == 1
    assert list(Run.objects.values_list("id", flat=True)) == [new]


def kept_ids():
    return set(Run.objects.filter(deleted_at=None).values_list("id", flat=True))


@pytest.mark.slow
def test_two_hundred_and_fifty_forks_of_strangers_push_nothing_of_the_hosts_out(
    settings,
):
    settings.RETENTION_RUNS = 200
    own = runs_unused_for(*[20] * 4, made_by="")
    named = runs_unused_for(20, name="Exam of 7b", made_by="a friend")
    strangers = start_run(scenario="sec-2013", seed=1, made_by="x").run
    old = strangers.created.fromtimestamp(0, strangers.created.tzinfo)
    rows = [Run(seed=n, made_by=f"x{n % 5}", clock_wall=0.0) for n in range(249)]
    Run.objects.bulk_create(rows)
    Run.objects.filter(made_by__startswith="x").update(created=old, used_at=5.0)
    settings.RETENTION_DAYS = 0

    first = retention.prune(most=retention.AT_ONCE)
    rest = retention.prune()

    assert (first.runs, first.aside, rest.runs, rest.aside) == (50, 0, 5, 0)
    assert {*own, *named} <= kept_ids()
    assert Run.objects.count() == 200


@pytest.mark.parametrize(
    "given",
    [
        {"made_by": ""},
        {"name": "Keep"},
        {"tags": ["exam"]},
        {"owner": "user:7"},
    ],
)
def test_runs_of_hosts_and_what_somebody_wants_go_through_a_week_of_regret(given):
    (run,) = runs_unused_for(40, **given)

    first = retention.prune()
    again = retention.prune()
    services.restore_run(run, role=Role.HOST)
    kept = kept_ids()
    Run.objects.update(deleted_at=time.time() - 7.1 * DAY)
    last = retention.prune()

    assert (first, again) == ((0, 0.0, 1), (0, 0.0, 0))
    assert (kept, last.runs, Run.objects.count()) == ({run}, 1, 0)


def test_run_with_a_live_link_waits_a_week_and_one_with_a_dead_link_does_not():
    live, dead = runs_unused_for(40, 40)
    keep_key(Run.objects.get(id=live), Role.WATCH, "live")
    keep_key(Run.objects.get(id=dead), Role.WATCH, "dead", expires=1.0)

    assert retention.prune() == (1, 0.0, 1)
    assert set(Run.objects.values_list("id", flat=True)) == {live}


def test_too_many_runs_take_none_of_a_room(settings):
    settings.RETENTION_RUNS = 1
    first, second, _ = runs_unused_for(9, 8, 0, made_by="")
    apps.get_model("rooms", "Room").objects.create(code="1", created=0.0, run_id=first)

    assert retention.prune() == (0, 0.0, 1)
    assert first in kept_ids()
    assert second not in kept_ids()


def test_address_at_its_quota_gives_up_its_own_oldest(settings):
    settings.RUNS_PER_HOST = 2
    mine, recent = runs_unused_for(2, 0, made_by="a")
    runs_unused_for(9, made_by="b")
    runs_unused_for(9, made_by="")

    new = start_run(scenario="sec-2013", seed=1, made_by="a").run

    own = Run.objects.filter(made_by="a").values_list("id", flat=True)
    assert (set(own), mine in own) == ({recent, new.id}, False)
    assert Run.objects.count() == 4


def test_run_that_was_named_is_not_given_up_for_a_quota(settings):
    settings.RUNS_PER_HOST = 1
    runs_unused_for(9, made_by="a", name="Keep")

    with pytest.raises(Invalid, match="1 were begun from this address"):
        start_run(scenario="sec-2013", seed=1, made_by="a")


def test_command_says_what_goes_in_a_week(capsys):
    runs_unused_for(40, made_by="")

    call_command("prune", "--dry-run")

    assert capsys.readouterr().out == (
        "0 runs would go, 0.0 MB\n1 more go in a week, if nobody has them back\n"
    )
    assert Run.objects.filter(deleted_at=None).count() == 1
