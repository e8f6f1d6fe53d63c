"""Sessions: two requests at once keep what both did, and no late answer takes a cookie away."""

from itertools import count

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from knightreplay.access.sessions import SessionStore, merged

COOKIE = settings.SESSION_COOKIE_NAME
ASKED = (
    "/",
    "/mine/",
    "/join/",
    "/rooms/000000/host/",
    "/api/v1/rooms/000000/reach",
    "/api/v1/runs/00000000-0000-0000-0000-000000000000",
    "/static/none.js",
)


@pytest.mark.parametrize("path", ASKED)
@pytest.mark.django_db
def test_answer_to_an_id_that_is_gone_leaves_the_cookie_alone(client, path):
    client.cookies[COOKIE] = "0123456789abcdefghijklmnopqrstuv"

    answer = client.get(path)

    assert COOKIE not in answer.cookies


@pytest.mark.django_db
def test_rooms_opened_at_once_are_both_kept():
    stored = SessionStore()
    stored["seats"] = {"111111": 1}
    stored.create()
    stored.save()
    first, second = (SessionStore(stored.session_key) for _ in range(2))

    for session, code, seat in ((first, "222222", 2), (second, "333333", 3)):
        session["seats"] = {**session["seats"], code: seat}
    first.save()
    second.save()

    kept = SessionStore(stored.session_key)["seats"]
    assert kept == {"111111": 1, "222222": 2, "333333": 3}


@pytest.mark.django_db
def test_what_one_request_gave_up_does_not_come_back_with_another():
    stored = SessionStore()
    stored["seats"] = {"111111": 1, "222222": 2}
    stored.create()
    stored.save()
    leaving, coming = (SessionStore(stored.session_key) for _ in range(2))

    leaving["seats"] = {"222222": 2}
    coming["host"] = "mark"
    leaving.save()
    coming.save()

    kept = SessionStore(stored.session_key)
    assert (kept["seats"], kept["host"]) == ({"222222": 2}, "mark")


@pytest.mark.django_db
def test_first_right_gives_the_session_another_id_and_later_ones_keep_it(client):
    numbers = count(1)

    def opened():
        answer = client.post("/rooms/", {"name": f"Room {next(numbers)}"})
        assert answer.status_code == 302
        return client.cookies[COOKIE].value

    session = client.session
    session["planted"] = True
    session.save()
    planted = client.cookies[COOKIE].value
    ids = [opened() for _ in range(3)]

    assert planted not in ids
    assert len(set(ids)) == 1
    assert len(client.session["seats"]) == 3


SESSIONS = st.dictionaries(
    st.sampled_from("abc"),
    st.one_of(
        st.integers(0, 3), st.dictionaries(st.sampled_from("xyz"), st.integers())
    ),
)


@pytest.mark.slow
@given(found=SESSIONS, own=SESSIONS)
def test_changes_to_what_nobody_else_touched_are_stored_as_they_are(found, own):
    assert merged(found, found, own) == own


@pytest.mark.slow
@given(found=SESSIONS, stored=SESSIONS)
def test_request_that_changed_nothing_leaves_what_others_stored(found, stored):
    assert merged(stored, found, found) == stored
