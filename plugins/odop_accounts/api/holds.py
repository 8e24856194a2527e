"""Holding back what a supplier has earned, and letting it go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction

from odop_accounts.models import Hold, SaleFigures
from odop_accounts.posting import holds as rules
from odop_accounts.posting.sync import sync_orders
from odop_consignment.api import UnknownRow, sales_by_id, suppliers_by_id
from odop_consignment.api.suppliers import find_suppliers
from odop_core.database.filters import Flag, Moments, RowID
from odop_core.database.lists import RowList
from odop_core.database.text_search import Search
from odop_core.i18n import _


@dataclass(frozen=True)
class HoldInfo:
    """`sale_id` None: all of the supplier is held. `released_at` None: it still is."""

    id: int
    supplier_id: int
    sale_id: int | None
    reason: str
    placed_by: str
    placed_at: datetime
    released_by: str
    released_at: datetime | None
    release_reason: str


@transaction.atomic
def hold_sale(sale_id: int, *, reason: str, by: str) -> HoldInfo:
    """What its supplier earned is not due until this is released. Raises UnknownRow, WrongChoice, OwnInterest."""
    sale = sales_by_id([sale_id]).get(sale_id)
    if sale is None or sale.supplier_id is None:
        raise UnknownRow(_("There is no sale {number} that somebody supplies.", number=sale_id))
    hold = rules.place_hold(sale.supplier_id, sale_id, reason=reason, by=by)
    sync_orders([sale.order_id])
    return hold_info(hold)


def hold_supplier(supplier_id: int, *, reason: str, by: str) -> HoldInfo:
    """A supplier is not paid until this is released. Raises UnknownRow, WrongChoice, OwnInterest."""
    if supplier_id not in suppliers_by_id([supplier_id]):
        raise UnknownRow(_("There is no supplier {number}.", number=supplier_id))
    return hold_info(rules.place_hold(supplier_id, None, reason=reason, by=by))


@transaction.atomic
def release_hold(hold_id: int, *, reason: str, by: str) -> HoldInfo:
    """Raises UnknownRow, WrongChoice, OwnInterest."""
    hold = rules.release_hold(hold_id, reason=reason, by=by)
    sync_orders(SaleFigures.objects.filter(sale_id=hold.sale_id).values_list("order_id", flat=True))
    return hold_info(hold)


def open_holds_of(supplier_ids: Iterable[int], using: str = "default") -> dict[int, list[HoldInfo]]:
    """What is held of each, oldest first."""
    found: dict[int, list[HoldInfo]] = defaultdict(list)
    for row in Hold.objects.using(using).filter(supplier_id__in=list(supplier_ids), released_at=None).order_by("id"):
        found[row.supplier_id].append(hold_info(row))
    return found


def hold_info(row: Hold) -> HoldInfo:
    return HoldInfo(
        row.pk, row.supplier_id, row.sale_id, row.reason, row.placed_by, row.placed_at, row.released_by,
        row.released_at, row.release_reason,
    )  # fmt: skip


HOLDS = RowList(
    Hold,
    rows=lambda using: Hold.objects.using(using).all(),
    show=lambda rows, _using: [hold_info(row) for row in rows],
    filters={
        "supplier_id": RowID("supplier_id", "Whose earnings they are.", of="Supplier"),
        "sale_id": RowID("sale_id", "The sale whose earnings they are.", of="ConsignmentSale"),
        "is_open": Flag("Whether they last.", holds=lambda _using: models.Q(released_at=None)),
        "created_at": Moments("placed_at", "When they were placed."),
    },
    search=Search("Words of the supplier's names or reference.", others={"supplier_id": find_suppliers}),
)
