"""Whose name is on the buyer's invoice, and what the law wants buyers to know of them.

A consignor's goods are sold by the corporation, from the State the consignor works in (statutory.md A4.2, A4.5). A
vendor and an enrolled supplier sell in their own names; of them buyers are shown name, whether they are registered, and
the address (E-Commerce Rules 2020, r.5: E4); of a consignor none of it, the corporation answers for their goods.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from odop_consignment.models import (
    Offer,
    Regime,
    Sale,
    SaleState,
    SaleTerms,
    Supplier,
    SupplyModel,
    TaxRegime,
)
from odop_consignment.offers.selection import offers_on_display
from odop_consignment.settings import ConsignmentSettings
from odop_core.india.dates import today
from odop_core.plugin import configuration

REGISTERED = (TaxRegime.REGISTERED, TaxRegime.COMPOSITION)


@dataclass(frozen=True)
class Seller:
    """The seller of record. `gstin` is "" for an enrolled supplier (and where the corporation has none yet).

    `state_code` is the GST code of the State the goods are sold from. Customer care is the corporation's for all.
    """

    name: str
    name_hi: str
    gstin: str
    state_code: str
    registered: bool
    is_corporation: bool
    address: str
    care_phone: str
    care_email: str
    supplier_id: int | None
    # False also for a registered seller under the composition scheme (CGST s.10(4)).
    collects_gst: bool = True


@dataclass(frozen=True)
class SoldBy:
    """Who sells a variant, and the artisan (or group) whose goods they are, by slug ("" if none)."""

    seller: Seller
    supply_model: SupplyModel
    supplier_id: int
    artisan_slug: str


@dataclass(frozen=True)
class Corporation:
    """What every e-commerce entity must show of itself (E-Commerce Rules 2020, r.4: E1)."""

    name: str
    address: str
    gstins: tuple[str, ...]
    care_phone: str
    care_email: str
    grievance_officer: str
    grievance_contact: str


def seller_of(regime: Regime, supplier: Supplier, settings: ConsignmentSettings) -> Seller:
    """The seller of record of what this supplier supplies while this regime is in force."""
    sells_as_corporation = regime.supply_model == SupplyModel.CONSIGNMENT
    gstin = settings.gstin_of(supplier.state_code) if sells_as_corporation else regime.gstin
    return Seller(
        name=settings.corporation_name if sells_as_corporation else supplier.name,
        name_hi="" if sells_as_corporation else supplier.name_hi,
        gstin=gstin,
        state_code=gstin[:2] or supplier.state_code,
        registered=sells_as_corporation or regime.tax_regime in REGISTERED,
        is_corporation=sells_as_corporation,
        address=settings.corporation_address if sells_as_corporation else supplier.address,
        care_phone=settings.care_phone,
        care_email=settings.care_email,
        supplier_id=None if sells_as_corporation else supplier.pk,
        collects_gst=sells_as_corporation or regime.tax_regime == TaxRegime.REGISTERED,
    )


def seller_key(regime: Regime, supplier: Supplier) -> tuple[str, ...]:
    """Offers of one variant must have the same: consignors of one State, taxed alike, may share a variant; everybody
    else's is theirs alone, since price, tax and "Sold by" must be known before the store allocates."""
    if regime.supply_model == SupplyModel.CONSIGNMENT:
        return ("corporation", supplier.state_code, regime.tax_regime)
    return ("supplier", str(supplier.pk))


def corporation() -> Corporation:
    """The corporation's own details, as the merchant set them."""
    settings = configuration.load_settings(ConsignmentSettings)
    return Corporation(
        settings.corporation_name, settings.corporation_address, tuple(settings.gstins), settings.care_phone,
        settings.care_email, settings.grievance_officer, settings.grievance_contact,
    )  # fmt: skip


def sellers_of_variants(variant_ids: Iterable[str], using: str = "default") -> dict[str, SoldBy]:
    """Who sells each variant today; a variant nobody can supply is left out. Always three queries."""
    return _sold_by("variant_id", list(variant_ids), using)


def sellers_of_products(product_ids: Iterable[str], using: str = "default") -> dict[str, list[SoldBy]]:
    """Who sells a product's variants today, each seller once, by priority. Always three queries."""
    found: dict[str, list[SoldBy]] = {}
    for product_id, sold_by in _all_sold_by("product_id", list(product_ids), using):
        found.setdefault(product_id, []).append(sold_by)
    return {product_id: _each_seller_once(all_of_it) for product_id, all_of_it in found.items()}


