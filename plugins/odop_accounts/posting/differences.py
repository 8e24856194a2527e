"""What is to be entered of facts, when this is in the books already: for each fact one more entry, of the difference.

The first entry of a fact is of the fact's own day, the others are of the day on which it turned out otherwise; neither
is of a closed day. Keys count the entries of a fact, so that two who enter the same difference at once do it once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from odop_accounts.ledger.entries import Entry, Line
from odop_accounts.posting.facts import Fact, Kind
from odop_accounts.posting.figures import AccountKey, from_sums

AGAIN = "#"


@dataclass
class Posted:
    """What is entered of a fact: how often, and what that sums up to."""

    kind: Kind
    times: int = 0
    sums: dict[AccountKey, int] = field(default_factory=lambda: defaultdict(int))


def note_posted(posted: dict[str, Posted], source: str, key: str, kind: Kind, lines: Iterable[Line]) -> None:
    """These lines of an entry of `source` are in the books."""
    name, _, number = key.removeprefix(f"{source}:").partition(AGAIN)
    fact = posted.setdefault(name, Posted(kind))
    fact.times = max(fact.times, int(number or 1))
    for line in lines:
        fact.sums[line.purpose, line.party] += line.amount


def differences(
    source: str, wanted: list[Fact], posted: Mapping[str, Posted], *, closed: date | None, today: date
) -> Iterator[Entry]:
    """The entries that are missing; `closed` is the last closed day. What is wanted no more is taken back."""
    names = {fact.name for fact in wanted}
    gone = [Fact(name, before.kind, today, ()) for name, before in posted.items() if name not in names]
    for fact in [*wanted, *gone]:
        before = posted.get(fact.name) or Posted(fact.kind)
        lines = _left(fact, before)
        if not lines:
            continue
        day = open_day(today if before.times else fact.day, closed)
        key = f"{source}:{fact.name}" + (f"{AGAIN}{before.times + 1}" if before.times else "")
        yield Entry(key, fact.kind.value, source, day, lines)


def open_day(day: date, closed: date | None) -> date:
    """The day itself, or the first after the last closed one."""
    return closed + timedelta(days=1) if closed and day <= closed else day


def _left(fact: Fact, before: Posted) -> tuple[Line, ...]:
    left: dict[AccountKey, int] = defaultdict(int)
    for line in fact.lines:
        left[line.purpose, line.party] += line.amount
    for account, amount in before.sums.items():
        left[account] -= amount
    return from_sums(left)
