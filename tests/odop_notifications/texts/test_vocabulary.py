"""That the two files of words hold together: what is misspelt in them would never be found, and nobody would notice."""

from __future__ import annotations

import tomllib

from odop_notifications.models import Meaning
from odop_notifications.texts.spelling import split_words, tidy_text
from odop_notifications.texts.vocabulary import ANYTHING, PERSONS, SPELLINGS, WORDS, vocabulary, words_of

DATA = tomllib.loads(WORDS.read_text(encoding="utf-8"))
SPELT = tomllib.loads(SPELLINGS.read_text(encoding="utf-8"))
# What numbers and days leave behind.
READ = {"day", "today", "pair", "hour", "count", "named"}
# Phrases that must not be taken for their words: no rule has them.
TAKEN_OUT = {"saying"}


def test_rules_name_lists_that_exist() -> None:
    # given
    lists = {*DATA["lists"], *DATA["keys"].values(), *READ, ANYTHING}

    # then
    named = {name for rule in vocabulary().rules for name in rule.needs | rule.also | rule.allows}
    assert named - lists == set()


def test_lists_are_named_by_some_rule() -> None:
    # given
    named = {name for rule in vocabulary().rules for name in rule.needs | rule.allows}

    # then
    assert {*DATA["lists"], *DATA["keys"].values()} - named == TAKEN_OUT


def test_no_rule_has_what_is_said_of_persons() -> None:
    # then
    assert not any(PERSONS in rule.needs | rule.also | rule.allows for rule in vocabulary().rules)
    assert vocabulary().lists[("bhaiya", "available", "nahi", "hai")] == {PERSONS}


def test_every_meaning_but_unclear_has_a_rule() -> None:
    assert {rule.meaning for rule in vocabulary().rules} == set(Meaning) - {Meaning.UNCLEAR}


def test_word_has_one_spelling() -> None:
    for word, others in SPELT.items():
        assert words_of(word) == split_words(tidy_text(word)), word
        assert {tuple(words_of(other)) for other in others} == {tuple(words_of(word))}, word


def test_spelling_that_makes_no_difference_is_left_out() -> None:
    for word, others in SPELT.items():
        tidied = [tidy_text(word), *map(tidy_text, others)]
        assert len(tidied) == len(set(tidied)), word


def test_other_spellings_are_of_words_that_are_used() -> None:
    # given
    lists = (DATA[part] for part in ("lists", "units", "marks", "days", "weekdays", "months", "numbers"))
    used = {word for part in lists for texts in part.values() for text in texts for word in words_of(text)}

    # then
    assert {word for word in SPELT if not used.issuperset(words_of(word))} == set()
