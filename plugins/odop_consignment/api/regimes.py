"""How suppliers supply and are taxed, as plain data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from odop_consignment.models import Regime, SupplyModel, TaxRegime
from odop_consignment.offers import regime_changes
from odop_consignment.offers.regime_changes import OffersClash, RegimeRefused
from odop_core.india import dates

__all__ = [
    "OffersClash", "RegimeInfo", "RegimeRefused", "SupplyModel", "TaxRegime", "record_regime", "regimes_of",
    "regimes_today",
]  # fmt: skip


@dataclass(frozen=True)
class RegimeInfo:
    """From the Indian day `valid_from` on, the supplier is this, until a later one begins."""

    id: int
    supplier_id: int
    valid_from: date
    supply_model: str
    tax_regime: str
    gstin: str
    enrolment_number: str
    by: str
    at: datetime


def record_regime(
    supplier_id: int,
    *,
    valid_from: date,
    supply_model: str,
    tax_regime: str,
    by: str,
    gstin: str = "",
    enrolment_number: str = "",
) -> RegimeInfo:
    """From that Indian day the supplier is this. Raises UnknownRow, IdentityError, RegimeRefused, OffersClash."""
    row = regime_changes.record_regime(
        supplier_id, valid_from=valid_from, supply_model=SupplyModel(supply_model), tax_regime=TaxRegime(tax_regime),
        by=by, gstin=gstin, enrolment_number=enrolment_number,
    )  # fmt: skip
    return _regime(row)


def regimes_of(supplier_ids: Iterable[int], using: str = "default") -> dict[int, list[RegimeInfo]]:
    """Every regime of these suppliers in the order they begin, those to come and those that were replaced included."""
    found: dict[int, list[RegimeInfo]] = defaultdict(list)
    rows = Regime.objects.using(using).filter(supplier_id__in=list(supplier_ids)).order_by("valid_from", "id")
    for row in rows:
        found[row.supplier_id].append(_regime(row))
    return found


def regimes_today(supplier_ids: Iterable[int], using: str = "default") -> dict[int, RegimeInfo]:
    """What these suppliers are today; who is nothing yet is left out."""
    rows = Regime.objects.using(using).filter(supplier_id__in=list(supplier_ids), valid_from__lte=dates.today())
    return {row.supplier_id: _regime(row) for row in rows.order_by("valid_from", "id")}


def _regime(row: Regime) -> RegimeInfo:
    return RegimeInfo(
        row.pk, row.supplier_id, row.valid_from, row.supply_model, row.tax_regime, row.gstin, row.enrolment_number,
        row.recorded_by, row.recorded_at,
    )  # fmt: skip
