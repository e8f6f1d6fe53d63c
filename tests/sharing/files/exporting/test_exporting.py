"""How an export comes about: asked for once, made by whoever holds the lease, or not."""

import time

import pytest

from knightreplay.runs.errors import Conflict, Forbidden, Invalid
from knightreplay.runs.models import Role, Run
from knightreplay.sharing.files.exporting import reconcile, requests, sink, tasks, work
from knightreplay.sharing.files.exporting.recipes import RECIPES, Recipe
from knightreplay.sharing.models import Export, Part

pytestmark = pytest.mark.django_db
Status = Export.Status


@pytest.fixture(autouse=True)
def woken(monkeypatch):
    """How often a worker was woken; none is there."""
    times = []
    monkeypatch.setattr(tasks, "wake", lambda: times.append(1))
    monkeypatch.setattr(work, "RENEWED", 600.0)  # the test's transaction is its own
    return times


@pytest.fixture
def ask(run):
    def asking(kind="frames.csv", owner="me", role=Role.WATCH, **options):
        return requests.request_export(run.id, kind, options, owner=owner, role=role)

    return asking


@pytest.fixture
def recipe(monkeypatch):
    """A kind that is made by a function of the test."""

    def put(make):
        monkeypatch.setitem(RECIPES, "frames.csv", Recipe("none", "text/csv", "", ""))
        monkeypatch.setattr(
            Recipe, "make", lambda _, context, file: make(context, file)
        )

    return put


def bytes_of(export):
    parts = Part.objects.filter(export=export, lease=export.lease)
    return b"".join(bytes(part.content) for part in parts)


def test_same_wish_is_the_same_export_until_the_run_changes(ask, run, compute, act):
    compute(run)
    first = ask(**{"from": 5400, "to": 5460})
    again = ask(**{"from": 5400, "to": 5460})
    others = [
        ask(**{"from": 5400, "to": 5461}),
        ask("frames.json", **{"from": 5400, "to": 5460}),
        ask(owner="somebody", **{"from": 5400, "to": 5460}),
    ]
    work.make_due()
    ready = ask(**{"from": 5400, "to": 5460})
    act(run, 6300, "kill", [8])
    changed = ask(**{"from": 5400, "to": 5460})

    assert again.id == first.id == ready.id
    assert ready.status == Status.READY
    assert len({first.id, changed.id, *(other.id for other in others)}) == 5


def test_export_waits_until_the_run_is_computed(ask, run, compute):
    export = ask()
    work.make_due()
    export.refresh_from_db()
    waited = export.status
    compute(run)
    Export.objects.update(lease_until=0.0)
    work.make_due()
    export.refresh_from_db()

    assert (waited, export.status) == (Status.WAITING, Status.READY)
    assert export.size == len(bytes_of(export))


def test_run_that_changes_meanwhile_fails_the_export(ask, run, compute, act):
    compute(run)
    export = ask()
    act(run, 6300, "kill", [8])
    work.make_due()
    export.refresh_from_db()

    assert (export.status, export.message) == (Status.FAILED, work.CHANGED)


def test_second_worker_leaves_an_export_that_is_being_made(ask, run, compute, recipe):
    compute(run)
    export = ask()
    seen: list[Part] = []

    def make(context, file):
        work.make(export.id)  # the second
        seen.extend(Part.objects.filter(export=export))
        file.write(b"once")

    recipe(make)
    work.make_due()
    export.refresh_from_db()

    assert seen == []
    assert (export.status, bytes_of(export)) == (Status.READY, b"once")


def test_attempt_whose_lease_is_gone_leaves_nothing_behind(ask, run, compute, recipe):
    compute(run)
    export = ask()
    attempts = []

    def make(context, file):
        attempts.append(1)
        file.write(b"x" * sink.PART * 2)
        if len(attempts) == 1:
            Export.objects.update(lease_until=0.0)  # its worker is taken for dead
            work.make(export.id)

    recipe(make)
    work.make(export.id)
    export.refresh_from_db()

    assert len(attempts) == 2
    assert export.status == Status.READY
    assert Part.objects.filter(export=export).exclude(lease=export.lease).count() == 0
    assert bytes_of(export) == b"x" * sink.PART * 2


def test_cancelled_export_stops_at_the_next_step(ask, run, compute, recipe):
    compute(run)
    export = ask()
    went_on = []

    def make(context, file):
        file.write(b"x" * sink.PART)
        requests.remove_export(export, owner="me", role=Role.WATCH)
        context.report(0.5)
        went_on.append(1)

    recipe(make)
    work.make_due()
    export.refresh_from_db()

    assert (export.status, went_on) == (Status.CANCELLED, [])
    assert Part.objects.count() == 0


def test_failure_is_told_in_a_sentence(ask, run, compute, recipe, caplog):
    compute(run)

    def broken(context, file):
        file.write(b"x" * sink.PART)
        raise ZeroDivisionError

    recipe(broken)
    export = ask()
    work.make_due()
    export.refresh_from_db()

    assert (export.status, export.message) == (Status.FAILED, work.OUR_MISTAKE)
    assert Part.objects.count() == 0
    assert "ZeroDivisionError" in caplog.text


