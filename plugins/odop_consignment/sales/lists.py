"""Sales and what is known of them for others, as plain data; `SALES` and `RETURNS` are the long lists of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models

from odop_consignment.agreements import explanations
from odop_consignment.agreements.explanations import Explanation
from odop_consignment.models import (
    WITH_SUPPLIER,
    ReversalKind,
    Sale,
    SaleReversal,
    SaleState,
    SaleStep,
    SaleTerms,
)
from odop_consignment.sales.exchange_rates import RateInfo, rate_info
from odop_consignment.sales.returns import COMES_BACK
from odop_consignment.supplier_search import find_suppliers
from odop_core.database.filters import Choice, Days, Flag, Moments, RowID, StoreID, String
from odop_core.database.lists import LATEST_DAY, RECORDED, RowList, Sort, nulls_last
from odop_core.database.pagination import Window
from odop_core.database.text_search import Search, find_rows
from odop_core.i18n import EMPTY, Text
from odop_core.money import RUPEES, Money

OLDEST = Window(100)


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
    changed_at: datetime | None = None
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


def _all(using: str) -> models.QuerySet[Sale]:
    return Sale.objects.using(using).select_related("supplier", "terms")


def _standing(using: str) -> models.QuerySet[Sale]:
    return _all(using).exclude(state=SaleState.CANCELLED).order_by("id")


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
        changed_at=row.changed_at,
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


SALES = RowList(
    Sale,
    rows=_all,
    show=lambda rows, _using: [sale_info(row) for row in rows],
    filters={
        "status": Choice("state", "How far they have come.", states=SaleState),
        "supplier_id": RowID("supplier_id", "Whose goods they are.", of="Supplier"),
        "offer_id": RowID("offer_id", "The offer they were sold by.", of="Offer"),
        "order_id": StoreID("order_id", "The order in the store."),
        "order_number": String("order_number", "The number of the order."),
        "product_id": StoreID("product_id", "The product in the store."),
        "variant_id": StoreID("variant_id", "The product variant in the store."),
        "pickup_point_id": StoreID("pickup_point_id", "The warehouse in the store where they are collected."),
        "has_issue": Flag(
            "Whether a person must look at them. Staff only.",
            holds=lambda _using: models.Q(issue__isnull=False),
            staff_only=True,
        ),
        "is_assigned": Flag(
            "Whether it is known who supplies them.",
            holds=lambda _using: ~models.Q(offer=None, state=SaleState.PLACED),
        ),
        "is_with_supplier": Flag(
            "Whether the goods are still to be collected from the supplier.",
            holds=lambda _using: models.Q(state__in=WITH_SUPPLIER),
        ),
        "ready_on": Days("ready_on", "The Indian day the supplier promised."),
        "created_at": Moments("created_at", "When the sale was recorded."),
        "updated_at": Moments("changed_at", "When it changed last."),
    },
    sorts={
        "created_at": RECORDED,
        "updated_at": Sort("When it changed last.", "changed_at"),
        "ready_on": Sort("The promised day; sales without one come last.", nulls_last("ready_on", LATEST_DAY)),
    },
    search=Search(
        "Words of the order's number, the product's name or the supplier's names or reference.",
        columns=("order_number", "product_name"),
        others={"supplier_id": find_suppliers},
    ),
)

_TO_INSPECT = models.Q(inspected_at=None) & ~models.Q(kind=ReversalKind.REFUNDED)

RETURNS = RowList(
    SaleReversal,
    rows=lambda using: SaleReversal.objects.using(using).filter(quantity__gt=0).select_related("sale"),
    show=lambda rows, _using: [return_info(row) for row in rows],
    filters={
        "kind": Choice("kind", "How the pieces came back.", states=ReversalKind),
        "sale_id": RowID("sale_id", "The sale.", of="ConsignmentSale"),
        "needs_inspection": Flag("Whether somebody must look at the pieces.", holds=lambda _using: _TO_INSPECT),
        "created_at": Moments("recorded_at", "When the return was recorded."),
    },
    search=Search(
        "Words of the order's number or the product's name.",
        others={"sale_id": find_rows(Sale, "order_number", "product_name")},
    ),
    newest_first=False,
    owner="sale__supplier_id",
)


def unassigned_sales(window: Window = OLDEST, using: str = "default") -> list[SaleInfo]:
    """What was sold and nobody is known to supply: somebody must look."""
    return SALES.read(window, {"is_assigned": False}, using=using)


def count_unassigned_sales(using: str = "default") -> int:
    return SALES.count({"is_assigned": False}, using=using)


def sales_with_issue(window: Window = OLDEST, using: str = "default") -> list[SaleInfo]:
    """Sales a person must look at; `issue` says why."""
    return SALES.read(window, {"has_issue": True}, using=using)


def count_sales_with_issue(using: str = "default") -> int:
    return SALES.count({"has_issue": True}, using=using)
