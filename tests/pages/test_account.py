"""Accounts: what signing in gives, what signing out takes, and who may administer."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from knightreplay.access.owners import owners_of
from knightreplay.runs.models import Role, Run
from knightreplay.sharing.files.exporting.requests import request_export
from knightreplay.sharing.notes import services as notes
from knightreplay.sharing.notes.services import Draft, Person
from tests.forms import begin

pytestmark = pytest.mark.django_db

WORD = "quite a long word 4"


@pytest.fixture
def ann() -> User:
    return User.objects.create_user("ann", password=WORD)


def sign_in(client, name="ann", word=WORD, **more):
    return client.post(
        "/account/sign-in/", {"username": name, "password": word, **more}
    )


def listed(client):
    body = client.get("/api/v1/runs").json()
    return {row["seed"] for row in body["runs"]}


def test_runs_begun_while_signed_in_are_found_from_another_browser(client, ann):
    assert sign_in(client)["Location"] == "/mine/"

    run = begin(client, seed="1")
    elsewhere = Client()
    sign_in(elsewhere)

    assert run.owner == f"user:{ann.pk}"
    assert listed(elsewhere) == {1}
    assert elsewhere.delete(f"/api/v1/runs/{run.id}").status_code == 204


def test_runs_of_the_browser_stay_visible_and_are_taken_once_in_one_click(client, ann):
    begin(client, seed="1")
    sign_in(client)
    begin(client, seed="2")

    before = client.get("/mine/").content.decode()
    took = client.post("/mine/", {"do": "keep"})
    client.post("/mine/", {"do": "keep"})

    assert listed(client) == {1, 2}
    assert "Keep this browser's runs in my account (1)" in before
    assert "this browser only" in before
    assert took["Location"] == "/mine/"
    assert set(Run.objects.values_list("owner", flat=True)) == {f"user:{ann.pk}"}
    assert "runs in my account" not in client.get("/mine/").content.decode()


def test_notes_and_files_go_into_the_account_with_the_runs(client, ann):
    run = begin(client)
    draft = Draft("Why?", "Ann", 0)
    who = Person(Role.HOST, (run.owner,))
    note = notes.write(run.id, draft, who=who, command_id="n-1")
    notes.delete(run.id, note.id, who=who)
    options = {"from": 0, "to": 60}
    export = request_export(
        run.id, "frames.csv", options, owner=run.owner, role=Role.HOST
    )
    sign_in(client)

    client.post("/mine/", {"do": "keep"})

    note.refresh_from_db()
    export.refresh_from_db()
    account = f"user:{ann.pk}"
    assert (note.owner, note.deleted_by, export.owner) == (account,) * 3


def test_sign_out_leaves_nothing_of_the_former_on_this_browser(client, ann):
    own = begin(client, seed="1")
    sign_in(client)
    begin(client, seed="2")

    client.post("/account/sign-out/")
    User.objects.create_user("ben", password=WORD)
    sign_in(client, "ben")

    assert listed(client) == set()
    assert client.delete(f"/api/v1/runs/{own.id}").status_code == 403


def test_sign_out_keeps_the_runs_of_the_browser_where_that_is_asked(client, ann):
    begin(client, seed="1")
    sign_in(client)

    assert b'name="keep"' in client.get("/account/").content
    client.post("/account/sign-out/", {"keep": "1"})
    sign_in(client)

    assert listed(client) == {1}


def test_session_gets_another_key_at_sign_in_and_goes_at_sign_out(client, ann):
    begin(client)
    before = client.session.session_key

    sign_in(client)
    within = client.session.session_key
    client.post("/account/sign-out/")

    assert len({before, within, client.session.session_key}) == 3


def test_new_password_ends_the_other_sessions(client, ann):
    other = Client()
    sign_in(client)
    sign_in(other)
    begin(client, seed="1")

    word = "another long word 5"
    changed = client.post(
        "/account/password/",
        {"old_password": WORD, "new_password1": word, "new_password2": word},
    )

    assert changed["Location"] == "/account/"
    assert listed(client) == {1}
    assert listed(other) == set()


def test_closed_account_has_no_runs(client, ann):
    sign_in(client)
    begin(client, seed="1")

    User.objects.update(is_active=False)

    assert listed(client) == set()


def test_copied_session_ends_with_the_sign_out(client, ann):
    """What an open socket holds is such a copy."""
    sign_in(client)
    held = dict(client.session.items())

    assert owners_of(held) == (f"user:{ann.pk}",)
    client.post("/account/sign-out/")
    assert owners_of(held) == ()


def test_visitor_without_account_costs_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert owners_of({"browser": "b"}) != ()


def test_wrong_password_is_refused_in_words(client, ann):
    answer = sign_in(client, word="no")

    assert answer.status_code == 200
    assert b'role="alert"' in answer.content
    assert listed(client) == set()


def test_wrong_passwords_of_one_account_wait_their_turn_and_so_does_the_right_one(
    client, ann, monkeypatch
):
    tries = [sign_in(client, word="no") for _ in range(6)]
    right = sign_in(client)

    assert [said.status_code for said in tries] == [200] * 5 + [429]
    assert (tries[-1]["X-Turn-In"], right["X-Turn-In"]) == ("4.000", "8.000")
    assert sign_in(client, "ANN").status_code == 429
    assert sign_in(client, "ben").status_code == 200


@pytest.mark.parametrize("typed", [" ann", "ann\u3000", "\uff41\uff4e\uff4e", "aNn"])
def test_account_is_counted_however_its_name_is_typed(client, ann, typed):
    for _ in range(5):
        sign_in(client, word="no")

    answer = sign_in(client, typed)

    assert (answer.status_code, answer["X-Turn-In"]) == (429, "4.000")
    assert "_auth_user_id" not in client.session


@pytest.mark.slow
def test_right_passwords_count_for_nothing(client, ann):
    browsers = [Client() for _ in range(70)]
    tries = [sign_in(browser).status_code for browser in browsers]

    assert tries == [302] * 70
    assert {owners_of(browser.session) for browser in browsers} == {(f"user:{ann.pk}",)}


def test_old_password_is_counted_for_who_is_signed_in_whatever_is_posted(client, ann):
    sign_in(client)
    wrong = {"old_password": "no", "new_password1": "x", "new_password2": "x"}
    tries = [
        client.post("/account/password/", {**wrong, "username": f"u{n}"}).status_code
        for n in range(6)
    ]

    assert tries == [200] * 5 + [429]
    ann.refresh_from_db()
    assert ann.check_password(WORD)


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org"])
def test_sign_in_leads_to_pages_of_this_server_only(client, ann, elsewhere):
    assert sign_in(client, next=elsewhere)["Location"] == "/mine/"
    assert sign_in(client, next="/account/")["Location"] == "/account/"


def test_sign_up_is_closed_unless_accounts_are_open(client, settings):
    fields = {"username": "ann", "password1": WORD, "password2": WORD}

    closed = client.post("/account/sign-up/", fields)
    settings.ACCOUNTS = "open"
    weak = client.post("/account/sign-up/", {**fields, "password2": "other"})
    made = client.post("/account/sign-up/", fields)

    assert (closed.status_code, weak.status_code) == (404, 422)
    assert made["Location"] == "/mine/"
    assert User.objects.get().username == "ann"
    assert b"Make an account" in Client().get("/account/sign-in/").content


@pytest.mark.parametrize("who", ["nobody", "ann"])
def test_administration_lets_nobody_in_but_staff(client, ann, who):
    if who == "ann":
        client.force_login(ann)

    answer = client.get("/admin/runs/run/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/?next=/admin/")
    door = client.get(answer["Location"])
    assert door["Location"].startswith("/account/sign-in/?next=/admin/runs/run/")


def test_administrator_finds_runs_and_deletes_them_with_a_way_back(client):
    run = begin(Client())
    User.objects.create_superuser("root", password=WORD)
    sign_in(client, "root")
    chosen = {"action": "delete_runs", "_selected_action": [run.id]}

    for path in ("", "runs/run/", f"runs/run/{run.id}/change/", "auth/user/"):
        assert client.get(f"/admin/{path}").status_code == 200
    assert str(run.id) in client.get("/admin/runs/run/").content.decode()
    assert client.post("/admin/runs/run/", chosen).status_code == 302
    assert Client().get(f"/runs/{run.id}/").status_code == 410
    assert client.get("/admin/runs/run/add/").status_code == 403
    left = Run.objects.get()
    assert (left.id, left.deleted_at is None, left.emptied) == (run.id, False, False)


@pytest.mark.parametrize("name", ["\u0430nn", "Ann", "\uff41nn"])
def test_sign_up_takes_no_name_that_looks_like_anothers(client, ann, settings, name):
    settings.ACCOUNTS = "open"
    fields = {"username": name, "password1": WORD, "password2": WORD}

    refused = client.post("/account/sign-up/", fields)
    assert refused.status_code == 422
    assert User.objects.count() == 1


def test_refused_name_of_a_sign_up_says_why(client, ann, settings):
    settings.ACCOUNTS = "open"
    fields = {"username": "\u0430nn", "password1": WORD, "password2": WORD}

    words = client.post("/account/sign-up/", fields).content.decode()
    assert "A name that looks like this one is taken." in words
