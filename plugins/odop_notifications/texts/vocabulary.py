"""What `words.toml` and `spellings.toml` hold, ready to be looked up. The files themselves say how they are used."""

from __future__ import annotations

import tomllib
from collections.abc import Container
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from odop_notifications.models.answer import Meaning
from odop_notifications.texts.spelling import split_words, tidy_text

WORDS = Path(__file__).with_name("words.toml")
SPELLINGS = Path(__file__).with_name("spellings.toml")
# In `allows` of a rule: it fits whatever else is said.
ANYTHING = "anything"
# The list of phrases that tell of somebody who is in, or is not; no rule allows it.
PERSONS = "persons"

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """Names of lists: one of `needs` must be said, one of `also` if it has any, and nothing outside of all three.

    `is_bare`: what fits says yes or no, and not to what.
    """

    meaning: Meaning
    needs: frozenset[str]
    also: frozenset[str]
    allows: frozenset[str]
    is_bare: bool = False

    def fits(self, said: list[frozenset[str]]) -> bool:
        """`said` has, for each part of a text, the names of the lists it is in."""
        heard = frozenset().union(*said)
        if not heard & self.needs or (self.also and not heard & self.also):
            return False
        known = self.needs | self.also | self.allows
        return ANYTHING in self.allows or all(part & known for part in said)


@dataclass(frozen=True)
class Vocabulary:
    """Every phrase is in the one spelling that `words_of` gives."""

    rules: tuple[Rule, ...]
    lists: dict[Phrase, frozenset[str]]
    keys: dict[str, str]
    units: dict[Phrase, str]
    marks: dict[str, frozenset[Phrase]]
    days: dict[Phrase, int]
    weekdays: dict[Phrase, int]
    months: dict[Phrase, int]
    numbers: dict[Phrase, int]


@cache
def vocabulary() -> Vocabulary:
    data = _data()
    return Vocabulary(
        rules=tuple(_rule(rule) for rule in data["rules"]),
        lists=_lists(data["lists"] | {PERSONS: _persons(data)}),
        keys=data["keys"],
        units=_units(data),
        marks={name: frozenset(_phrases(phrases)) for name, phrases in data["marks"].items()},
        days=_numbered(data["days"]),
        weekdays=_numbered(data["weekdays"]),
        months=_numbered(data["months"]),
        numbers=_numbered(data["numbers"]),
    )


def words_of(text: str) -> list[str]:
    """The words of a text, each in its one spelling, and its numbers."""
    spellings = _spellings()
    return [word for token in split_words(tidy_text(text)) for word in spellings.get(token, (token,))]


def longest_at(words: list[str], at: int, phrases: Container[Phrase]) -> Phrase | None:
    """The longest of these phrases (a set, or the keys of a dict) that stands there."""
    for length in range(min(_longest(), len(words) - at), 0, -1):
        phrase = tuple(words[at : at + length])
        if phrase in phrases:
            return phrase
    return None


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


@cache
def _longest() -> int:
    """No phrase of the file has more words."""
    return max(len(words) for words in _all_phrases())


def _all_phrases() -> list[Phrase]:
    data = _data()
    sections = [data[name] for name in ("lists", "units", "marks", "days", "weekdays", "months", "numbers")]
    written = [phrases for section in sections for phrases in section.values()]
    return [phrase for phrases in [*written, _persons(data)] for phrase in _phrases(phrases)]


def _persons(data: dict[str, Any]) -> list[str]:
    """ "bhaiya available nahi": each of whom, before each that may be said of them."""
    who = [one for name in data["persons"]["who"] for one in data["lists"][name] if one != "#"]
    return [f"{one} {what}" for one in who for what in data["persons"]["what"]]


@cache
def _spellings() -> dict[str, Phrase]:
    """Raises ValueError for a spelling that is of two words, or that is itself two words and would never be found."""
    found: dict[str, Phrase] = {}
    for word, others in tomllib.loads(SPELLINGS.read_text(encoding="utf-8")).items():
        own = tuple(split_words(tidy_text(word)))
        for other in others:
            tokens = split_words(tidy_text(other))
            if len(tokens) != 1 or found.setdefault(tokens[0], own) != own:
                raise ValueError(f"spellings.toml: {other!r} cannot be a spelling of {word!r}.")
    return found


def _rule(rule: dict[str, Any]) -> Rule:
    needs, also, allows = (frozenset(rule.get(part, [])) for part in ("needs", "also", "allows"))
    return Rule(Meaning(rule["meaning"]), needs, also, allows, bool(rule.get("bare", False)))


def _phrases(texts: list[str]) -> list[Phrase]:
    return [tuple(words_of(text)) for text in texts]


def _lists(section: dict[str, list[str]]) -> dict[Phrase, frozenset[str]]:
    lists: dict[Phrase, frozenset[str]] = {}
    for name, texts in section.items():
        for phrase in _phrases(texts):
            lists[phrase] = lists.get(phrase, frozenset()) | {name}
    return lists


def _units(data: dict[str, Any]) -> dict[Phrase, str]:
    """Goods are counted as pieces are."""
    units = {**data["units"], "pieces": data["units"]["pieces"] + data["lists"]["goods"] + data["lists"]["stock"]}
    return {phrase: name for name, texts in units.items() for phrase in _phrases(texts)}


def _numbered(section: dict[str, list[str]]) -> dict[Phrase, int]:
    return {phrase: int(number) for number, texts in section.items() for phrase in _phrases(texts)}
