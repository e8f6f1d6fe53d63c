"""The tape's cache: minutes made once, the oldest forgotten; and the cells it keeps."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import numpy as np

from knightreplay.runs import tape
from knightreplay.runs.tape import MinuteCache, TapeFilter
from tests.reading import view_of

RUN = uuid4()


def making(made, minute):
    def make():
        made.append(minute)
        return np.full((1, 8), minute, np.int32)

    return make


def test_shelf_makes_a_minute_once_however_many_ask():
    cache = MinuteCache(2)
    made: list[int] = []

    with ThreadPoolExecutor(8) as pool:
        asked = [
            pool.submit(cache.get, (RUN, 0, 90), making(made, 90)) for _ in range(20)
        ]

    assert made == [90]
    assert [int(one.result()[0, 0]) for one in asked] == [90] * 20


def test_shelf_forgets_what_was_asked_for_longest_ago():
    cache = MinuteCache(2)
    made: list[int] = []

    for minute in (90, 91, 90, 92, 90, 91):
        cache.get((RUN, 0, minute), making(made, minute))

    assert made == [90, 91, 92, 91]


def test_minute_of_an_epoch_is_kept_apart_from_that_of_another(
    run, compute, act, monkeypatch
):
    monkeypatch.setattr(tape, "_minutes", MinuteCache(3))
    compute(run)
    before = read(run, 6330)
    act(run, 6300, "kill", "8")
    compute(run)

    after = read(run, 6330)

    assert [own["server"] for own in before["servers"]] == [8]
    assert (before["epoch"], after["epoch"]) == (0, 1)
    assert after["servers"] == []
    assert read(run, 6299)["total"]["executions"] > 0


def read(run, tick):
    view = view_of(run)
    return tape.read_second(view, tick, TapeFilter())
