"""Who watches, over all processes."""

from knightreplay.live.run.roll import FORGOTTEN, PROCESS, Roll


def hint(process, **roles):
    return {"process": process, "roles": roles}


def test_roll_adds_the_viewers_of_every_process():
    roll = Roll()
    roll.hear(hint("other", watch=3), now=0.0)
    roll.hear(hint("third", operate=1, watch=1), now=0.0)

    assert roll.total({"host": 1, "watch": 2}, now=1.0) == {
        "host": 1,
        "operate": 1,
        "fork": 0,
        "comment": 0,
        "watch": 6,
        "seat": 0,
    }


def test_roll_overwrites_what_a_process_said_before():
    roll = Roll()
    roll.hear(hint("other", watch=3), now=0.0)
    roll.hear(hint("other", watch=1), now=1.0)

    assert roll.total({}, now=1.0)["watch"] == 1


def test_roll_forgets_a_process_that_says_nothing_more():
    roll = Roll()
    roll.hear(hint("killed", watch=3), now=0.0)

    assert roll.total({}, now=FORGOTTEN)["watch"] == 3
    assert roll.total({}, now=FORGOTTEN + 0.1)["watch"] == 0


def test_roll_does_not_count_its_own_echo():
    roll = Roll()
    roll.hear(hint(PROCESS, watch=3), now=0.0)

    assert roll.total({"watch": 3}, now=0.0)["watch"] == 3
