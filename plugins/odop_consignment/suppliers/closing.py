"""What must be settled before a supplier is closed: goods, sales under way, and whatever other parts add.

A guard looks at one supplier and says, in both languages, what is still open. The ledger adds its own for money.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Sum

from odop_consignment.models import Lot, Sale, SaleState
from odop_consignment.suppliers.refusals import Words

Guard = Callable[[int], list[Words]]

_guards: dict[str, Guard] = {}

SETTLED = (SaleState.FINAL, SaleState.CANCELLED, SaleState.RETURNED)


def register(name: str, guard: Guard) -> None:
    """From now on no supplier is closed while `guard` finds something. Registered again, it replaces the former."""
    _guards[name] = guard


def what_is_open(supplier_id: int) -> list[Words]:
    """Everything that keeps a supplier from being closed; empty when nothing does."""
    return [words for guard in _guards.values() for words in guard(supplier_id)]


def _goods(supplier_id: int) -> list[Words]:
    pieces = Lot.objects.filter(offer__supplier_id=supplier_id, in_stock__gt=0).aggregate(sum=Sum("in_stock"))["sum"]
    if not pieces:
        return []
    return [Words(f"{pieces} unsold pieces are still with us.", f"{pieces} बिना बिके नग अभी हमारे पास हैं।")]


def _sales(supplier_id: int) -> list[Words]:
    count = Sale.objects.filter(supplier_id=supplier_id).exclude(state__in=SETTLED).count()
    if not count:
        return []
    return [Words(f"{count} sales are not final yet.", f"{count} बिक्रियाँ अभी पूरी नहीं हुई हैं।")]


register("goods", _goods)
register("sales", _sales)
