"""Sales and what is known of them for others, as plain data.

A list is a `Wanted…` (what to leave out), a page of it cut by key, and its length. Whoever may see only one supplier's
rows asks with `supplier_id`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models

from odop_consignment.agreements import explanations
from odop_consignment.agreements.explanations import Explanation
from odop_consignment.models import WITH_SUPPLIER, ReversalKind, Sale, SaleReversal, SaleState, SaleStep, SaleTerms
from odop_consignment.sales.exchange_rates import RateInfo, rate_info
from odop_consignment.sales.returns import COMES_BACK
from odop_core.database.pagination import Window
from odop_core.i18n import EMPTY, Text
from odop_core.india.dates import start_of_day
from odop_core.money import RUPEES, Money

OLDEST = Window(100)
NEWEST = Window(100, newest_first=True)


@dataclass(frozen=True)
class SaleInfo:
    """So many pieces of one order line from one pickup point; `supplier_id` is None while unassigned.

    Amounts are of the order's currency; `total_*` is for all pieces. `gross_paise` is what the buyer pays for all of
    them in rupees, None while that is not known (no rate is recorded). `ready_on` is the Indian day the supplier
    promised. `issue` says in words what a person must look at; "" when all is well. `final_from` is when the return
    window ends, `sold_at` when we learnt of the sale.
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
    unit_price_gross: Money
    state: str
    total_gross: Money
    total_net: Money
    gross_paise: int | None = None
    returned: int = 0
    ready_on: date | None = None
    issue: Text = EMPTY
    collected_at: datetime | None = None
    delivered_at: datetime | None = None
    final_from: datetime | None = None
    sold_at: datetime | None = None
    # The sale, now cancelled, that its supplier divided by an answer, and of which this is a part.
    part_of: int | None = None

    @property
    def is_placed(self) -> bool:
        """Bought, and the supplier has not answered."""
        return self.state == SaleState.PLACED

    @property
    def is_with_supplier(self) -> bool:
        """The goods are to be collected from their supplier: placed, confirmed and ready alike."""
        return self.state in WITH_SUPPLIER

    @property
    def is_cancelled(self) -> bool:
        return self.state == SaleState.CANCELLED


@dataclass(frozen=True)
class StepInfo:
    """One move of a sale, or (with the same state before and after) something said of it."""

    before: str
    after: str
    reason: Text
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

    `gstin` is "" for an unregistered seller; States are GST codes ("09" is Uttar Pradesh, "" unknown). Amounts are of
    the order's currency, for these pieces: what the buyer pays, and the same without GST.
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
    gross: Money
    net: Money


@dataclass(frozen=True)
class TermsInfo:
    """On what terms a sale was made, as frozen when its supplier was known. Amounts are for all its pieces.

    `paid_gross` and `paid_net` are of the order's currency; all else is rupees, by `exchange_rate` where the order is
    not in rupees, and None while that is not known.
    `agreement` and `version` name the signed agreement; "" and None when none was in force that day.
    """

    sale_id: int
    supplier_id: int
    supply_model: str
    tax_regime: str
    seller_name: str
    seller_gstin: str
    seller_state_code: str
    bill_state_code: str
    ship_state_code: str
    paid_gross: Money
    paid_net: Money
    exchange_rate: RateInfo | None
    gross_paise: int | None
    return_window_days: int
    explanation: Explanation

    @property
    def agreement(self) -> str:
        return self.explanation.agreement

    @property
    def version(self) -> int | None:
        return self.explanation.version


@dataclass(frozen=True)
class WantedSales:
    """What a list of sales is to hold. Days are Indian, both ends included; `ready_by` is the promised day, and leaves
    out what nobody promised or has left its supplier."""

    supplier_id: int | None = None
    states: tuple[str, ...] = ()
    order_id: str | None = None
    has_issue: bool | None = None
    assigned: bool | None = None
    ready_by: date | None = None
    sold_from: date | None = None
    sold_until: date | None = None


def sales_by_id(sale_ids: Iterable[int], using: str = "default") -> dict[int, SaleInfo]:
    return {row.pk: sale_info(row) for row in _all(using).filter(pk__in=list(sale_ids))}


