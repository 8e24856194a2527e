"""On what terms a sale is made: frozen in the transaction in which its supplier becomes known, and never changed.

What holds is what held on the Indian day of the order: the supplier's regime, the seller of record, the agreement's
version, commission and charges, and the rate by which another currency becomes rupees. Where nobody has recorded that
rate, the sale is settled once somebody does: until then its amounts are known in the order's currency only. Commission
may depend on what was sold before under the agreement, so the sales of one agreement are reckoned one after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from odop_consignment.agreements.figures import explain_rate, freeze_figures
from odop_consignment.agreements.pricing import Priced, borne_by_shop, price
from odop_consignment.agreements.terms import Terms
from odop_consignment.agreements.terms import terms_of as agreed_terms
from odop_consignment.agreements.versions import version_in_force
from odop_consignment.models import (
    AgreementVersion,
    ExchangeRate,
    Sale,
    SaleReversal,
    SaleState,
    SaleTerms,
    SupplyModel,
)
from odop_consignment.offers.sellers import seller_of
from odop_consignment.sales.exchange_rates import rate_on
from odop_consignment.sales.facts import OrderFacts, Value
from odop_consignment.settings import ConsignmentSettings
from odop_core.database.locks import lock_subjects
from odop_core.i18n import EMPTY, Text, _
from odop_core.models import ProductRecord
from odop_core.money import RUPEES, Money, paise_at_rate
from odop_core.plugin import configuration
from odop_core.store.records import product_snapshot
from odop_provenance import api as provenance

# Where nobody agreed on another: as long as a new agreement says.
USUAL_RETURN_WINDOW_DAYS = 7
NOTHING_AGREED = Terms("", 0, ())

NO_REGIME = _("The supplier's GST registration on the day of this sale is not on record: no terms; settle it by hand.")
NO_GSTIN = _("The corporation has no GSTIN in the State these goods come from: decide by hand who invoices them.")
NO_VERSION = _("No signed agreement covers the day of this sale: settle commission and charges by hand.")


def freeze_terms(facts: OrderFacts, sales: Iterable[Sale], others: Callable[[Sale], list[Sale]]) -> dict[int, Text]:
    """Write down the terms of these sales, all of them supplied by somebody; `others` finds the sales of the same line.

    Returns, by sale, what could not be found out and a person must settle.
    """
    ordered = sorted(sales, key=lambda sale: (_agreement(sale) or 0, sale.pk))
    lock_agreements(ordered)
    context = _Context(facts, ordered)
    issues = {}
    for sale in ordered:
        if words := _freeze(context, sale, others(sale)):
            issues[sale.pk] = words
    return issues


def settle_terms(facts: OrderFacts, sale: Sale) -> Text | None:
    """Reckon in rupees a sale that waited for the rate of its day; None while that is not known, else what a person
    must settle of it (empty: nothing)."""
    context = _Context(facts, [sale])
    frozen = sale.terms
    value = Value(frozen.gross, frozen.net, frozen.discount_gross, frozen.discount_net)
    values = _reckon(context, sale, frozen.ordered_on, frozen.version, value)
    if not values:
        return None
    for name, value in values.items():
        setattr(frozen, name, value)
    frozen.save(update_fields=list(values))
    return _what_is_missing(context, frozen)


def missing_rate(sale: Sale) -> Text:
    """What staff must do before a sale in another currency is settled."""
    return _(
        "Record a rate for {currency} of {day}: until then the amount of this sale in rupees is not known.",
        currency=sale.currency,
        day=sale.terms.ordered_on.isoformat(),
    )


def lock_agreements(sales: Iterable[Sale]) -> None:
    """Nobody else sells under the agreements of these sales until our transaction ends."""
    lock_subjects("agreement", {str(found) for sale in sales if (found := _agreement(sale))})


def net_value_of(sale: Sale, pieces: int) -> int:
    """What is settled without GST for the first so many pieces of a sale, in paise; so that all parts add up to the
    whole. Nothing while the rate of the day is not known."""
    return (sale.terms.value_net_paise or 0) * pieces // sale.quantity


def net_sold_before(agreement_id: int) -> int:
    """The net value in paise of all that was sold under an agreement, less what was called off or came back."""
    reversals = SaleReversal.objects.filter(sale=OuterRef("sale")).order_by().values("sale")
    undone = Subquery(reversals.annotate(pieces=Sum("quantity")).values("pieces"), output_field=BigIntegerField())
    rows = SaleTerms.objects.filter(version__agreement_id=agreement_id).exclude(sale__state=SaleState.CANCELLED)
    value = F("net_paise") + F("borne_net_paise")
    kept = value - value * Coalesce(undone, 0) / F("sale__quantity")
    return rows.aggregate(sum=Sum(kept, output_field=BigIntegerField()))["sum"] or 0


class _Context:
    """What the terms of some sales of one order follow from, each thing read once."""

    def __init__(self, facts: OrderFacts, sales: Iterable[Sale]) -> None:
        sales = list(sales)
        agreements = {found for sale in sales if (found := _agreement(sale))}
        self.facts = facts
        self.settings = configuration.load_settings(ConsignmentSettings)
        self.goods = Goods({sale.product_id for sale in sales if sale.product_id})
        self._versions = {agreement_id: version_in_force(agreement_id, facts.day) for agreement_id in agreements}
        self._sold_before: dict[int, int] = {}

    def version(self, sale: Sale) -> AgreementVersion | None:
        return self._versions.get(_agreement(sale) or 0)

    def sold_before(self, version: AgreementVersion) -> int:
        """As `sold_before`, where a rate depends on it (else 0). What is frozen here counts with `add`."""
        if not any(tier.from_paise for rule in version.commission_rules.all() for tier in rule.tiers.all()):
            return 0
        if version.agreement_id not in self._sold_before:
            self._sold_before[version.agreement_id] = net_sold_before(version.agreement_id)
        return self._sold_before[version.agreement_id]

    def add(self, version: AgreementVersion | None, net_paise: int) -> None:
        if version and version.agreement_id in self._sold_before:
            self._sold_before[version.agreement_id] += net_paise


class Goods:
    """What the products are: of which categories, and of which craft."""

    def __init__(self, product_ids: set[str]) -> None:
        records = ProductRecord.objects.filter(product_id__in=product_ids)
        self._categories = {record.product_id: product_snapshot(record).category_ids for record in records}
        self._origins = provenance.find_provenance(product_ids)

    def categories(self, product_id: str | None) -> tuple[str, ...]:
        """The product's own category and its parents, up to the root."""
        return self._categories.get(product_id or "", ())

    def craft(self, product_id: str | None) -> str:
        origin = self._origins.get(product_id or "")
        return origin.craft.slug if origin and origin.craft else ""


