"""Sales, as plain data: what was sold of whom, how far it has come, and what people say of it.

Every function that changes something takes `by`, who did it, and can be called again: what is reported twice, late or
out of order changes nothing. All raise UnknownRow for a sale there never was.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from odop_consignment.agreements.explanations import Explanation
from odop_consignment.agreements.figures import Figure
from odop_consignment.errors import WrongChoice
from odop_consignment.interests import refuse_own_interest
from odop_consignment.lookups import find_row
from odop_consignment.models import Offer, ReversalKind, Sale, SaleState
from odop_consignment.sales import deliveries, parts, returns, steps, supplier_answers
from odop_consignment.sales.alternatives import Alternative, list_alternatives
from odop_consignment.sales.batches import act_on_each_sale, lock_assignments
from odop_consignment.sales.lists import (
    RETURNS,
    SALES,
    LineSeller,
    ReturnInfo,
    SaleInfo,
    StepInfo,
    TermsInfo,
    count_sales_with_issue,
    count_unassigned_sales,
    explain_sale,
    return_info,
    returns_of,
    sales_by_id,
    sales_of_lines,
    sales_of_order,
    sales_of_orders,
    sales_with_issue,
    sellers_of_lines,
    steps_of,
    terms_of,
    unassigned_sales,
)
from odop_consignment.sales.order_sales import OrderSales
from odop_consignment.sales.parts import Divided, WrongPart
from odop_consignment.sales.supplier_answers import FURTHEST_DAYS, BadDay, CannotSupply, check_day
from odop_consignment.status_names import status_name
from odop_consignment.stock.remarks import clean_remark
from odop_core.i18n import EMPTY, _

__all__ = [
    "CARRIER",
    "FURTHEST_DAYS",
    "RETURNS",
    "SALES",
    "STAFF",
    "Alternative",
    "BadDay",
    "CannotSupply",
    "Divided",
    "Explanation",
    "Figure",
    "LineSeller",
    "ReturnInfo",
    "ReversalKind",
    "SaleInfo",
    "SaleState",
    "StepInfo",
    "TermsInfo",
    "WrongPart",
    "assign_sale",
    "check_day",
    "clear_issue",
    "collect_sales",
    "count_sales_with_issue",
    "count_unassigned_sales",
    "explain_sale",
    "inspect_return",
    "list_alternatives",
    "lock_assignments",
    "reassign_sale",
    "record_cannot_supply",
    "record_delivered",
    "record_part_ready",
    "record_ready",
    "record_ready_on",
    "refuse_own_interest",
    "returns_of",
    "sales_by_id",
    "sales_of_lines",
    "sales_of_order",
    "sales_of_orders",
    "sales_with_issue",
    "sellers_of_lines",
    "steps_of",
    "terms_of",
    "unassigned_sales",
]  # fmt: skip

# The longest reason or remark of a person.
REASON_LENGTH = 255

STAFF = "staff"
CARRIER = "carrier"


@transaction.atomic
def assign_sale(sale_id: int, offer_id: int, by: str = STAFF) -> SaleInfo:
    """Say by hand who supplies an unassigned sale. Raises UnknownRow, WrongChoice."""

    def act(order_sales: OrderSales, sale: Sale) -> int:
        offer = find_row(Offer, offer_id)
        refuse_own_interest(by, [offer.supplier_id])
        if sale.offer_id is not None or not steps.is_with_supplier(sale):
            raise WrongChoice(
                _(
                    "Sale {sale} is not waiting for a supplier (it is {state}).",
                    sale=sale_id,
                    state=status_name(sale.state),
                )
            )
        return supplier_answers.give_sale_to_offer(
            order_sales, sale, offer, by, _("given to offer {offer} by hand", offer=offer_id)
        ).pk

    return _changed(act_on_each_sale([sale_id], act, locks_stock=True)[0])


@transaction.atomic
def reassign_sale(sale_id: int, offer_id: int, by: str, reason: str = "") -> SaleInfo:
    """Let another offer supply a sale that is still with its supplier, or that has nobody. Returns the sale that now
    stands: a sale that had a supplier is cancelled, and they are notified. Raises UnknownRow, WrongChoice."""

    def act(order_sales: OrderSales, sale: Sale) -> int:
        why = clean_remark(reason, REASON_LENGTH) or _("given to offer {offer} by hand", offer=offer_id)
        offer = find_row(Offer, offer_id)
        refuse_own_interest(by, [offer.supplier_id])
        return supplier_answers.give_sale_to_offer(order_sales, sale, offer, by, why).pk

    return _changed(act_on_each_sale([sale_id], act, locks_stock=True)[0])


@transaction.atomic
def clear_issue(sale_id: int, by: str, remark: str) -> SaleInfo:
    """A person looked at it, and says what was done. The same issue is not brought up again. Raises UnknownRow,
    WrongChoice without a remark."""
    remark = clean_remark(remark, REASON_LENGTH)
    if not remark:
        raise WrongChoice(_("Say what was done about it."))

    def act(_order_sales: OrderSales, sale: Sale) -> None:
        refuse_own_interest(by, [sale.supplier_id])
        if sale.issue:
            steps.remark_on_sale(sale, by, _("settled: {remark}", remark=remark), issue=EMPTY)

    act_on_each_sale([sale_id], act)
    return _changed(sale_id)


def record_ready(sale_ids: Iterable[int], by: str) -> None:
    """The supplier has packed these goods."""
    supplier_answers.record_ready(sale_ids, by)


def record_ready_on(sale_ids: Iterable[int], day: date, by: str) -> None:
    """The supplier has these goods, and they will be ready on this Indian day."""
    supplier_answers.record_ready_on(sale_ids, day, by)


def record_cannot_supply(sale_ids: Iterable[int], by: str, reason: str) -> list[CannotSupply]:
    """The supplier cannot supply these goods. Somebody else who offers them gets the sale, else it has an issue and
    staff must look: the outcomes, one for each sale, say which."""
    return supplier_answers.record_cannot_supply(sale_ids, by, reason)


def record_part_ready(sale_id: int, ready: int, *, by: str, rest_on: date | None = None, reason: str = "") -> Divided:
    """The supplier has packed so many pieces; the rest follows on an Indian day, or not at all. Raises UnknownRow,
    WrongPart, BadDay, WrongChoice."""
    if rest_on is not None:
        check_day(rest_on)
    return parts.record_part_ready(sale_id, ready, by=by, rest_on=rest_on, reason=reason)


def collect_sales(sale_ids: Iterable[int], by: str = CARRIER, at: datetime | None = None) -> None:
    """The carrier has these goods since `at` (by default now). A cancelled sale stays cancelled, with an issue."""
    deliveries.record_collection(sale_ids, by, at)


def record_delivered(sale_ids: Iterable[int], at: datetime, by: str) -> None:
    """The buyer has these goods since `at`, an aware moment; the return window begins. Raises WrongChoice."""
    deliveries.record_delivery(sale_ids, at, by)


def inspect_return(reversal_id: int, *, good: int, damaged: int, by: str) -> ReturnInfo:
    """Somebody looked at what came back: good pieces are for sale again, here and in the store; damaged ones are not.

    Raises UnknownRow, WrongChoice.
    """
    return return_info(returns.inspect_return(reversal_id, good=good, damaged=damaged, by=by))


def _changed(sale_id: int) -> SaleInfo:
    return sales_by_id([sale_id])[sale_id]