def sellers_of_lines(order_line_ids: Iterable[str], using: str = "default") -> dict[str, list[SoldBy]]:
    """Who sold each order line, by the terms frozen with its sales, each seller once; lines without terms are left out.
    What the invoice does not bear (address, customer care) is as of today."""
    settings = configuration.load_settings(ConsignmentSettings)
    standing = Sale.objects.using(using).filter(order_line_id__in=list(order_line_ids), terms__isnull=False)
    found: dict[str, list[SoldBy]] = {}
    for sale in standing.exclude(state=SaleState.CANCELLED).select_related("terms__supplier").order_by("id"):
        found.setdefault(sale.order_line_id, []).append(_as_agreed(sale.terms, settings))
    return {line_id: _each_seller_once(all_of_it) for line_id, all_of_it in found.items()}


def _each_seller_once(all_of_it: list[SoldBy]) -> list[SoldBy]:
    """The corporation may sell the goods of several consignors; where several artisans made them, none is named."""
    found: dict[Seller, SoldBy] = {}
    for one in all_of_it:
        first = found.setdefault(one.seller, one)
        if first.artisan_slug != one.artisan_slug:
            found[one.seller] = replace(first, artisan_slug="")
    return list(found.values())


def sellers_of_sales(sale_ids: Iterable[int], using: str = "default") -> dict[int, SoldBy]:
    """The same of each sale, cancelled or not."""
    settings = configuration.load_settings(ConsignmentSettings)
    rows = SaleTerms.objects.using(using).filter(sale_id__in=list(sale_ids)).select_related("supplier")
    return {terms.sale_id: _as_agreed(terms, settings) for terms in rows}


def _as_agreed(terms: SaleTerms, settings: ConsignmentSettings) -> SoldBy:
    supplier, model = terms.supplier, SupplyModel(terms.supply_model)
    is_corporation = model == SupplyModel.CONSIGNMENT
    seller = Seller(
        name=terms.seller_name,
        name_hi="" if is_corporation else supplier.name_hi,
        gstin=terms.seller_gstin,
        state_code=terms.seller_state_code,
        registered=is_corporation or terms.tax_regime in REGISTERED,
        is_corporation=is_corporation,
        address=settings.corporation_address if is_corporation else supplier.address,
        care_phone=settings.care_phone,
        care_email=settings.care_email,
        supplier_id=None if is_corporation else supplier.pk,
        collects_gst=is_corporation or terms.tax_regime == TaxRegime.REGISTERED,
    )
    return SoldBy(seller, model, supplier.pk, supplier.artisan_slug)


def _sold_by(key: str, values: list[str], using: str) -> dict[str, SoldBy]:
    found: dict[str, SoldBy] = {}
    for value, sold_by in _all_sold_by(key, values, using):
        found.setdefault(value, sold_by)
    return found


def _all_sold_by(key: str, values: list[str], using: str) -> list[tuple[str, SoldBy]]:
    settings = configuration.load_settings(ConsignmentSettings)
    offers = list(_with_regime(offers_on_display(using).filter(**{f"{key}__in": values})))
    regimes = Regime.objects.using(using).in_bulk({offer.regime_id for offer in offers if offer.regime_id})
    return [
        (getattr(offer, key), _as_sold_by(offer.supplier, regimes[offer.regime_id], settings))
        for offer in offers
        if offer.regime_id in regimes
    ]


def _with_regime(offers: QuerySet[Offer]) -> Any:
    """Each offer with `regime_id`: what its supplier is today."""
    of_supplier = Regime.objects.filter(supplier_id=OuterRef("supplier_id"), valid_from__lte=today())
    latest = of_supplier.order_by("-valid_from", "-id").values("pk")[:1]
    return offers.annotate(regime_id=Subquery(latest)).select_related("supplier")


def _as_sold_by(supplier: Supplier, regime: Regime, settings: ConsignmentSettings) -> SoldBy:
    model = SupplyModel(regime.supply_model)
    return SoldBy(seller_of(regime, supplier, settings), model, supplier.pk, supplier.artisan_slug)


@dataclass(frozen=True)
class SupplierParty:
    """A supplier as a party to a paper between them and the corporation; `gstin` is "" for who is not registered."""

    id: int
    name: str
    name_hi: str
    address: str
    state_code: str
    gstin: str
    language: str


def supplier_party(supplier_id: int) -> SupplierParty | None:
    """As they are today, with the address in clear: for papers that go to themselves."""
    supplier = Supplier.objects.filter(pk=supplier_id).first()
    if supplier is None:
        return None
    regimes = Regime.objects.filter(supplier_id=supplier_id, valid_from__lte=today())
    regime = regimes.order_by("-valid_from", "-id").first()
    return SupplierParty(
        supplier.pk, supplier.name, supplier.name_hi, supplier.address, supplier.state_code,
        regime.gstin if regime else "", supplier.language,
    )  # fmt: skip
