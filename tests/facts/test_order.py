"""The order's places: which there are, and the words that are its own."""

import re

from knightreplay.facts.order import places
from knightreplay.facts.sources import CITATION

MARKED = re.compile(r"[“\"]([^”\"]+)[”\"]")


def test_places_are_those_of_the_order():
    numbers = [int(place[1:]) for place in places() if place[0] == "¶"]

    assert all(CITATION.fullmatch(f"sec {place}") for place in places())
    assert numbers == sorted(numbers)
    assert (numbers[0], numbers[-1]) == (1, 51)
    assert places().keys() >= {"II", "fn 2", "fn 5", "fn 6", "fn 7", "IV.C"}


def test_our_words_hold_no_quotation():
    assert [place for place, own in places().items() if MARKED.search(own.says)] == []


def test_no_place_says_that_something_is_proven():
    said = " ".join(own.says for own in places().values())

    assert re.findall(r"\bprove[ns]?\b", said) == []
