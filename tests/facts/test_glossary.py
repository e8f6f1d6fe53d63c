"""The glossary: short, and of the words that pages use."""

import pytest

from knightreplay.facts.glossary import terms


def test_glossary_has_the_words_of_the_pages():
    wanted = ("smars", "parent-order", "child-order", "pmon", "33-account", "spread")

    assert [key for key in wanted if key not in terms()] == []


@pytest.mark.parametrize("key", terms())
def test_word_is_explained_in_a_few_sentences(key):
    own = terms()[key]

    assert 1 <= own.meaning.count(". ") + 1 <= 3
    assert own.meaning.endswith(".")


def test_no_word_is_explained_twice():
    said = [own.term.lower() for own in terms().values()]

    assert len(said) == len(set(said))
