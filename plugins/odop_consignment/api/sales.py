"""Sales, as plain data: what was sold of whom, how far it has come, and what people say of it.

Every function that changes something takes `by`, who did it, and can be called again: what is told twice, late or out
of order changes nothing. All raise UnknownRow for a sale there never was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models, transaction

from odop_consignment.agreements import explaining
from odop_consignment.agreements.explaining import Explanation
from odop_consignment.errors import WrongChoice
from odop_consignment.models import WITH_MAKER, Offer, ReversalKind, Sale, SaleReversal, SaleState
from odop_consignment.rows import find
from odop_consignment.sales import answers, delivering, returns, steps
from odop_consignment.sales.answers import CannotSupply
from odop_consignment.sales.book import Book
from odop_consignment.sales.many import each_sale
from odop_consignment.sales.returns import COMES_BACK

STAFF = "staff"
CARRIER = "carrier"


@dataclass(frozen=True)
class SaleInfo:
    """So many pieces of one order line from one pickup point; `supplier_id` is None while unassigned.

    Amounts are paise; `total_*` is for all pieces. `ready_on` is the Indian day the maker promised. `trouble` says in
    words what a person must look at; "" when all is well.
    """

    id: int
    order_id: str
    order_number: str
    order_line_id: str
    product_id: str | None
    variant_id: str | None
    product_name: str
    pickup_point_id: str
    supplier_id: int | None
    artisan_slug: str
    quantity: int
    unit_price_gross_paise: int
    state: str
    returned: int = 0
    total_gross_paise: int = 0
    total_net_paise: int = 0
    ready_on: date | None = None
    trouble: str = ""
    collected_at: datetime | None = None
    delivered_at: datetime | None = None

    @property
    def is_placed(self) -> bool:
        """Bought, and the maker has not answered."""
        return self.state == SaleState.PLACED

    @property
    def is_with_maker(self) -> bool:
        """The goods are to be collected from their maker: placed, confirmed and ready alike."""
        return self.state in WITH_MAKER

    @property
    def is_cancelled(self) -> bool:
        return self.state == SaleState.CANCELLED


@dataclass(frozen=True)
class StepInfo:
    """One move of a sale, or (with the same state before and after) something said of it."""

    before: str
    after: str
    reason: str
    moved_by: str
    moved_at: datetime


@dataclass(frozen=True)
class ReturnInfo:
    """Pieces of a sale that were given back; `kind` is a ReversalKind. What comes back waits to be looked at."""

    id: int
    sale_id: int
    order_number: str
    product_name: str
    kind: str
    quantity: int
    recorded_at: datetime
    inspected_at: datetime | None
    inspected_by: str
    good: int
    damaged: int

    @property
    def is_to_inspect(self) -> bool:
        return self.inspected_at is None and self.kind in COMES_BACK


@dataclass(frozen=True)
class LineSeller:
    """The seller of record of some pieces of an order line, as it was agreed when they were sold.

    `gstin` is "" for an unregistered seller; States are GST codes ("09" is Uttar Pradesh, "" unknown). Amounts are
    paise, for these pieces: what the buyer pays, and the same without GST.
    """

    sale_id: int
    order_line_id: str
    name: str
    gstin: str
    state_code: str
    supply_model: str
    tax_regime: str
    bill_state_code: str
    ship_state_code: str
    quantity: int
    gross_paise: int
    net_paise: int


def sales_by_id(sale_ids: Iterable[int], using: str = "default") -> dict[int, SaleInfo]:
    return {row.pk: _sale(row) for row in _all(using).filter(pk__in=list(sale_ids))}


def sales_of_order(order_id: str) -> list[SaleInfo]:
    return [_sale(row) for row in _all("default").filter(order_id=order_id).order_by("id")]


def sales_of_lines(order_line_ids: Iterable[str], using: str = "default") -> dict[str, list[SaleInfo]]:
    """Standing sales by order line; cancelled ones are left out."""
    found: dict[str, list[SaleInfo]] = defaultdict(list)
    for row in _standing(using).filter(order_line_id__in=list(order_line_ids)):
        found[row.order_line_id].append(_sale(row))
    return found


def sales_of_orders(order_ids: Iterable[str], using: str = "default") -> dict[str, list[SaleInfo]]:
    """Standing sales by order; cancelled ones are left out."""
    found: dict[str, list[SaleInfo]] = defaultdict(list)
    for row in _standing(using).filter(order_id__in=list(order_ids)):
        found[row.order_id].append(_sale(row))
    return found


def sales_of_supplier(supplier_id: int, limit: int = 100, before: int = 0, using: str = "default") -> list[SaleInfo]:
    """What was sold of a supplier, newest first, from before the sale `before`; cancelled ones too."""
    rows = _all(using).filter(supplier_id=supplier_id).order_by("-id")
    return [_sale(row) for row in (rows.filter(pk__lt=before) if before else rows)[:limit]]


def count_sales_of_supplier(supplier_id: int, using: str = "default") -> int:
    return _all(using).filter(supplier_id=supplier_id).count()


def unassigned_sales(limit: int = 100, after: int = 0, using: str = "default") -> list[SaleInfo]:
    """What was sold and nobody is known to supply, oldest first, from beyond the sale `after`: somebody must look."""
    rows = _unassigned(using).filter(pk__gt=after).order_by("id")
    return [_sale(row) for row in rows[:limit]]


def count_unassigned_sales(using: str = "default") -> int:
    return _unassigned(using).count()


def sales_in_trouble(limit: int = 100, after: int = 0, using: str = "default") -> list[SaleInfo]:
    """Sales a person must look at, oldest first, from beyond the sale `after`; `trouble` says why."""
    rows = _in_trouble(using).filter(pk__gt=after).order_by("id")
    return [_sale(row) for row in rows[:limit]]


def count_sales_in_trouble(using: str = "default") -> int:
    return _in_trouble(using).count()


def sellers_of_lines(order_line_ids: Iterable[str], using: str = "default") -> dict[str, list[LineSeller]]:
    """Who sells each order line, by frozen terms; one for each standing sale. Lines without terms are left out."""
    found: dict[str, list[LineSeller]] = defaultdict(list)
    for row in _standing(using).filter(order_line_id__in=list(order_line_ids), terms__isnull=False):
        terms = row.terms
        found[row.order_line_id].append(
            LineSeller(
                row.pk, row.order_line_id, terms.seller_name, terms.seller_gstin, terms.seller_state_code,
                terms.supply_model, terms.tax_regime, terms.bill_state_code, terms.ship_state_code, row.quantity,
                terms.gross_paise, terms.net_paise,
            )
        )  # fmt: skip
    return found


def explain(sale_id: int, using: str = "default") -> Explanation | None:
    """Why the seller keeps what it keeps of a sale, in English and Hindi, from what was frozen with it; None when the
    sale has no terms."""
    return explaining.explain(sale_id, using)


def steps_of(sale_ids: Iterable[int], using: str = "default") -> dict[int, list[StepInfo]]:
    """How each sale came to where it is, oldest step first."""
    found: dict[int, list[StepInfo]] = defaultdict(list)
    rows = steps.SaleStep.objects.using(using).filter(sale_id__in=list(sale_ids)).order_by("id")
    for row in rows:
        found[row.sale_id].append(StepInfo(row.before, row.after, row.reason, row.moved_by, row.moved_at))
    return found


def returns_of(sale_ids: Iterable[int], using: str = "default") -> dict[int, list[ReturnInfo]]:
    """What was given back of each sale, oldest first."""
    found: dict[int, list[ReturnInfo]] = defaultdict(list)
    rows = SaleReversal.objects.using(using).filter(sale_id__in=list(sale_ids), quantity__gt=0)
    for row in rows.select_related("sale").order_by("id"):
        found[row.sale_id].append(_return(row))
    return found


def returns_to_inspect(limit: int = 100, after: int = 0, using: str = "default") -> list[ReturnInfo]:
    """What came back and nobody has looked at, oldest first, from beyond the return `after`."""
    rows = _to_inspect(using).filter(pk__gt=after).select_related("sale").order_by("id")
    return [_return(row) for row in rows[:limit]]


def count_returns_to_inspect(using: str = "default") -> int:
    return _to_inspect(using).count()


@transaction.atomic
def assign_sale(sale_id: int, offer_id: int, by: str = STAFF) -> SaleInfo:
    """Say by hand who supplies an unassigned sale. Raises UnknownRow, WrongChoice."""

    def act(book: Book, sale: Sale) -> int:
        offer = find(Offer, offer_id)
        if sale.offer_id is not None or not steps.is_with_maker(sale):
            raise WrongChoice(f"Sale {sale_id} is not waiting for a supplier (it is {sale.state}).")
        return answers.give_to(book, sale, offer, by, f"given to offer {offer_id} by hand").pk

    return _changed(each_sale([sale_id], act, holds_stock=True)[0])


@transaction.atomic
def reassign_sale(sale_id: int, offer_id: int, by: str, reason: str = "") -> SaleInfo:
    """Let another offer supply a sale that is still with its maker, or that has nobody. Returns the sale that now
    stands: a sale that had a supplier is cancelled, and they are told. Raises UnknownRow, WrongChoice."""

    def act(book: Book, sale: Sale) -> int:
        why = reason.strip() or f"given to offer {offer_id} by hand"
        return answers.give_to(book, sale, find(Offer, offer_id), by, why).pk

    return _changed(each_sale([sale_id], act, holds_stock=True)[0])


@transaction.atomic
def clear_trouble(sale_id: int, by: str, remark: str) -> SaleInfo:
    """A person looked at it, and says what was done. The same trouble is not brought up again. Raises UnknownRow,
    WrongChoice without a remark."""
    if not remark.strip():
        raise WrongChoice("Say what was done about it.")

    def act(_book: Book, sale: Sale) -> None:
        if sale.trouble:
            steps.note(sale, by, f"looked at: {remark.strip()}", trouble="")

    each_sale([sale_id], act)
    return _changed(sale_id)


def record_ready(sale_ids: Iterable[int], by: str) -> None:
    """The maker has packed these goods."""
    answers.ready(sale_ids, by)


def record_ready_on(sale_ids: Iterable[int], day: date, by: str) -> None:
    """The maker has these goods, and they will be ready on this Indian day."""
    answers.ready_on(sale_ids, day, by)


def record_cannot_supply(sale_ids: Iterable[int], by: str, reason: str) -> list[CannotSupply]:
    """The maker cannot supply these goods. Somebody else who offers them gets the sale, else it is in trouble and
    staff must look: the outcomes, one for each sale, say which."""
    return answers.cannot_supply(sale_ids, by, reason)


def collect_sales(sale_ids: Iterable[int], by: str = CARRIER, at: datetime | None = None) -> None:
    """The carrier has these goods since `at` (now, unless told). A cancelled sale stays cancelled, in trouble."""
    delivering.collected(sale_ids, by, at)


def record_delivered(sale_ids: Iterable[int], at: datetime, by: str) -> None:
    """The buyer has these goods since `at`, an aware moment; the return window begins. Raises WrongChoice."""
    delivering.delivered(sale_ids, at, by)


def inspect_return(reversal_id: int, *, good: int, damaged: int, by: str) -> ReturnInfo:
    """Somebody looked at what came back: good pieces are for sale again, here and in the store; damaged ones are not.

    Raises UnknownRow, WrongChoice.
    """
    return _return(returns.inspect(reversal_id, good=good, damaged=damaged, by=by))


def _all(using: str) -> models.QuerySet[Sale]:
    return Sale.objects.using(using).select_related("supplier", "terms")


def _standing(using: str) -> models.QuerySet[Sale]:
    return _all(using).exclude(state=SaleState.CANCELLED).order_by("id")


def _unassigned(using: str) -> models.QuerySet[Sale]:
    return _all(using).filter(offer=None, state=SaleState.PLACED)


def _in_trouble(using: str) -> models.QuerySet[Sale]:
    return _all(using).exclude(trouble="")


def _to_inspect(using: str) -> models.QuerySet[SaleReversal]:
    rows = SaleReversal.objects.using(using).filter(inspected_at=None, quantity__gt=0)
    return rows.exclude(kind=ReversalKind.REFUNDED)


def _changed(sale_id: int) -> SaleInfo:
    return _sale(_all("default").get(pk=sale_id))


def _sale(row: Sale) -> SaleInfo:
    terms = getattr(row, "terms", None)
    return SaleInfo(
        id=row.pk,
        order_id=row.order_id,
        order_number=row.order_number,
        order_line_id=row.order_line_id,
        product_id=row.product_id,
        variant_id=row.variant_id,
        product_name=row.product_name,
        pickup_point_id=row.pickup_point_id,
        supplier_id=row.supplier_id,
        artisan_slug=row.supplier.artisan_slug if row.supplier else "",
        quantity=row.quantity,
        unit_price_gross_paise=row.unit_price_gross_paise,
        state=row.state,
        returned=row.returned,
        total_gross_paise=terms.gross_paise if terms else row.unit_price_gross_paise * row.quantity,
        total_net_paise=terms.net_paise if terms else row.unit_price_net_paise * row.quantity,
        ready_on=row.ready_on,
        trouble=row.trouble,
        collected_at=row.collected_at,
        delivered_at=row.delivered_at,
    )


def _return(row: SaleReversal) -> ReturnInfo:
    return ReturnInfo(
        row.pk, row.sale_id, row.sale.order_number, row.sale.product_name, row.kind, row.quantity, row.recorded_at,
        row.inspected_at, row.inspected_by, row.good, row.damaged,
    )  # fmt: skip
