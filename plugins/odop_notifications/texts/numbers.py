"""What the numbers and days of a text stand for: a day, an hour, how many, which order.

What was read is replaced by a mark such as `<day>`, which is the name of a list for the rules of `words.toml`. A number
that nothing explains stays a number, and what could be two things is `<unread>`; no rule allows either. Days are Indian
days, counted from the day on which the text was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import date, timedelta

from odop_notifications.texts.vocabulary import longest_at, vocabulary

# Words have no angle brackets, so that nobody can write one of these.
DAY, TODAY, PAIR, HOUR, COUNT, NAMED, UNREAD = (
    "<day>", "<today>", "<pair>", "<hour>", "<count>", "<named>", "<unread>",
)  # fmt: skip

_DATE = re.compile(r"(\d{1,2})([./-])(\d{1,2})(?:[./-](\d{4}|\d{2}))?")
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_TIME = re.compile(r"\d{1,2}:\d{2}")
_YEAR = re.compile(r"20\d\d")
_DAY_OF_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
LAST_DAY_OF_MONTH = 31
# Up to here "by 5" may be an hour.
LAST_HOUR = 12
FURTHEST_COUNT = 366
# A day of a month that was so long ago is one of next year; one that was lately is a mistake.
LONG_AGO = timedelta(days=180)

# How many words, from where we look, stand for what; None if it is nothing of this kind.
Found = tuple[int, str] | None


class Numbers:
    """The words of a text while its numbers are being read, and what was found: at most one day, one order."""

    def __init__(self, words: list[str], today: date, furthest_days: int, order_numbers: Collection[str]) -> None:
        self.words = words
        self.day: date | None = None
        self._orders: set[str] = set()
        self._today = today
        self._furthest_days = furthest_days
        self._order_numbers = {number.lstrip("#") for number in order_numbers}
        self._counts: set[int] = set()
        self._known = vocabulary()

    @property
    def order_number(self) -> str:
        """The one order that is named, "" if there are none or several."""
        return next(iter(self._orders)) if len(self._orders) == 1 else ""

    @property
    def count(self) -> int | None:
        """How many pieces are spoken of, None if nobody said."""
        return next(iter(self._counts)) if len(self._counts) == 1 else None

    def read(self) -> None:
        """From what tells most to what tells least: "5 din" before "25 nov 2026" before "order 5" before "5 ko"."""
        for kind in (self._clock, self._counted, self._date, self._month, self._order, self._marked, self._named_day):
            self._replace(kind)

    def _replace(self, kind: Callable[[int], Found]) -> None:
        at = 0
        while at < len(self.words):
            if found := kind(at):
                length, mark = found
                self.words[at : at + length] = [mark]
            at += 1

    def _clock(self, at: int) -> Found:
        """ "11:30", "3 baje", "10.30 baje": that there is an hour matters, which one does not."""
        clock = self._length("behind_hour", at + 1)
        if _TIME.fullmatch(self._word(at)) or (clock and self._is_number(at)):
            return 1 + clock, HOUR
        return None

    def _counted(self, at: int) -> Found:
        """ "3 din baad", "2 ghante me", "12 piece"; of "2-3 din", "1.5 din" and "do teen din" nobody knows how many."""
        start = at + self._length("before_count", at)
        if not self._is_number(start):
            return None
        if self._is_number(start + 1) and self._unit(start + 2) and not self._is_known_order(self._word(start)):
            return start + 3 - at, UNREAD
        unit, count = self._unit(start + 1), self._count(start)
        if not unit:
            return None
        end = start + 2
        while unit != "pieces" and (behind := self._length("behind_count", end)):
            end += behind
        return end - at, UNREAD if count is None else self._of_unit(count, unit)

    def _of_unit(self, count: int, unit: str) -> str:
        if unit == "hours":
            return HOUR
        if unit != "pieces":
            return self._keep_day(self._today + timedelta(days=count * (7 if unit == "weeks" else 1)))
        self._counts.add(count)
        return COUNT if len(self._counts) == 1 else UNREAD

    def _date(self, at: int) -> Found:
        word = self.words[at]
        if iso := _ISO_DATE.fullmatch(word):
            return 1, self._keep_day(_date(int(iso[1]), int(iso[2]), int(iso[3])))
        if not (match := _DATE.fullmatch(word)):
            return None
        day, month, year = int(match[1]), int(match[3]), match[4]
        if year:
            return 1, self._keep_day(_date(int(year) + (2000 if len(year) == 2 else 0), month, day))
        # "10-12" may be ten to twelve, "2/3" may be two of three.
        rises = day < month
        if rises and match[2] == "-":
            return 1, UNREAD
        mark = self._keep_day(self._next(day, month))
        return 1, PAIR if rises and match[2] == "/" and mark == DAY else mark

    def _order(self, at: int) -> Found:
        """A number after "#" or "order" is an order's, known or not; any other only if it can be no day and no key."""
        mark = self._length("before_order", at)
        number = self._word(at + mark)
        if not number.isdecimal() or not (mark or self._is_known_order(number)):
            return None
        if number not in self._order_numbers:
            return mark + 1, UNREAD
        self._orders.add(number)
        behind = self._length("behind_order", at + mark + 1)
        return mark + 1 + behind, NAMED if len(self._orders) == 1 else UNREAD

    def _month(self, at: int) -> Found:
        """ "25 nov", "nov 25", "25 nov 2026"."""
        for first, second in ((at, at + 1), (at + 1, at)):
            day, month = self._day_of_month(first), self._known.months.get((self._word(second),))
            if day is None or month is None:
                continue
            year = self._word(at + 2) if _YEAR.fullmatch(self._word(at + 2)) else ""
            found = _date(int(year), month, day) if year else self._next(day, month)
            return (3 if year else 2), self._keep_day(found)
        return None

    def _marked(self, at: int) -> Found:
        """ "5 tarikh", "25 ko", "on 25", "25th"; of "5 tak" and "by 5" nobody knows whether it is an hour."""
        before_day = self._length("before_day", at)
        start = at + (before_day or self._length("before_day_or_hour", at))
        day = self._day_of_month(start)
        if day is None:
            return None
        behind_day = self._length("behind_day", start + 1)
        end = start + 1 + (behind_day or self._length("behind_day_or_hour", start + 1))
        is_marked = end - at > 1 and (day > LAST_HOUR or before_day or behind_day)
        if not (is_marked or self._word(start).endswith("th")):
            return None
        return end - at, self._keep_day(self._next(day))

    def _named_day(self, at: int) -> Found:
        if phrase := longest_at(self.words, at, self._known.days):
            return len(phrase), self._keep_day(self._today + timedelta(days=self._known.days[phrase]))
        if phrase := longest_at(self.words, at, self._known.weekdays):
            ahead = (self._known.weekdays[phrase] - self._today.weekday() - 1) % 7 + 1
            return len(phrase), self._keep_day(self._today + timedelta(days=ahead))
        return None

    def _keep_day(self, day: date | None) -> str:
        """What stands for it: a day that does not exist, is over or too far, or is not the only one, is none."""
        if day is None or not 0 <= (day - self._today).days <= self._furthest_days or self.day not in (None, day):
            return UNREAD
        self.day = day
        return TODAY if day == self._today else DAY

    def _is_known_order(self, number: str) -> bool:
        """Whether it is an order's number, and could be nothing else."""
        return number in self._order_numbers and (len(number) > 2 or int(number) > LAST_DAY_OF_MONTH)

    def _word(self, at: int) -> str:
        """ "" behind the end."""
        return self.words[at] if at < len(self.words) else ""

    def _length(self, mark: str, at: int) -> int:
        """Of how many words the mark is that stands there; 0 if there is none."""
        return len(longest_at(self.words, at, self._known.marks[mark]) or ())

    def _unit(self, at: int) -> str:
        return self._known.units.get((self._word(at),), "")

    def _is_number(self, at: int) -> bool:
        return self._word(at)[:1].isdecimal() or self._count(at) is not None

    def _count(self, at: int) -> int | None:
        word = self._word(at)
        if not word.isdecimal():
            # The "do" of "gadi bhej do" is "give".
            is_in_a_phrase = at > 0 and (self.words[at - 1], word) in self._known.lists
            return None if is_in_a_phrase else self._known.numbers.get((word,))
        return int(word) if len(word) <= 3 and 0 < int(word) <= FURTHEST_COUNT else None

    def _day_of_month(self, at: int) -> int | None:
        match = _DAY_OF_MONTH.fullmatch(self._word(at))
        return int(match[1]) if match and int(match[1]) <= LAST_DAY_OF_MONTH else None

    def _next(self, day: int, month: int | None = None) -> date | None:
        """The next such day, within three months where none is named: "31 tarikh" passes over June."""
        if month is not None:
            this_year = _date(self._today.year, month, day)
            is_long_ago = this_year is None or self._today - this_year > LONG_AGO
            return _date(self._today.year + 1, month, day) if is_long_ago else this_year
        for ahead in range(3):
            year, at = divmod(self._today.year * 12 + self._today.month - 1 + ahead, 12)
            found = _date(year, at + 1, day)
            if found and found >= self._today:
                return found
        return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
