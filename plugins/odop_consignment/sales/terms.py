"""On what terms a sale is made: frozen in the transaction in which its supplier becomes known, and never changed.

What holds is what held on the Indian day of the order: the supplier's regime, the seller of record, the agreement's
version, commission and charges. Commission may depend on what was sold before under the agreement, so the sales of one
agreement are reckoned one after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db.models import BigIntegerField, F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from odop_consignment.agreements.pricing import Priced, price
from odop_consignment.agreements.versions import in_force
from odop_consignment.models import AgreementVersion, CommissionTier, Sale, SaleReversal, SaleState, SaleTerms
from odop_consignment.offers.seller import seller_of
from odop_consignment.sales.facts import OrderFacts
from odop_consignment.settings import ConsignmentSettings
from odop_core import plugin_settings
from odop_core.locks import one_at_a_time
from odop_core.models import ProductRecord

# Where nobody agreed on another: as long as a new agreement says.
USUAL_RETURN_WINDOW_DAYS = 7

NO_REGIME = "What the supplier was for GST on the day of this sale is not on record: no terms; settle it by hand."
NO_VERSION = "No signed agreement covers the day of this sale: commission and charges must be settled by hand."


def freeze(facts: OrderFacts, sales: Iterable[Sale], others: Callable[[Sale], list[Sale]]) -> dict[int, str]:
    """Write down the terms of these sales, all of them supplied by somebody; `others` finds the sales of the same line.

    Returns, by sale, what could not be found out and a person must settle.
    """
    ordered = sorted(sales, key=lambda sale: (_agreement(sale) or 0, sale.pk))
    agreements = sorted({found for sale in ordered if (found := _agreement(sale))})
    for agreement_id in agreements:
        one_at_a_time("agreement", str(agreement_id))
    settings = plugin_settings.load(ConsignmentSettings)
    versions = {agreement_id: in_force(agreement_id, facts.day) for agreement_id in agreements}
    goods = _Goods({sale.product_id for sale in ordered if sale.product_id})
    trouble = {}
    for sale in ordered:
        version = versions.get(_agreement(sale) or 0)
        if words := _freeze(facts, sale, others(sale), version, goods, settings):
            trouble[sale.pk] = words
    return trouble


def net_of(sale: Sale, pieces: int) -> int:
    """The net value of the first so many pieces of a sale, in paise; so that all parts add up to the whole."""
    return sale.terms.net_paise * pieces // sale.quantity


def sold_before(agreement_id: int) -> int:
    """The net value in paise of all that was sold under an agreement, less what was called off or came back."""
    reversals = SaleReversal.objects.filter(sale=OuterRef("sale")).order_by().values("sale")
    undone = Subquery(reversals.annotate(pieces=Sum("quantity")).values("pieces"), output_field=BigIntegerField())
    rows = SaleTerms.objects.filter(version__agreement_id=agreement_id).exclude(sale__state=SaleState.CANCELLED)
    kept = F("net_paise") - F("net_paise") * Coalesce(undone, 0) / F("sale__quantity")
    return rows.aggregate(sum=Sum(kept, output_field=BigIntegerField()))["sum"] or 0


class _Goods:
    """What the products are: of which categories, and of which craft."""

    def __init__(self, product_ids: set[str]) -> None:
        records = ProductRecord.objects.filter(product_id__in=product_ids)
        self._categories = {record.product_id: record.product.category_ids for record in records}
        # Provenance asks consignment who made a piece: here, and not above, so that neither waits for the other.
        from odop_provenance import api as provenance

        self._origins = provenance.provenance_of(product_ids)

    def categories(self, sale: Sale) -> tuple[str, ...]:
        """The product's own category and its parents, up to the root."""
        return self._categories.get(sale.product_id or "", ())

    def craft(self, sale: Sale) -> str:
        origin = self._origins.get(sale.product_id or "")
        return origin.craft.slug if origin and origin.craft else ""


def _freeze(
    facts: OrderFacts,
    sale: Sale,
    others: list[Sale],
    version: AgreementVersion | None,
    goods: _Goods,
    settings: ConsignmentSettings,
) -> str:
    assert sale.supplier is not None
    regime = facts.regime(sale.supplier)
    if regime is None:
        return NO_REGIME
    gross, net = facts.value(sale, others)
    seller = seller_of(regime, sale.supplier, settings)
    priced = _price(sale, version, goods, gross, net) if version else None
    sale.terms = SaleTerms.objects.create(
        sale=sale,
        supplier=sale.supplier,
        regime=regime,
        supply_model=regime.supply_model,
        tax_regime=regime.tax_regime,
        seller_name=seller.name,
        seller_gstin=seller.gstin,
        seller_state_code=seller.state_code,
        bill_state_code=facts.destination.bill,
        ship_state_code=facts.destination.ship,
        version=version,
        commission_rule_id=priced.rule_id if priced else None,
        gross_paise=gross,
        net_paise=net,
        commission_paise=priced.commission_paise if priced else 0,
        charges_paise=priced.charges_paise if priced else 0,
        return_window_days=version.return_window_days if version else USUAL_RETURN_WINDOW_DAYS,
        figures=priced.figures if priced else [],
    )
    return "" if version else NO_VERSION


def _price(sale: Sale, version: AgreementVersion, goods: _Goods, gross: int, net: int) -> Priced:
    depends_on_sales = CommissionTier.objects.filter(rule__version=version, from_paise__gt=0).exists()
    return price(
        version,
        pieces=sale.quantity,
        product_id=sale.product_id,
        category_ids=goods.categories(sale),
        craft_slug=goods.craft(sale),
        gross_paise=gross,
        net_paise=net,
        cumulative_paise=sold_before(version.agreement_id) if depends_on_sales else 0,
    )


def _agreement(sale: Sale) -> int | None:
    return sale.offer.agreement_id if sale.offer else None
