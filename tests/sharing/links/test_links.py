"""Links to a run at a moment: what may be made, what counts, and how it ends."""

import re
import time

import pytest

from knightreplay.runs import roles, services
from knightreplay.runs.errors import Conflict, Forbidden, Invalid
from knightreplay.runs.models import Role, Run
from knightreplay.runs.roles import Holder
from knightreplay.runs.scenario_snapshot import keep, of_files
from knightreplay.sharing.links import services as links
from knightreplay.sharing.links.services import ALPHABET, LinkRequest
from knightreplay.sharing.models import Link

pytestmark = pytest.mark.django_db

AT = 6060  # 09:41:00


def make(run, role=Role.WATCH, **more):
    return links.create(run.id, LinkRequest(role, AT, **more), role=Role.HOST)


def role_by(run, token):
    return roles.role_of(run, token)


def closed(run):
    Run.objects.filter(id=run.id).update(open=False)
    return run


def test_token_is_short_random_and_stored_as_a_hash_only(run):
    made = [make(run) for _ in range(20)]

    assert all(re.fullmatch(f"[{ALPHABET}]{{14}}", own.token) for own in made)
    assert len({own.token for own in made}) == 20
    stored = str(list(Link.objects.values())) + str(list(run.runkey_set.values()))
    assert not [own.token for own in made if own.token in stored]


@pytest.mark.parametrize("role", [Role.WATCH, Role.COMMENT, Role.FORK])
def test_link_gives_its_role_in_a_closed_run(run, role):
    token = make(closed(run), role).token

    assert role_by(run, token) is role
    assert role_by(run, "x" * 14) is Role.STRANGER


@pytest.mark.parametrize(
    "role", [Role.OPERATE, Role.FORK, Role.COMMENT, Role.WATCH, Role.STRANGER]
)
def test_only_the_host_makes_lists_renames_and_revokes(run, role):
    link = make(run).link

    for asked in (
        lambda: links.create(run.id, LinkRequest(Role.WATCH, AT), role=role),
        lambda: links.create_pinned(run.id, LinkRequest(Role.WATCH, AT), role=role),
        lambda: links.listed(run.id, role=role),
        lambda: links.rename(run.id, link.id, "x", role=role),
        lambda: links.revoke(run.id, link.id, role=role),
    ):
        with pytest.raises(Forbidden):
            asked()


@pytest.mark.parametrize("role", [Role.HOST, Role.OPERATE, Role.STRANGER])
def test_link_gives_no_more_than_a_fork(run, role):
    with pytest.raises(Invalid, match="role"):
        make(run, role)


@pytest.mark.parametrize(
    "wrong",
    [
        {"first": 10},
        {"last": 10},
        {"first": 20, "last": 20},
        {"first": 20, "last": 10},
        {"first": 0, "last": 28801},
        {"expires": 1.0},
        {"expires": 1e12},
        {"name": "x" * 81},
        {"looks": {"stock": "KCG"}},
        {"looks": {"server": 9}},
    ],
)
def test_what_cannot_be_is_refused(run, wrong):
    with pytest.raises(Invalid):
        make(run, **wrong)


@pytest.mark.parametrize("at", [-1, 28801])
def test_moment_out_of_the_day_is_refused(run, at):
    with pytest.raises(Invalid, match="at"):
        links.create(run.id, LinkRequest(Role.WATCH, at), role=Role.HOST)


def test_moment_beyond_a_paced_clock_is_refused(run):
    Run.objects.filter(id=run.id).update(paced=True)

    with pytest.raises(Conflict):
        make(run)


def test_name_keeps_what_can_be_seen(run):
    made = make(run, name=" \u202eDesk\u200b 👩‍🚒\u0000\n8 ")

    assert made.link.name == "Desk 👩‍🚒 8"


def test_revoked_link_gives_nothing_and_is_told_from_a_wrong_one(run):
    link, token = make(closed(run))

    assert links.revoke(run.id, link.id, role=Role.HOST)
    assert not links.revoke(run.id, link.id, role=Role.HOST)

    assert role_by(run, token) is Role.STRANGER
    found = links.find(token)
    assert found
    assert links.state_of(found) == "revoked"
    assert links.find("1" * 14) is None
    assert links.listed(run.id, role=Role.HOST) == []


