"""Suppliers' turnover against the limit for going without a GST registration, as plain data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from odop_consignment.lookups import find_row
from odop_consignment.models import Supplier, TurnoverDeclaration
from odop_consignment.suppliers import turnover
from odop_consignment.suppliers.turnover import TurnoverStatus

__all__ = ["DeclarationInfo", "TurnoverStatus", "declarations_of", "declare_turnover", "turnover_of", "turnovers_of"]


@dataclass(frozen=True)
class DeclarationInfo:
    """What a supplier said they sold elsewhere in a financial year so far (2026 is 2026-27), in paise."""

    year: int
    elsewhere_paise: int
    declared_on: date
    by: str
    at: datetime


def declare_turnover(
    supplier_id: int, *, year: int, elsewhere_paise: int, by: str, declared_on: date | None = None
) -> TurnoverStatus:
    """The last word of a year counts. Raises UnknownRow, WrongChoice."""
    return turnover.declare_turnover(
        supplier_id, year=year, elsewhere_paise=elsewhere_paise, by=by, declared_on=declared_on
    )


def turnover_of(supplier_id: int, year: int | None = None, using: str = "default") -> TurnoverStatus:
    """By default of this financial year. Raises UnknownRow."""
    return turnover.turnover_status(find_row(Supplier, supplier_id, using=using), year, using)


def turnovers_of(
    supplier_ids: Iterable[int], year: int | None = None, using: str = "default"
) -> dict[int, TurnoverStatus]:
    """The same of many suppliers, in always as many queries."""
    rows = list(Supplier.objects.using(using).filter(pk__in=list(supplier_ids)))
    return turnover.turnover_statuses(rows, year, using)


def declarations_of(supplier_ids: Iterable[int], using: str = "default") -> dict[int, list[DeclarationInfo]]:
    """The oldest first."""
    found: dict[int, list[DeclarationInfo]] = defaultdict(list)
    rows = TurnoverDeclaration.objects.using(using).filter(supplier_id__in=list(supplier_ids)).order_by("id")
    for row in rows:
        found[row.supplier_id].append(
            DeclarationInfo(row.year, row.elsewhere_paise, row.declared_on, row.recorded_by, row.recorded_at)
        )
    return found
