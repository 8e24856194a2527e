"""How a sale moves from the order to the end of its return window.

`MOVES` is the whole state machine. A move to the same state is something that was said of the sale: a new day promised,
another supplier, an issue. Every step is written down, with who made it and why. What is reported out of order
(delivered before collected) or twice leaves the sale where the furthest news put it.
"""

from __future__ import annotations

from typing import Any

from odop_consignment.models import WITH_SUPPLIER, Sale, SaleState, SaleStep
from odop_core.i18n import Text, quoted_or_empty

# Who moves a sale when the store reported it, and when the calendar did.
STORE = "store"
CALENDAR = "calendar"

PLACED, CONFIRMED, READY = SaleState.PLACED, SaleState.CONFIRMED, SaleState.READY
COLLECTED, DELIVERED, FINAL = SaleState.COLLECTED, SaleState.DELIVERED, SaleState.FINAL
CANCELLED, RETURNED = SaleState.CANCELLED, SaleState.RETURNED

# From → to. A supplier who packed may still name another day: the last word counts until the carrier has the goods.
MOVES: dict[str, frozenset[SaleState]] = {
    PLACED: frozenset({CONFIRMED, READY, COLLECTED, DELIVERED, CANCELLED}),
    CONFIRMED: frozenset({READY, COLLECTED, DELIVERED, CANCELLED}),
    READY: frozenset({CONFIRMED, COLLECTED, DELIVERED, CANCELLED}),
    COLLECTED: frozenset({DELIVERED, RETURNED}),
    DELIVERED: frozenset({FINAL, RETURNED}),
    FINAL: frozenset({RETURNED}),
    CANCELLED: frozenset(),
    RETURNED: frozenset(),
}

# The goods left their supplier and were not called off.
LEFT_SUPPLIER = (COLLECTED, DELIVERED, FINAL, RETURNED)


def is_with_supplier(sale: Sale) -> bool:
    return sale.state in WITH_SUPPLIER


def has_left_supplier(sale: Sale) -> bool:
    return sale.state in LEFT_SUPPLIER


def move_sale(sale: Sale, to: SaleState, by: str, why: Text | str = "", *, answer: str = "", **values: Any) -> bool:
    """Move the sale, keep these values of it, and write the step down, with what the supplier answered (a
    `SupplierAnswer`). Returns False, and changes nothing, when it cannot go there from where it is (it may be there
    already)."""
    if to not in MOVES[sale.state]:
        return False
    before, sale.state = sale.state, to.value
    _keep(sale, before, by, why, answer, values)
    return True


def remark_on_sale(sale: Sale, by: str, why: Text | str, *, answer: str = "", **values: Any) -> None:
    """Something is said of the sale, and it stays where it is."""
    _keep(sale, sale.state, by, why, answer, values)


def _keep(sale: Sale, before: str, by: str, why: Text | str, answer: str, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(sale, name, value)
    sale.save(update_fields=["state", *values, "changed_at"])
    SaleStep.objects.create(
        sale=sale, before=before, after=sale.state, reason=quoted_or_empty(why), answer=answer, moved_by=by
    )
