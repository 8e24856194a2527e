"""Who will be the seller of suppliers' goods: today, and after each change that is recorded.

All active offers of a variant have one seller of record, on every day. So whoever activates an offer looks ahead at
what its suppliers will be, and whoever records that looks at the offers; `look_at_offers` and `change_sellers` keep the
two from happening at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from odop_consignment.models import Regime, Supplier
from odop_consignment.offers.sellers import seller_key
from odop_consignment.suppliers.regimes import regimes_on
from odop_core.database.locks import lock_subject, lock_subject_shared
from odop_core.india.dates import today

_WHAT = "sellers of variants", "all"


def share_sellers_lock() -> None:
    """Nobody records another seller until our transaction ends."""
    lock_subject_shared(*_WHAT)


def take_sellers_lock() -> None:
    """Nobody activates offers until our transaction ends."""
    lock_subject(*_WHAT)


class FutureSellers:
    """`planned` counts as if it were recorded. Two queries."""

    def __init__(
        self, suppliers: Mapping[int, Supplier], *, planned: Regime | None = None, using: str = "default"
    ) -> None:
        self._suppliers = suppliers
        self._regimes: dict[int, list[Regime]] = defaultdict(list)
        for regime in regimes_on(suppliers, today(), using).values():
            self._regimes[regime.supplier_id].append(regime)
        later = Regime.objects.using(using).filter(supplier_id__in=list(suppliers), valid_from__gt=today())
        for regime in later.order_by("valid_from", "id"):
            self._regimes[regime.supplier_id].append(regime)
        if planned is not None:
            rows = [*self._regimes[planned.supplier_id], planned]
            self._regimes[planned.supplier_id] = sorted(rows, key=lambda row: row.valid_from)

    def part_on(self, one: int, other: int, since: date) -> date | None:
        """The first day, from `since` (not before today) on, on which the two do not have one seller."""
        changes = {row.valid_from for supplier_id in (one, other) for row in self._regimes[supplier_id]}
        days = sorted({since, *(day for day in changes if day > since)})
        return next((day for day in days if self._key(one, day) != self._key(other, day)), None)

    def _key(self, supplier_id: int, day: date) -> tuple[str, ...] | None:
        """None before the supplier's first day."""
        begun = [row for row in self._regimes[supplier_id] if row.valid_from <= day]
        return seller_key(begun[-1], self._suppliers[supplier_id]) if begun else None
