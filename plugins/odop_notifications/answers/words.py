"""What a text means: *ready*, *ready on a day*, *cannot*, *call me*, in Hindi, Hinglish and English.

The words are in `words.toml`. Whatever contradicts itself, asks or sets conditions is UNCLEAR: a person will ask, which
is cheaper than sending a carrier for nothing. Days are Indian days, counted from the day on which the text was written.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from odop_notifications.models.answer import Meaning

WORDS = Path(__file__).with_name("words.toml")
DEVANAGARI_DIGITS = {ord(digit): str(value) for value, digit in enumerate("०१२३४५६७८९")}
URDU_DIGITS = {ord(digit): str(value) for value, digit in enumerate("۰۱۲۳۴۵۶۷۸۹")}
_DATE = re.compile(r"(?<!\d)(\d{1,2})\s?[./-]\s?(\d{1,2})(?:\s?[./-]\s?(\d{4}|\d{2}))?(?!\d)")
_ISO_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_NUKTA, _CHANDRABINDU, _ANUSVARA = "\u093c", "\u0901", "\u0902"
_JOINERS = dict.fromkeys((0x200B, 0x200C, 0x200D, 0xFEFF))


@dataclass(frozen=True)
class Understood:
    """`day` goes with READY_ON only; `order_number` is the order the text names, "" if none."""

    meaning: Meaning
    day: date | None = None
    order_number: str = ""


def understand(text: str, today: date, furthest_days: int = 60, order_numbers: Collection[str] = ()) -> Understood:
    """`today` is the Indian day of writing, `order_numbers` are those the writer may be speaking of."""
    reading = _Reading(tidy(text), today)
    number = reading.take_order_number(order_numbers)
    reading.drop_times()
    reading.take_days()
    found = reading.meanings()
    meaning, day = _decide(found, reading.days)
    if day is not None and not 0 <= (day - today).days <= furthest_days:
        meaning, day = Meaning.UNCLEAR, None
    return Understood(meaning, day, number)


def tidy(text: str) -> str:
    """One way of writing the same word: case, digits, chandrabindu, nukta, and letters drawn out."""
    text = unicodedata.normalize("NFKD", text.casefold()).translate(_JOINERS)
    text = text.translate(DEVANAGARI_DIGITS).translate(URDU_DIGITS)
    text = text.replace(_NUKTA, "").replace(_CHANDRABINDU, _ANUSVARA)
    text = "".join(character for character in text if not "\u0300" <= character <= "\u036f")
    return re.sub(r"([a-z])\1+", r"\1", text)


class _Reading:
    """A text as its words; what was understood is taken out."""

    def __init__(self, text: str, today: date) -> None:
        self.today = today
        self.days: set[date | None] = set()  # None: a day that does not exist
        text = _ISO_DATE.sub(lambda match: self._keep_date(match[3], match[2], match[1]), text)
        text = re.sub(r"\border\s+no\b", "order", text)
        text = _DATE.sub(lambda match: self._keep_date(match[1], match[2], match[3]), text)
        self.tokens = _split(text)

    def take_order_number(self, numbers: Collection[str]) -> str:
        """The one order named: after "#" or "order" any, else a number that cannot be a key or a day of the month."""
        known = {number.lstrip("#") for number in numbers}
        marks = _phrases("marks", "order")
        for at, token in enumerate(self.tokens):
            is_named = at > 0 and (self.tokens[at - 1],) in marks
            if token in known and (is_named or int(token) > 31):
                del self.tokens[at - 1 if is_named else at : at + 1]
                return token
        return ""

    def drop_times(self) -> None:
        """ "3 baje" is no key; which hour it is matters to nobody here."""
        clock = _phrases("marks", "clock")
        for at in range(len(self.tokens) - 2, -1, -1):
            if self.tokens[at].isdigit() and tuple(self.tokens[at + 1 : at + 2]) in clock:
                del self.tokens[at : at + 2]

    def take_days(self) -> None:
        """Days, in the order in which they can be told apart: a marked number before a bare one."""
        for take in (self._counted, self._day_and_month, self._named, self._marked, self._bare):
            while take():
                pass

    def meanings(self) -> set[str]:
        """The names of all lists of `meanings` of which something is said."""
        lists = {name: _phrases("meanings", name) for name in _data()["meanings"]}
        found: set[str] = {"unsure"} if "?" in self.tokens else set()
        keys: set[str] = set()
        has_unknown = False
        at = 0
        while at < len(self.tokens):
            length, names = self._longest(at, lists)
            key = _data()["keys"].get(self.tokens[at])
            found |= names
            keys |= {str(key)} if key else set()
            has_unknown = has_unknown or not (names or key)
            at += length or 1
        # In "2 pieces ready" the digit is no key.
        return found if has_unknown else found | keys

    def _longest(self, at: int, lists: dict[str, frozenset[tuple[str, ...]]]) -> tuple[int, set[str]]:
        for length in (3, 2, 1):
            phrase = tuple(self.tokens[at : at + length])
            names = {name for name, phrases in lists.items() if phrase in phrases}
            if names:
                return length, names
        return 0, set()

    def _day_and_month(self) -> bool:
        for at in range(len(self.tokens) - 1):
            for first, second in ((at, at + 1), (at + 1, at)):
                day, month = _number(self.tokens[first]), _named("months").get((self.tokens[second],))
                if day is not None and month is not None and day <= 31:
                    return self._take(at, 2, self._of_month(day, month))
        return False

    def _counted(self) -> bool:
        for at in range(len(self.tokens) - 1):
            count, unit = self._count(self.tokens[at]), (self.tokens[at + 1],)
            if count is None:
                continue
            if unit in _phrases("marks", "days_from_now"):
                return self._take(at, 2, self._from_now(count))
            if unit in _phrases("marks", "weeks_from_now"):
                return self._take(at, 2, self._from_now(7 * count))
        return False

    def _named(self) -> bool:
        unsure = _phrases("meanings", "unsure")
        for length in (3, 2, 1):
            for at in range(len(self.tokens) - length + 1):
                phrase = tuple(self.tokens[at : at + length])
                if tuple(self.tokens[at : at + length + 1]) in unsure:
                    continue
                if (ahead := _named("days").get(phrase)) is not None:
                    return self._take(at, length, self._from_now(ahead))
                if (weekday := _named("weekdays").get(phrase)) is not None:
                    return self._take(at, length, self._from_now((weekday - self.today.weekday() - 1) % 7 + 1))
        return False

    def _marked(self) -> bool:
        """ "5 tarikh", "on 25", "25 ko", "25th"."""
        after = _phrases("marks", "day_of_month") | _phrases("marks", "on")
        before = _phrases("marks", "on") | _phrases("marks", "day_of_month")
        for at, token in enumerate(self.tokens):
            day = _number(token)
            if day is None or day > 31:
                continue
            if at + 1 < len(self.tokens) and (self.tokens[at + 1],) in after:
                return self._take(at, 2, self._of_month(day))
            if at > 0 and (self.tokens[at - 1],) in before:
                return self._take(at - 1, 2, self._of_month(day))
            if not token.isdigit():
                return self._take(at, 1, self._of_month(day))
        return False

    def _bare(self) -> bool:
        """A number that is no key of ours can only be a day of the month: "taiyar 25"."""
        for at, token in enumerate(self.tokens):
            if token.isdigit() and 10 <= int(token) <= 31:
                return self._take(at, 1, self._of_month(int(token)))
        return False

    def _take(self, at: int, length: int, day: date | None) -> bool:
        del self.tokens[at : at + length]
        self.days.add(day)
        return True

    def _keep_date(self, day: str, month: str, year: str | None) -> str:
        self.days.add(self._of_month(int(day), int(month), int(year) if year else None))
        return " "

    def _count(self, token: str) -> int | None:
        count = int(token) if token.isdigit() else _named("numbers").get((token,))
        return count if count is not None and count <= 366 else None

    def _from_now(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def _of_month(self, day: int, month: int | None = None, year: int | None = None) -> date | None:
        """The next such day. One of a month that was lately is a mistake, not one of next year."""
        if year is not None:
            return _date(year + 2000 if year < 100 else year, month or 0, day)
        if month is not None:
            this_year = _date(self.today.year, month, day)
            is_long_ago = this_year is None or (self.today - this_year).days > 180
            return _date(self.today.year + 1, month, day) if is_long_ago else this_year
        for ahead in range(3):
            year, at = divmod(self.today.year * 12 + self.today.month - 1 + ahead, 12)
            found = _date(year, at + 1, day)
            if found and found >= self.today:
                return found
        return None


def _decide(found: set[str], days: set[date | None]) -> tuple[Meaning, date | None]:
    if "call" in found:
        return Meaning.CALL_ME, None
    if "unsure" in found or len(days) > 1 or None in days:
        return Meaning.UNCLEAR, None
    if "cannot" in found:
        is_plain = not days and not found & {"ready", "later"}
        return (Meaning.CANNOT if is_plain else Meaning.UNCLEAR), None
    if days:
        return Meaning.READY_ON, next(iter(days))
    if {"ready", "later"} <= found:
        return Meaning.UNCLEAR, None
    for name, meaning in (("ready", Meaning.READY), ("later", Meaning.LATER), ("courtesy", Meaning.COURTESY)):
        if name in found:
            return meaning, None
    return Meaning.UNCLEAR, None


def _split(text: str) -> list[str]:
    """Words as written, with vowel signs joined to their letter (which `\\w` does not do in Devanagari)."""
    words = re.split(r"[\s,.;:!।|/\\()\[\]\"*_~+=<>#-]+", text.replace("?", " ? "))
    return [part for word in words for part in _parts(word)]


def _parts(word: str) -> Iterator[str]:
    """ "5tarikh" is two words, "25th" is one."""
    if re.fullmatch(r"\d+(st|nd|rd|th)?", word):
        yield word
        return
    yield from (part for part in re.findall(r"\d+|[^\d]+", word) if part.strip("'"))


def _number(token: str) -> int | None:
    match = re.fullmatch(r"(\d{1,4})(?:st|nd|rd|th)?", token)
    return int(match[1]) if match else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _data() -> dict[str, dict[str, Any]]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


@cache
def _phrases(section: str, name: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(_split(tidy(phrase))) for phrase in _data()[section][name])


@cache
def _named(section: str) -> dict[tuple[str, ...], int]:
    return {tuple(_split(tidy(phrase))): int(name) for name, phrases in _data()[section].items() for phrase in phrases}
