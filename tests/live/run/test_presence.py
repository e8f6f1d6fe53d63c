"""Who watches, over all processes."""

from knightreplay.live.run.presence import FORGOTTEN, PROCESS, RunPresence


def hint(process, **roles):
    return {"process": process, "roles": roles}


def test_roll_adds_the_viewers_of_every_process():
    presence = RunPresence()
    presence.hear(hint("other", watch=3), now=0.0)
    presence.hear(hint("third", operate=1, watch=1), now=0.0)

    assert presence.total({"host": 1, "watch": 2}, now=1.0) == {
        "host": 1,
        "operate": 1,
        "fork": 0,
        "comment": 0,
        "watch": 6,
        "seat": 0,
    }


def test_roll_overwrites_what_a_process_said_before():
    presence = RunPresence()
    presence.hear(hint("other", watch=3), now=0.0)
    presence.hear(hint("other", watch=1), now=1.0)

    assert presence.total({}, now=1.0)["watch"] == 1


def test_roll_forgets_a_process_that_says_nothing_more():
    presence = RunPresence()
    presence.hear(hint("killed", watch=3), now=0.0)

    assert presence.total({}, now=FORGOTTEN)["watch"] == 3
    assert presence.total({}, now=FORGOTTEN + 0.1)["watch"] == 0


def test_roll_does_not_count_its_own_echo():
    presence = RunPresence()
    presence.hear(hint(PROCESS, watch=3), now=0.0)

    assert presence.total({"watch": 3}, now=0.0)["watch"] == 3