def _freeze(context: _Context, sale: Sale, others: list[Sale]) -> Text:
    assert sale.supplier is not None
    facts, version = context.facts, context.version(sale)
    regime = facts.regime(sale.supplier)
    if regime is None:
        return NO_REGIME
    value = facts.value(sale, others)
    seller = seller_of(regime, sale.supplier, context.settings)
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
        ordered_on=facts.day,
        currency=sale.currency,
        gross_minor=value.gross.minor,
        net_minor=value.net.minor,
        discount_gross_minor=value.discount_gross.minor if value.discount_gross else 0,
        discount_net_minor=value.discount_net.minor if value.discount_net else 0,
        return_window_days=version.return_window_days if version else USUAL_RETURN_WINDOW_DAYS,
        **_reckon(context, sale, facts.day, version, value),
    )
    context.add(version, sale.terms.value_net_paise or 0)
    if sale.terms.gross_paise is None:
        return missing_rate(sale)
    return _what_is_missing(context, sale.terms)


def _what_is_missing(context: _Context, frozen: SaleTerms) -> Text:
    """Of terms that are reckoned in rupees: what a person must settle (empty: nothing)."""
    is_corporation = frozen.supply_model == SupplyModel.CONSIGNMENT
    if is_corporation and not frozen.seller_gstin and context.settings.gstins:
        return NO_GSTIN
    return EMPTY if frozen.version_id else NO_VERSION


def _reckon(context: _Context, sale: Sale, day: date, version: AgreementVersion | None, value: Value) -> dict[str, Any]:
    """What of the terms is in rupees; nothing while the rate of the day is not known."""
    rate = None
    if sale.currency != RUPEES:
        rate = rate_on(sale.currency, day)
        if rate is None:
            return {}
    gross, net, discount_gross, discount_net = (_in_rupees(amount, rate) for amount in _amounts(value))
    priced = _price(context, sale, version, gross, net, discount_net) if version else None
    figures = priced.figures if priced else []
    if rate:
        figures = [explain_rate(rate, value.gross, value.net, gross, version), *figures]
    terms = agreed_terms(version) if version else NOTHING_AGREED
    return {
        "exchange_rate": rate,
        "gross_paise": gross,
        "net_paise": net,
        "borne_gross_paise": borne_by_shop(terms, discount_gross),
        "borne_net_paise": borne_by_shop(terms, discount_net),
        "commission_rule_id": priced.rule_id if priced else None,
        "commission_paise": priced.commission_paise if priced else 0,
        "charges_paise": priced.charges_paise if priced else 0,
        "figures": freeze_figures(figures),
    }


def _amounts(value: Value) -> tuple[Money | None, ...]:
    return value.gross, value.net, value.discount_gross, value.discount_net


def _in_rupees(amount: Money | None, rate: ExchangeRate | None) -> int:
    if amount is None:
        return 0
    return paise_at_rate(amount, rate.rate) if rate else amount.minor


def _price(context: _Context, sale: Sale, version: AgreementVersion, gross: int, net: int, discount_net: int) -> Priced:
    return price(
        version,
        pieces=sale.quantity,
        product_id=sale.product_id,
        category_ids=context.goods.categories(sale.product_id),
        craft_slug=context.goods.craft(sale.product_id),
        gross_paise=gross,
        net_paise=net,
        cumulative_paise=context.sold_before(version),
        discount_net_paise=discount_net,
    )


def _agreement(sale: Sale) -> int | None:
    return sale.offer.agreement_id if sale.offer else None
