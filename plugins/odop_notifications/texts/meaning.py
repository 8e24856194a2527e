"""What a text means: *ready*, *ready on a day*, *cannot*, *call me*, in Hindi, Hinglish and English.

A wrong *ready* sends a carrier for nothing and a wrong *cannot* gives the order away, while an unclear text costs one
call. So a meaning is decided only where every word of the text is known and goes with it; the words, and what goes with
what, are in `words.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from odop_notifications.models.answer import Meaning
from odop_notifications.texts.numbers import Numbers
from odop_notifications.texts.spelling import PAUSE
from odop_notifications.texts.vocabulary import Rule, longest_at, vocabulary, words_of

# Nobody needs more to say that goods are ready, and a gateway could be made to bring a whole book.
LONGEST_TEXT = 1000
# A line that repeats what somebody else wrote.
_QUOTED = re.compile(r"^\s*>", re.MULTILINE)


@dataclass(frozen=True)
class Understood:
    """`day` goes with READY_ON only; `order_number` is the order the text names, "" if none; `count` is how many pieces
    it speaks of, None if of no number: whether these are all, the reader cannot know. `is_bare`: a yes, a no or a day
    that does not say to what, so that it depends on the message it answers."""

    meaning: Meaning
    day: date | None = None
    order_number: str = ""
    count: int | None = None
    is_bare: bool = field(default=False, compare=False)


def understand_text(
    text: str,
    today: date,
    furthest_days: int = 60,
    order_numbers: Collection[str] = (),
    *,
    is_keypad: bool = False,
) -> Understood:
    """`today` is the Indian day of writing, `order_numbers` are those the writer may be speaking of.

    `is_keypad`: digits were pressed during a call, so they are keys and never a day, a number of goods or an order.
    """
    if len(text) > LONGEST_TEXT or _QUOTED.search(text):
        return Understood(Meaning.UNCLEAR)
    words = words_of(text)
    if is_keypad and (pressed := _pressed(words)) is not None:
        return pressed
    numbers = Numbers(words, today, furthest_days, order_numbers)
    numbers.read()
    rule = _fitting_rule(numbers.words)
    if rule is None:
        return Understood(Meaning.UNCLEAR, None, numbers.order_number, numbers.count)
    day = numbers.day if rule.meaning is Meaning.READY_ON else None
    is_bare = rule.is_bare and not numbers.order_number
    return Understood(rule.meaning, day, numbers.order_number, numbers.count, is_bare)


def _pressed(words: list[str]) -> Understood | None:
    """What keys mean: one key, or the same one pressed again. None if something else than keys was sent."""
    keys = "".join(word for word in words if word != "#")
    if not keys.isdecimal():
        return None
    rule = _fitting_rule([keys[0]]) if len(set(keys)) == 1 else None
    return Understood(rule.meaning if rule else Meaning.UNCLEAR)


def _fitting_rule(words: list[str]) -> Rule | None:
    """The first that fits; None if nobody can tell what is meant."""
    said = _said(words)
    return next((rule for rule in vocabulary().rules if rule.fits(said)), None)


def _said(words: list[str]) -> list[frozenset[str]]:
    """For each part of the text, taken in phrases as long as possible, the lists it is in: none if it is unknown."""
    lists = vocabulary().lists
    said: list[frozenset[str]] = []
    at = 0
    while at < len(words):
        phrase = longest_at(words, at, lists) or (words[at],)
        if phrase != (PAUSE,):
            said.append(lists.get(phrase, frozenset()) | _stands_for(phrase[0]))
        at += len(phrase)
    return said


def _stands_for(word: str) -> frozenset[str]:
    """The list of a number that was read (`<day>`), or of a key."""
    if word.startswith("<"):
        return frozenset({word.strip("<>")})
    key = vocabulary().keys.get(word)
    return frozenset({key}) if key else frozenset()
