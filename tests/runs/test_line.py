"""The epoch rule."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knightreplay.runs.line import (
    Stretch,
    computed_line,
    digest,
    due,
    epoch_of,
    first_gap,
    line,
    missing,
    shown_first,
)

FIXTURE = json.loads((Path(__file__).parents[1] / "fixtures/digest.json").read_text())
CUTS = st.lists(st.integers(0, 28799), max_size=12).map(lambda cuts: (0, *cuts))


@pytest.mark.parametrize("case", FIXTURE["cases"], ids=lambda case: case["text"])
def test_digest_is_what_the_shared_fixture_says(case):
    assert digest(Stretch(*part) for part in case["ranges"]) == case["digest"]


def test_owner_is_the_newest_epoch_whose_cut_lies_in_or_before_the_minute():
    cuts = (0, 5700, 5730, 5640)

    assert [epoch_of(minute, cuts) for minute in (93, 94, 95, 96)] == [0, 3, 3, 3]
    assert [epoch_of(minute, (0, 5640, 5760)) for minute in (94, 95, 96)] == [1, 1, 2]


@given(cuts=CUTS)
def test_line_gives_every_minute_to_its_owner_once(cuts):
    epochs = [s.epoch for s in line(cuts) for _ in range(s.first, s.last + 1)]

    assert epochs == [epoch_of(minute, cuts) for minute in range(480)]


@given(cuts=CUTS)
def test_due_adds_the_rest_of_the_run_left_alone(cuts):
    stretches = due(cuts)
    pairs = [(s.epoch, m) for s in stretches for m in range(s.first, s.last + 1)]

    assert len(pairs) == len(set(pairs))
    assert {minute for epoch, minute in pairs if epoch == 0} == set(range(480))


@given(cuts=CUTS)
def test_first_gap_filled_again_and_again_ends_with_everything_computed(cuts):
    computed: dict[int, int] = {}
    while gap := first_gap(cuts, computed):
        assert gap.first == computed.get(gap.epoch, gap.first - 1) + 1
        computed[gap.epoch] = min(gap.last, gap.first + 99)

    assert set(missing((), computed_line(cuts, computed))) == set(
        missing((), due(cuts))
    )


def test_held_is_cut_where_the_computation_stands():
    cuts = (0, 5700)

    assert computed_line(cuts, {0: 479, 1: 120}) == (
        Stretch(0, 0, 479),
        Stretch(1, 95, 120),
    )
    assert computed_line(cuts, {0: 50}) == (Stretch(0, 0, 50),)
    assert computed_line(cuts, {}) == ()


@given(cuts=CUTS, tick=st.integers(0, 28800))
def test_minutes_that_a_second_shows_come_before_all_others(cuts, tick):
    keys = missing((), due(cuts))

    ordered = shown_first(keys, tick)

    shown = (tick - 1) // 60
    first = [key for key in keys if key[1] == shown]
    second = [key for key in keys if key[1] == shown - 1]
    rest = [key for key in keys if key[1] not in (shown, shown - 1)]
    assert ordered == [*first, *second, *rest]


def test_missing_leaves_out_what_the_viewer_has():
    have = [Stretch(0, 0, 1), Stretch(7, 0, 479)]

    assert missing(have, [Stretch(0, 0, 3)]) == [(0, 2), (0, 3)]