def test_expired_link_gives_nothing(run):
    link, token = make(closed(run), expires=time.time() + 60)
    before = role_by(run, token)
    gone = time.time() - 1
    Link.objects.update(expires=gone)
    run.runkey_set.filter(id=link.key_id).update(expires=gone)

    found = links.find(token)

    assert before is Role.WATCH
    assert found
    assert links.state_of(found) == "expired"
    assert role_by(run, token) is Role.STRANGER


def test_page_of_a_revoked_link_is_a_strangers_also_in_an_open_run(run):
    link, _ = make(run)
    holder = Holder(keys=(link.key_id,), link=link.key_id)
    before = roles.role_held(run.id, holder)
    links.revoke(run.id, link.id, role=Role.HOST)

    assert (before, roles.role_held(run.id, holder)) == (Role.WATCH, Role.STRANGER)
    assert roles.role_held(run.id, Holder((link.key_id,))) is Role.WATCH


def test_uses_are_counted_and_a_reload_is_none(run):
    link, _ = make(run)
    links.used(link, anew=True)
    links.used(link, anew=True)
    link.refresh_from_db()
    first = link.used_at
    links.used(link, anew=False)
    link.refresh_from_db()

    assert (link.uses, link.used_at) == (2, first)
    Link.objects.update(used_at=1.0)
    links.used(link, anew=False)
    link.refresh_from_db()
    assert link.uses == 2
    assert link.used_at > first - 1


def test_frame_goes_and_comes_back_with_its_run(run):
    link, token = links.create_pinned(
        run.id, LinkRequest(Role.WATCH, AT), role=Role.HOST
    )
    assert link.pinned

    services.delete_run(run.id, role=Role.HOST)
    found = links.find(token)
    assert found
    assert links.state_of(found) == "deleted"
    assert role_by(link.pinned, token) is Role.STRANGER
    services.restore_run(run.id, role=Role.HOST)
    found = links.find(token)
    assert found
    assert links.state_of(found) == "good"


def test_run_is_used_while_its_frame_is(run):
    link = links.create_pinned(run.id, LinkRequest(Role.WATCH, AT), role=Role.HOST).link
    Run.objects.update(used_at=1.0)

    links.used(link, anew=True)

    run.refresh_from_db()
    assert run.used_at > 1.0


def test_link_to_a_run_whose_scenario_is_gone_has_its_looks(run):
    Run.objects.filter(id=run.id).update(scenario="gone", engine_version="0.9.0")
    told = {**of_files("sec-2013").to_wire(), "title": "Gone"}
    run.refresh_from_db()
    keep(run, told)

    looks = {"stock": "K001", "server": 8}
    assert make(run, looks=looks).link.looks == looks
    with pytest.raises(Invalid, match="no such stock"):
        make(run, looks={"stock": "ZZZ"})


def test_pinned_link_shows_a_frozen_copy_that_only_it_opens(run, act):
    act(run, 5700, "take-over")
    link, token = links.create_pinned(
        run.id, LinkRequest(Role.WATCH, AT), role=Role.HOST
    )
    pinned = link.pinned
    act(run, 5800, "kill", "all")

    assert pinned
    assert (pinned.frozen, pinned.parent_id) == (True, run.id)
    found = links.find(token)
    assert found
    assert links.shown_run(found) == pinned
    assert [row.op for row in pinned.intervention_set.all()] == ["take-over"]
    pinned.refresh_from_db()
    assert role_by(pinned, token) is Role.WATCH
    assert role_by(pinned, None) is Role.STRANGER
    links.revoke(run.id, link.id, role=Role.HOST)
    assert role_by(pinned, token) is Role.STRANGER


def test_a_run_has_a_bounded_number_of_links(run, monkeypatch):
    monkeypatch.setattr(links, "LINKS_LIMIT", 2)
    first = make(run).link
    make(run)

    with pytest.raises(Invalid, match="2 links"):
        make(run)
    links.revoke(run.id, first.id, role=Role.HOST)
    make(run)