def sales_of_order(order_id: str) -> list[SaleInfo]:
    return [sale_info(row) for row in _all("default").filter(order_id=order_id).order_by("id")]


def sales_of_lines(order_line_ids: Iterable[str], using: str = "default") -> dict[str, list[SaleInfo]]:
    """Standing sales by order line; cancelled ones are left out."""
    found: dict[str, list[SaleInfo]] = defaultdict(list)
    for row in _standing(using).filter(order_line_id__in=list(order_line_ids)):
        found[row.order_line_id].append(sale_info(row))
    return found


def sales_of_orders(order_ids: Iterable[str], using: str = "default") -> dict[str, list[SaleInfo]]:
    """Standing sales by order; cancelled ones are left out."""
    found: dict[str, list[SaleInfo]] = defaultdict(list)
    for row in _standing(using).filter(order_id__in=list(order_ids)):
        found[row.order_id].append(sale_info(row))
    return found


def sales(wanted: WantedSales, window: Window, using: str = "default") -> list[SaleInfo]:
    """Cancelled ones too, unless left out."""
    return [sale_info(row) for row in window.select(_wanted(wanted, using))]


def count_sales(wanted: WantedSales, using: str = "default") -> int:
    return _wanted(wanted, using).count()


def sales_of_supplier(supplier_id: int, window: Window = NEWEST, using: str = "default") -> list[SaleInfo]:
    """What was sold of a supplier; cancelled ones too."""
    return sales(WantedSales(supplier_id=supplier_id), window, using)


def count_sales_of_supplier(supplier_id: int, using: str = "default") -> int:
    return count_sales(WantedSales(supplier_id=supplier_id), using)


def unassigned_sales(window: Window = OLDEST, using: str = "default") -> list[SaleInfo]:
    """What was sold and nobody is known to supply: somebody must look."""
    return sales(WantedSales(assigned=False), window, using)


def count_unassigned_sales(using: str = "default") -> int:
    return count_sales(WantedSales(assigned=False), using)


def sales_with_issue(window: Window = OLDEST, using: str = "default") -> list[SaleInfo]:
    """Sales a person must look at; `issue` says why."""
    return sales(WantedSales(has_issue=True), window, using)


def count_sales_with_issue(using: str = "default") -> int:
    return count_sales(WantedSales(has_issue=True), using)


def sellers_of_lines(order_line_ids: Iterable[str], using: str = "default") -> dict[str, list[LineSeller]]:
    """Who sells each order line, by frozen terms; one for each standing sale. Lines without terms are left out."""
    found: dict[str, list[LineSeller]] = defaultdict(list)
    for row in _standing(using).filter(order_line_id__in=list(order_line_ids), terms__isnull=False):
        terms = row.terms
        found[row.order_line_id].append(
            LineSeller(
                row.pk, row.order_line_id, terms.seller_name, terms.seller_gstin, terms.seller_state_code,
                terms.supply_model, terms.tax_regime, terms.bill_state_code, terms.ship_state_code, row.quantity,
                terms.gross, terms.net,
            )
        )  # fmt: skip
    return found


def explain_sale(sale_id: int, using: str = "default") -> Explanation | None:
    """Why the seller keeps what it keeps of a sale, from what was frozen with it; None when the sale has no terms."""
    return explanations.explain_sale(sale_id, using)


def terms_of(sale_ids: Iterable[int], using: str = "default") -> dict[int, TermsInfo]:
    """On what terms each sale was made; sales nobody is known to supply are left out. One query."""
    rows = (
        SaleTerms.objects.using(using)
        .filter(sale_id__in=list(sale_ids))
        .select_related("version__agreement", "exchange_rate")
    )
    return {
        row.sale_id: TermsInfo(
            row.sale_id, row.supplier_id, row.supply_model, row.tax_regime, row.seller_name, row.seller_gstin,
            row.seller_state_code, row.bill_state_code, row.ship_state_code, row.gross, row.net,
            rate_info(row.exchange_rate) if row.exchange_rate else None, row.gross_paise, row.return_window_days,
            explanations.explain_terms(row),
        )
        for row in rows
    }  # fmt: skip


