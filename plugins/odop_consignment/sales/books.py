"""Sales as the books see them: frozen figures, the days on which they moved, and what was given back of them.

Days are Indian. Sales without terms (nobody is known to supply them), and those that wait for the rate of their day,
are left out: there is nothing yet to enter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from odop_consignment.models import (
    Bearer,
    CheckItem,
    CheckResult,
    ReversalKind,
    Sale,
    SaleReversal,
    SaleState,
    SaleStep,
    SupplyModel,
    TaxRegime,
    Verification,
)
from odop_consignment.sales.returns import COMES_BACK
from odop_consignment.suppliers.checklist import value_digest
from odop_core.india.dates import indian_day
from odop_core.security.encryption import digest_text


@dataclass(frozen=True)
class GivenBack:
    """So many pieces were returned, refunded or replaced. Of those that came back, `damaged` are unfit to be sold: 0
    until they are looked at, on `inspected_on`."""

    id: int
    kind: ReversalKind
    quantity: int
    day: date
    damaged: int = 0
    inspected_on: date | None = None

    @property
    def is_open(self) -> bool:
        """It is on its way back, or nobody has looked at it."""
        return self.kind in COMES_BACK and self.inspected_on is None


@dataclass(frozen=True)
class Taxpayer:
    """By which PAN a supplier pays tax, as far as we know: its digest and fourth letter (the kind of holder), both ""
    without one. `is_refused`: somebody saw that it is wrong or inoperative."""

    pan_digest: str = ""
    holder: str = ""
    is_refused: bool = False


@dataclass(frozen=True)
class SaleForBooks:
    """One sale. Amounts are paise, for all pieces: what the buyer pays, what is settled (`value_*`, with what of a
    discount the shop bears), commission and charges."""

    id: int
    order_id: str
    order_number: str
    supplier_id: int
    taxpayer: Taxpayer
    product_id: str
    supply_model: SupplyModel
    tax_regime: TaxRegime
    seller_gstin: str
    seller_state_code: str
    bill_state_code: str
    ship_state_code: str
    ordered_on: date
    quantity: int
    gross_paise: int
    net_paise: int
    value_gross_paise: int
    value_net_paise: int
    commission_paise: int
    charges_paise: int
    # A signed agreement bound on the day of the sale; else a person must settle it by hand.
    is_agreed: bool
    supplier_bears_losses: bool
    # Rupees for one main unit of the order's currency; None for rupees.
    rate: Decimal | None
    state: SaleState
    sold_on: date
    delivered_on: date | None
    final_on: date | None
    cancelled_on: date | None
    given_back: tuple[GivenBack, ...]


def sales_for_books(order_ids: Iterable[str]) -> dict[str, list[SaleForBooks]]:
    """By order, oldest first. Four queries."""
    rows = Sale.objects.filter(order_id__in=list(order_ids), terms__gross_paise__isnull=False)
    rows = rows.select_related("terms__version", "terms__exchange_rate", "terms__regime", "supplier")
    sales = list(rows.order_by("id"))
    moved = _days_of_moves(sales)
    back = _given_back(sales)
    refused = _refused_pans(sales)
    found: dict[str, list[SaleForBooks]] = defaultdict(list)
    for sale in sales:
        found[sale.order_id].append(_for_books(sale, moved, tuple(back[sale.pk]), refused))
    return found


@dataclass(frozen=True)
class FreightTerms:
    """Who bears what a carrier charges for a sale: the supplier only where their agreement says so. `shop_gstin` is the
    shop's on the buyer's invoice, "" where the supplier is the seller of record; `gross_paise` is what the buyer pays.
    """

    sale_id: int
    supplier_id: int
    shop_gstin: str
    gross_paise: int
    supplier_bears_freight: bool
    supplier_bears_returns: bool


def freight_terms(sale_ids: Iterable[int]) -> list[FreightTerms]:
    """By sale; those without terms, or whose rate is not known, are left out."""
    rows = Sale.objects.filter(pk__in=list(sale_ids), terms__gross_paise__isnull=False)
    found = []
    for sale in rows.select_related("terms__version").order_by("id"):
        terms, version = sale.terms, sale.terms.version
        is_ours = terms.supply_model == SupplyModel.CONSIGNMENT
        found.append(
            FreightTerms(
                sale.pk,
                terms.supplier_id,
                terms.seller_gstin if is_ours else "",
                terms.gross_paise,
                bool(version) and version.freight_borne_by == Bearer.SUPPLIER,
                bool(version) and version.returns_borne_by == Bearer.SUPPLIER,
            )
        )
    return found


def latest_prices(variant_ids: Iterable[str]) -> dict[str, int]:
    """By variant: paise for a piece without GST and before discounts that the shop bears, as last sold. Variants that
    were never sold are left out."""
    rows = Sale.objects.filter(variant_id__in=set(variant_ids), quantity__gt=0, terms__net_paise__isnull=False)
    last = rows.select_related("terms").order_by("variant_id", "-pk").distinct("variant_id")
    return {sale.variant_id: (sale.terms.value_net_paise or 0) // sale.quantity for sale in last}


def order_ids_after(order_id: str, limit: int) -> list[str]:
    """The orders that have sales, by their IDs, from the one after `order_id` ("" for the first)."""
    rows = Sale.objects.filter(order_id__gt=order_id).order_by("order_id").values_list("order_id", flat=True)
    return list(rows.distinct()[:limit])


def _for_books(
    sale: Sale, moved: dict[tuple[int, str], date], back: tuple[GivenBack, ...], refused: set[tuple[int, str]]
) -> SaleForBooks:
    terms = sale.terms
    return SaleForBooks(
        id=sale.pk,
        order_id=sale.order_id,
        order_number=sale.order_number,
        supplier_id=terms.supplier_id,
        taxpayer=_taxpayer(sale, refused),
        product_id=sale.product_id or "",
        supply_model=SupplyModel(terms.supply_model),
        tax_regime=TaxRegime(terms.tax_regime),
        seller_gstin=terms.seller_gstin,
        seller_state_code=terms.seller_state_code,
        bill_state_code=terms.bill_state_code,
        ship_state_code=terms.ship_state_code,
        ordered_on=terms.ordered_on,
        quantity=sale.quantity,
        gross_paise=terms.gross_paise,
        net_paise=terms.net_paise,
        value_gross_paise=terms.gross_paise + terms.borne_gross_paise,
        value_net_paise=terms.net_paise + terms.borne_net_paise,
        commission_paise=terms.commission_paise,
        charges_paise=terms.charges_paise,
        is_agreed=terms.version_id is not None,
        rate=terms.exchange_rate.rate if terms.exchange_rate else None,
        supplier_bears_losses=bool(terms.version and terms.version.supplier_bears_losses),
        state=SaleState(sale.state),
        sold_on=indian_day(sale.created_at),
        delivered_on=_day(sale.delivered_at),
        final_on=moved.get((sale.pk, SaleState.FINAL)),
        cancelled_on=moved.get((sale.pk, SaleState.CANCELLED)),
        given_back=back,
    )


def _taxpayer(sale: Sale, refused: set[tuple[int, str]]) -> Taxpayer:
    """Who is registered for GST shows the PAN in the GSTIN."""
    supplier = sale.supplier
    pan = (supplier.pan if supplier else "") or sale.terms.regime.gstin[2:12]
    if not pan:
        return Taxpayer()
    is_refused = supplier is not None and (supplier.pk, value_digest(supplier, CheckItem.PAN, None)) in refused
    return Taxpayer(digest_text(pan), pan[3], is_refused)


def _refused_pans(sales: list[Sale]) -> set[tuple[int, str]]:
    """Suppliers, and what of a PAN was last seen to be wrong (`checklist.value_digest`)."""
    rows = Verification.objects.filter(supplier__in={sale.supplier_id for sale in sales}, item=CheckItem.PAN)
    columns = rows.order_by("id").values_list("supplier_id", "value_digest", "result")
    last = {(supplier, value): result for supplier, value, result in columns}
    return {pan for pan, result in last.items() if result == CheckResult.REFUSED}


def _days_of_moves(sales: list[Sale]) -> dict[tuple[int, str], date]:
    """The day each sale became final, or was called off."""
    rows = SaleStep.objects.filter(sale__in=sales, after__in=[SaleState.FINAL, SaleState.CANCELLED]).order_by("-id")
    return {(sale_id, after): indian_day(at) for sale_id, after, at in rows.values_list("sale_id", "after", "moved_at")}


def _given_back(sales: list[Sale]) -> dict[int, list[GivenBack]]:
    found: dict[int, list[GivenBack]] = defaultdict(list)
    for row in SaleReversal.objects.filter(sale__in=sales, quantity__gt=0).order_by("id"):
        found[row.sale_id].append(
            GivenBack(
                row.pk, ReversalKind(row.kind), row.quantity, indian_day(row.recorded_at), row.damaged,
                _day(row.inspected_at),
            )
        )  # fmt: skip
    return found


def _day(moment: datetime | None) -> date | None:
    return indian_day(moment) if moment else None
