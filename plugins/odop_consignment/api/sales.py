"""Sales, as plain data: what was sold of whom, how far it has come, and what people say of it.

Every function that changes something takes `by`, who did it, and can be called again: what is told twice, late or out
of order changes nothing. All raise UnknownRow for a sale there never was.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from odop_consignment.agreements.explanations import Explanation
from odop_consignment.agreements.figures import Figure
from odop_consignment.errors import WrongChoice
from odop_consignment.lookups import find
from odop_consignment.models import Offer, ReversalKind, Sale, SaleState
from odop_consignment.sales import deliveries, returns, steps, supplier_answers
from odop_consignment.sales.batches import each_sale
from odop_consignment.sales.lists import (
    LineSeller,
    ReturnInfo,
    SaleInfo,
    StepInfo,
    TermsInfo,
    WantedSales,
    count_returns_to_inspect,
    count_sales,
    count_sales_in_trouble,
    count_sales_of_supplier,
    count_unassigned_sales,
    explain,
    return_info,
    returns_of,
    returns_to_inspect,
    sales,
    sales_by_id,
    sales_in_trouble,
    sales_of_lines,
    sales_of_order,
    sales_of_orders,
    sales_of_supplier,
    sellers_of_lines,
    steps_of,
    terms_of,
    unassigned_sales,
)
from odop_consignment.sales.order_sales import Book
from odop_consignment.sales.supplier_answers import FURTHEST_DAYS, BadDay, CannotSupply, check_day
from odop_consignment.stock.remarks import safe

__all__ = [
    "CARRIER", "FURTHEST_DAYS", "STAFF", "BadDay", "CannotSupply", "Explanation", "Figure", "LineSeller", "ReturnInfo",
    "ReversalKind", "SaleInfo", "SaleState", "StepInfo", "TermsInfo", "WantedSales", "assign_sale", "check_day",
    "clear_trouble", "collect_sales",
    "count_returns_to_inspect", "count_sales", "count_sales_in_trouble", "count_sales_of_supplier",
    "count_unassigned_sales", "explain", "inspect_return", "reassign_sale", "record_cannot_supply",
    "record_delivered", "record_ready", "record_ready_on", "returns_of", "returns_to_inspect", "sales", "sales_by_id",
    "sales_in_trouble", "sales_of_lines", "sales_of_order", "sales_of_orders", "sales_of_supplier",
    "sellers_of_lines", "steps_of", "terms_of", "unassigned_sales",
]  # fmt: skip

STAFF = "staff"
CARRIER = "carrier"


@transaction.atomic
def assign_sale(sale_id: int, offer_id: int, by: str = STAFF) -> SaleInfo:
    """Say by hand who supplies an unassigned sale. Raises UnknownRow, WrongChoice."""

    def act(book: Book, sale: Sale) -> int:
        offer = find(Offer, offer_id)
        if sale.offer_id is not None or not steps.is_with_maker(sale):
            raise WrongChoice(f"Sale {sale_id} is not waiting for a supplier (it is {sale.state}).")
        return supplier_answers.give_to(book, sale, offer, by, f"given to offer {offer_id} by hand").pk

    return _changed(each_sale([sale_id], act, holds_stock=True)[0])


@transaction.atomic
def reassign_sale(sale_id: int, offer_id: int, by: str, reason: str = "") -> SaleInfo:
    """Let another offer supply a sale that is still with its maker, or that has nobody. Returns the sale that now
    stands: a sale that had a supplier is cancelled, and they are told. Raises UnknownRow, WrongChoice."""

    def act(book: Book, sale: Sale) -> int:
        why = safe(reason, steps.REASON_LENGTH) or f"given to offer {offer_id} by hand"
        return supplier_answers.give_to(book, sale, find(Offer, offer_id), by, why).pk

    return _changed(each_sale([sale_id], act, holds_stock=True)[0])


@transaction.atomic
def clear_trouble(sale_id: int, by: str, remark: str) -> SaleInfo:
    """A person looked at it, and says what was done. The same trouble is not brought up again. Raises UnknownRow,
    WrongChoice without a remark."""
    remark = safe(remark, steps.REASON_LENGTH)
    if not remark:
        raise WrongChoice("Say what was done about it.")

    def act(_book: Book, sale: Sale) -> None:
        if sale.trouble:
            steps.note(sale, by, f"looked at: {remark}", trouble="")

    each_sale([sale_id], act)
    return _changed(sale_id)


def record_ready(sale_ids: Iterable[int], by: str) -> None:
    """The maker has packed these goods."""
    supplier_answers.ready(sale_ids, by)


def record_ready_on(sale_ids: Iterable[int], day: date, by: str) -> None:
    """The maker has these goods, and they will be ready on this Indian day."""
    supplier_answers.ready_on(sale_ids, day, by)


def record_cannot_supply(sale_ids: Iterable[int], by: str, reason: str) -> list[CannotSupply]:
    """The maker cannot supply these goods. Somebody else who offers them gets the sale, else it is in trouble and
    staff must look: the outcomes, one for each sale, say which."""
    return supplier_answers.cannot_supply(sale_ids, by, reason)


def collect_sales(sale_ids: Iterable[int], by: str = CARRIER, at: datetime | None = None) -> None:
    """The carrier has these goods since `at` (now, unless told). A cancelled sale stays cancelled, in trouble."""
    deliveries.collected(sale_ids, by, at)


def record_delivered(sale_ids: Iterable[int], at: datetime, by: str) -> None:
    """The buyer has these goods since `at`, an aware moment; the return window begins. Raises WrongChoice."""
    deliveries.delivered(sale_ids, at, by)


def inspect_return(reversal_id: int, *, good: int, damaged: int, by: str) -> ReturnInfo:
    """Somebody looked at what came back: good pieces are for sale again, here and in the store; damaged ones are not.

    Raises UnknownRow, WrongChoice.
    """
    return return_info(returns.inspect(reversal_id, good=good, damaged=damaged, by=by))


def _changed(sale_id: int) -> SaleInfo:
    return sales_by_id([sale_id])[sale_id]