def test_file_beyond_the_limit_fails(ask, run, compute, recipe, monkeypatch):
    compute(run)
    monkeypatch.setattr(sink, "LARGEST", 1000)
    recipe(lambda context, file: file.write(b"x" * 1001))
    export = ask()
    work.make_due()
    export.refresh_from_db()

    assert export.status == Status.FAILED
    assert "larger than" in export.message


def test_progress_is_stored(ask, run, compute, recipe):
    compute(run)
    export = ask()
    seen = []

    def make(context, file):
        context.report(0.25)
        seen.append(Export.objects.get(id=export.id).progress)

    recipe(make)
    work.make_due()

    assert seen == [0.25]


def test_reconcile_wakes_a_worker_once_for_all_that_waits(ask, woken):
    ask()
    ask("frames.json")
    Export.objects.filter(kind="frames.json").update(
        status=Status.WORKING, lease_until=time.time() - 1
    )

    assert (reconcile.reconcile_exports(), woken) == (2, [1])
    Export.objects.update(lease_until=time.time() + 60)
    assert (reconcile.reconcile_exports(), woken) == (0, [1])


def test_old_exports_go_and_forgotten_ones_fail(ask, run):
    old, forgotten, new = ask(), ask("frames.json"), ask("frames.parquet")
    now = time.time()
    Export.objects.filter(id=old.id).update(created=now - requests.KEPT - 1)
    Export.objects.filter(id=forgotten.id).update(created=now - 3601)

    reconcile.prune_exports()

    left = dict(Export.objects.values_list("id", "status"))
    assert left == {forgotten.id: Status.FAILED, new.id: Status.WAITING}
    assert reconcile.prune_exports() is None  # not again within the minute


def test_lease_of_an_earlier_process_is_forgotten(ask):
    export = ask()
    Export.objects.update(status=Status.WORKING, lease="x", lease_until=9e9)

    reconcile.forget_export_leases()

    assert work.due() == [export.id]


def test_one_owner_and_the_server_have_a_bound(ask, monkeypatch):
    monkeypatch.setattr(requests, "OWNERS_MOST", 2)
    monkeypatch.setattr(requests, "GUESTS_MOST", 3)
    ask(to=100)
    ask(to=101)
    with pytest.raises(Invalid, match="2 of yours"):
        ask(to=102)
    ask(to=100)  # the same again is none more
    ask(to=102, owner="other")
    with pytest.raises(Invalid, match="this server"):
        ask(to=103, owner="third")


def test_files_of_others_take_no_room_from_the_host_and_wait_behind_the_hosts(
    ask, run, monkeypatch
):
    monkeypatch.setattr(requests, "GUESTS_MOST", 2)
    monkeypatch.setattr(requests, "HOSTS_MOST", 1)
    theirs = [ask(owner=f"guest {n}") for n in range(2)]
    Export.objects.update(size=requests.GUESTS_BYTES)
    with pytest.raises(Invalid, match="this server"):
        ask(owner="guest 3")

    own = ask(owner="host", role=Role.HOST)

    assert work.due() == [own.id, *(export.id for export in theirs)]
    with pytest.raises(Invalid, match="this server"):
        ask(owner="host", role=Role.HOST, to=100)
    Run.objects.update(made_by="a stranger")  # hosts a run, and not the server
    with pytest.raises(Invalid, match="this server"):
        ask(owner="guest 4", role=Role.HOST)


@pytest.mark.parametrize(
    ("kind", "options", "detail"),
    [
        ("frames.exe", {}, "kind: 'frames.exe'"),
        ("frames.csv", {"chart": "loss"}, "chart: "),
        ("chart.png", {"chart": "pie"}, "chart: 'pie'"),
        ("chart.png", {"theme": "blue"}, "theme: 'blue'"),
        ("frames.csv", {"from": 100, "to": 100}, "to: "),
        ("frames.csv", {"from": -1}, "to: "),
    ],
)
def test_wish_that_makes_no_sense_is_refused(ask, kind, options, detail):
    with pytest.raises(Invalid, match=detail):
        ask(kind, **options)


def test_stranger_gets_nothing_and_only_the_owner_or_host_ends_it(ask):
    with pytest.raises(Forbidden):
        ask(role=Role.STRANGER)
    export = ask()
    with pytest.raises(Forbidden):
        requests.remove_export(export, owner="other", role=Role.OPERATE)
    requests.remove_export(export, owner="other", role=Role.HOST)
    export.refresh_from_db()

    assert export.status == Status.CANCELLED


def test_paced_run_exports_what_it_has_shown(ask, run):
    Run.objects.filter(id=run.id).update(paced=True, clock_sim=10.0)
    until = ask().options["to"]

    assert 10 <= until < 100
    with pytest.raises(Conflict, match="clock"):
        ask(to=until + 1000)


def test_tape_of_another_build_is_refused(ask, run):
    Run.objects.filter(id=run.id).update(engine_version="0.1.0")

    with pytest.raises(Conflict, match="another version"):
        ask("tape.parquet")


def test_tape_of_another_build_is_left_to_its_workers(ask, run):
    export = ask("tape.parquet")
    Run.objects.filter(id=run.id).update(engine_version="0.1.0")

    work.make_due()
    export.refresh_from_db()

    assert (export.status, export.lease) == (Status.WAITING, "")
