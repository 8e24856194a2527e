"""Whether new rate rows go together, and with those there are: no overlap, no hole that nobody meant, each with its
source. One notification is checked as a whole, since its rows replace what they cover together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

from odop_accounts.tax.rates import LONGEST, SHORTEST, Goods, RateRow
from odop_accounts.tax.refusals import BadRules
from odop_accounts.tax.rounding import format_percent
from odop_core.i18n import Text, _
from odop_core.india.money import format_inr

HIGHEST_BP = 10_000
LONGEST_CITATION, LONGEST_GOODS, LONGEST_ENTRY = 500, 255, 64
CONFIDENCES = ("H", "M", "L")


def check_new_rates(
    new: Sequence[RateRow], known: Iterable[RateRow], *, today: date, gaps: bool = False, backdated: bool = False,
    corrects: bool = False,
) -> list[RateRow]:  # fmt: skip
    """The rows as they are to be added. Raises BadRules with all that is wrong.

    `gaps`: goods may be left without a rate of this code, or from an end on. `backdated`: rules may begin before today.
    `corrects`: rows of a code and day that are there already are replaced.
    """
    before: dict[tuple[str, str], list[RateRow]] = defaultdict(list)
    for row in known:
        before[row.subject].append(row)
    wrong = [reason for row in new for reason in _row_reasons(row, today, backdated)]
    taken: list[RateRow] = []
    versions: dict[tuple[tuple[str, str], date], list[RateRow]] = defaultdict(list)
    for row in new:
        versions[row.subject, row.valid_from].append(row)
    for (subject, day), rows in versions.items():
        others = before[subject] + [row for row in new if row.subject == subject and row.valid_from != day]
        wrong += _version_reasons(rows, others, gaps, corrects)
        revision = 1 + max((row.revision for row in before[subject] if row.valid_from == day), default=-1)
        taken += [replace(row, revision=revision) for row in rows]
    if not new:
        wrong.append(_("There is no rule. Send one at least."))
    if wrong:
        raise BadRules(wrong)
    return taken


def _row_reasons(row: RateRow, today: date, backdated: bool) -> list[Text]:
    found = []
    name = name_row(row)
    code = row.hsn_prefix
    if not (code.isascii() and code.isdigit() and SHORTEST <= len(code) <= LONGEST):
        found.append(_("{row}: the HSN code has 2 to 8 digits.", row=name))
    if not 0 <= row.rate_bp <= HIGHEST_BP:
        found.append(_("{row}: the rate is from 0 to 10,000 basis points (18 % is 1,800).", row=name))
    if not row.citation.strip():
        found.append(_("{row}: name the notification or section that says so.", row=name))
    if len(row.citation) > LONGEST_CITATION or len(row.goods) > LONGEST_GOODS or len(row.entry) > LONGEST_ENTRY:
        found.append(
            _("{row}: the source has at most {citation} letters, the goods {goods}, the entry {entry}.",
              row=name, citation=LONGEST_CITATION, goods=LONGEST_GOODS, entry=LONGEST_ENTRY)
        )  # fmt: skip
    if row.confidence not in CONFIDENCES:
        found.append(_("{row}: the confidence is H, M or L.", row=name))
    if row.above_paise < 0 or (row.up_to_paise is not None and row.up_to_paise <= row.above_paise):
        found.append(_("{row}: the prices are not a range from low to high.", row=name))
    if row.valid_to is not None and row.valid_to < row.valid_from:
        found.append(_("{row}: it ends before it begins.", row=name))
    if row.valid_from < today and not backdated:
        found.append(
            _("{row}: it begins before today. If the law says so, add it as backdated; documents that were made keep "
              "their rate.", row=name)
        )  # fmt: skip
    return found


def _version_reasons(rows: Sequence[RateRow], others: Sequence[RateRow], gaps: bool, corrects: bool) -> list[Text]:
    """What is wrong with the rows of one code that begin on one day."""
    first = rows[0]
    name = name_row(first)
    found = []
    same_day = [row for row in others if row.valid_from == first.valid_from]
    if same_day and not corrects:
        found.append(
            _("{row}: there is a rule from {day} on already. If that one is wrong, send this as its correction.",
              row=name, day=first.valid_from)
        )  # fmt: skip
    if len({row.valid_to for row in rows}) > 1:
        found.append(_("{row}: rows that begin together must end together.", row=name))
    if ends := [row for row in others if row.valid_from < first.valid_from and _reaches(row, first.valid_from, others)]:
        found.append(
            _("{row}: it overlaps a rule that is to end on {day}. Begin after that day, or correct that rule.",
              row=name, day=max(row.valid_to for row in ends if row.valid_to))
        )  # fmt: skip
    later = min((row.valid_from for row in others if row.valid_from > first.valid_from), default=None)
    if first.valid_to is not None:
        if later and first.valid_to >= later:
            found.append(_("{row}: it overlaps the rule from {day} on.", row=name, day=later))
        elif not gaps and later != first.valid_to + timedelta(days=1):
            found.append(
                _("{row}: nothing holds after {day}. Add what follows with it, or say that this is meant.",
                  row=name, day=first.valid_to)
            )  # fmt: skip
    return found + _coverage_reasons(rows, gaps)


def _reaches(row: RateRow, day: date, others: Sequence[RateRow]) -> bool:
    """Whether the last version before `day` was given an end, which is not before it."""
    last = max(other.valid_from for other in others if other.valid_from < day)
    newest = max(other.revision for other in others if other.valid_from == last)
    is_last = row.valid_from == last and row.revision == newest
    return is_last and row.valid_to is not None and row.valid_to >= day


def _coverage_reasons(rows: Sequence[RateRow], gaps: bool) -> list[Text]:
    """Each price of each kind of goods must be in exactly one row."""
    found: list[Text] = []
    for handicraft, packaged in product((True, False), repeat=2):
        fitting = [row for row in rows if row.is_for(Goods(rows[0].hsn_prefix, handicraft, packaged))]
        fitting.sort(key=lambda row: row.above_paise)
        if not fitting:
            if not gaps:
                found.append(
                    _("{row}: not all goods of this code have a rate (handicraft or not, packaged or not). Add the "
                      "others, or say that this is meant.", row=name_row(rows[0]))
                )  # fmt: skip
            continue
        end: int | None = 0
        for row in fitting:
            if end is None or row.above_paise < end:
                found.append(_("{row}: it overlaps another row of the same day.", row=name_row(row)))
            elif row.above_paise > end:
                found.append(
                    _("{row}: prices from {low} to {high} have no rate.",
                      row=name_row(row), low=format_inr(end), high=format_inr(row.above_paise))
                )  # fmt: skip
            end = row.up_to_paise
        if end is not None:
            found.append(_("{row}: prices above {low} have no rate.", row=name_row(fitting[-1]), low=format_inr(end)))
    return list(dict.fromkeys(found))


def name_row(row: RateRow) -> Text:
    """By which a person finds the row: its code, with what else decides."""
    return _(
        "{code} ({percent})",
        code=" ".join(filter(None, (row.hsn_prefix, row.entry))),
        percent=format_percent(row.rate_bp),
    )