def steps_of(sale_ids: Iterable[int], using: str = "default") -> dict[int, list[StepInfo]]:
    """How each sale came to where it is, oldest step first."""
    found: dict[int, list[StepInfo]] = defaultdict(list)
    rows = SaleStep.objects.using(using).filter(sale_id__in=list(sale_ids)).order_by("id")
    for row in rows:
        found[row.sale_id].append(StepInfo(row.before, row.after, row.reason, row.moved_by, row.moved_at))
    return found


def returns_of(sale_ids: Iterable[int], using: str = "default") -> dict[int, list[ReturnInfo]]:
    """What was given back of each sale, oldest first."""
    found: dict[int, list[ReturnInfo]] = defaultdict(list)
    rows = SaleReversal.objects.using(using).filter(sale_id__in=list(sale_ids), quantity__gt=0)
    for row in rows.select_related("sale").order_by("id"):
        found[row.sale_id].append(return_info(row))
    return found


def list_returns(
    needs_inspection: bool | None = None, window: Window = OLDEST, using: str = "default"
) -> list[ReturnInfo]:
    """What came back; only what nobody has looked at, or only the rest."""
    return [return_info(row) for row in window.select(_returns(needs_inspection, using).select_related("sale"))]


def count_returns(needs_inspection: bool | None = None, using: str = "default") -> int:
    return _returns(needs_inspection, using).count()


def _all(using: str) -> models.QuerySet[Sale]:
    return Sale.objects.using(using).select_related("supplier", "terms")


def _standing(using: str) -> models.QuerySet[Sale]:
    return _all(using).exclude(state=SaleState.CANCELLED).order_by("id")


def _wanted(wanted: WantedSales, using: str) -> models.QuerySet[Sale]:
    given: dict[str, Any] = {
        "supplier": wanted.supplier_id, "state__in": wanted.states or None, "order_id": wanted.order_id,
        "created_at__gte": start_of_day(wanted.sold_from) if wanted.sold_from else None,
        "created_at__lt": start_of_day(wanted.sold_until + timedelta(days=1)) if wanted.sold_until else None,
    }  # fmt: skip
    rows = _all(using).filter(**{name: value for name, value in given.items() if value is not None})
    if wanted.has_issue is not None:
        rows = rows.filter(issue__isnull=not wanted.has_issue)
    if wanted.assigned is not None:
        waits = models.Q(offer=None, state=SaleState.PLACED)
        rows = rows.filter(~waits if wanted.assigned else waits)
    if wanted.ready_by is not None:
        rows = rows.filter(ready_on__lte=wanted.ready_by, state__in=WITH_SUPPLIER)
    return rows


def _returns(needs_inspection: bool | None, using: str) -> models.QuerySet[SaleReversal]:
    rows = SaleReversal.objects.using(using).filter(quantity__gt=0)
    waits = models.Q(inspected_at=None) & ~models.Q(kind=ReversalKind.REFUNDED)
    return rows if needs_inspection is None else rows.filter(waits if needs_inspection else ~waits)


def sale_info(row: Sale) -> SaleInfo:
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
        unit_price_gross=row.unit_price_gross,
        state=row.state,
        returned=row.returned,
        total_gross=terms.gross if terms else row.unit_price_gross * row.quantity,
        total_net=terms.net if terms else row.unit_price_net * row.quantity,
        gross_paise=_gross_paise(row, terms),
        ready_on=row.ready_on,
        issue=row.issue,
        collected_at=row.collected_at,
        delivered_at=row.delivered_at,
        final_from=row.final_from,
        sold_at=row.created_at,
        part_of=row.instead_of_id if row.is_part else None,
    )


def _gross_paise(row: Sale, terms: SaleTerms | None) -> int | None:
    if terms:
        return terms.gross_paise
    return row.unit_price_gross_minor * row.quantity if row.currency == RUPEES else None


def return_info(row: SaleReversal) -> ReturnInfo:
    return ReturnInfo(
        row.pk, row.sale_id, row.sale.order_number, row.sale.product_name, row.kind, row.quantity, row.recorded_at,
        row.inspected_at, row.inspected_by, row.good, row.damaged,
    )  # fmt: skip
