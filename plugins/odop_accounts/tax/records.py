"""The rules as rows of the database: loaded with the suite, read for what is to be taxed, and added to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, fields
from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model, Q

from odop_accounts.models import GstRate, WithholdingRate
from odop_accounts.tax.rate_checks import check_new_rates
from odop_accounts.tax.rates import LONGEST, RateRow, RateTable, prefixes_of
from odop_accounts.tax.reference import read_rates, read_withholding
from odop_accounts.tax.withholding_rules import LimitFor, Withheld, WithholdingRule, WithholdingRules, check_new_rule
from odop_core.database.locks import lock_subject
from odop_core.india.dates import today

Row = TypeVar("Row", RateRow, WithholdingRule)
_LOCK = "tax rules", "all"


def rates_of(hsn_codes: Iterable[str], using: str = "default") -> RateTable:
    """A table that has the rates of these goods, of all times; and those of longer codes, to say which digits miss.
    One query."""
    codes = {hsn for hsn in hsn_codes if hsn}
    wanted = Q(hsn_prefix__in={prefix for hsn in codes for prefix in prefixes_of(hsn)})
    for hsn in codes:
        if len(hsn) < LONGEST:
            wanted |= Q(hsn_prefix__startswith=hsn)
    return RateTable(map(rate_row, GstRate.objects.using(using).filter(wanted)) if codes else ())


def withholding_rules(using: str = "default") -> WithholdingRules:
    """One query."""
    return WithholdingRules(map(withholding_rule, WithholdingRate.objects.using(using).all()))


@transaction.atomic
def add_rates(
    rows: Sequence[RateRow], *, by: str, gaps: bool = False, backdated: bool = False, corrects: bool = False
) -> list[RateRow]:
    """Add the rates of a notification, all or none; returns them as they were added. Raises BadRules. The flags are
    those of `check_new_rates`."""
    lock_subject(*_LOCK)
    known = map(rate_row, GstRate.objects.filter(hsn_prefix__in={row.hsn_prefix for row in rows}))
    taken = check_new_rates(rows, known, today=today(), gaps=gaps, backdated=backdated, corrects=corrects)
    return [rate_row(each) for each in GstRate.objects.bulk_create(_models(GstRate, taken, by))]


@transaction.atomic
def add_withholding_rule(
    rule: WithholdingRule, *, by: str, gaps: bool = False, backdated: bool = False, corrects: bool = False
) -> WithholdingRule:
    """As `add_rates`. Raises BadRules."""
    lock_subject(*_LOCK)
    known = list(map(withholding_rule, WithholdingRate.objects.filter(kind=rule.kind)))
    taken = check_new_rule(rule, known, today=today(), gaps=gaps, backdated=backdated, corrects=corrects)
    return withholding_rule(WithholdingRate.objects.bulk_create(_models(WithholdingRate, [taken], by))[0])


@transaction.atomic
def load_reference() -> int:
    """Add the rules the suite comes with that are missing; where there is a rule of that day, it stays. Returns how
    many rows were added."""
    lock_subject(*_LOCK)
    rates = _missing(read_rates(), map(rate_row, GstRate.objects.all()), lambda row: (row.subject, row.valid_from))
    rules = _missing(
        read_withholding(),
        map(withholding_rule, WithholdingRate.objects.all()),
        lambda rule: (rule.kind, rule.valid_from),
    )
    GstRate.objects.bulk_create(_models(GstRate, rates))
    WithholdingRate.objects.bulk_create(_models(WithholdingRate, rules))
    return len(rates) + len(rules)


def list_rates(hsn: str = "", on: date | None = None, using: str = "default") -> list[RateRow]:
    """The rates that hold on a day (None: of all days) for codes that begin with `hsn`, by code."""
    rows = GstRate.objects.using(using).filter(hsn_prefix__startswith=hsn)
    found = [
        rate_row(row) for row in rows.order_by("hsn_prefix", "entry", "valid_from", "revision", "above_paise", "id")
    ]
    if on is None:
        return found
    table = RateTable(found)
    subjects = dict.fromkeys(row.subject for row in found)
    return [row for prefix, entry in subjects for row in table.version_on(prefix, entry, on)]


def list_withholding_rules(using: str = "default") -> list[WithholdingRule]:
    """Of all times, by kind and day."""
    rows = WithholdingRate.objects.using(using).order_by("kind", "valid_from", "revision")
    return [withholding_rule(row) for row in rows]


def rate_row(row: GstRate) -> RateRow:
    return RateRow(**{field.name: getattr(row, field.name) for field in fields(RateRow)})


def withholding_rule(row: WithholdingRate) -> WithholdingRule:
    values = {field.name: getattr(row, field.name) for field in fields(WithholdingRule)}
    return WithholdingRule(**{**values, "kind": Withheld(row.kind), "limit_for": LimitFor(row.limit_for)})


Kept = TypeVar("Kept", bound=Model)


def _models(model: type[Kept], rows: Iterable[Any], by: str = "") -> list[Kept]:
    return [model(**{**asdict(row), "id": None, "added_by": by}) for row in rows]


def _missing(shipped: Iterable[Row], known: Iterable[Row], key: Callable[[Row], object]) -> list[Row]:
    there = {key(row) for row in known}
    return [row for row in shipped if key(row) not in there]
