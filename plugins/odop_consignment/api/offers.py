"""Offers, the sellers of record and pickup points, as plain data. What reads for GraphQL reads many at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from odop_consignment.errors import Refusal
from odop_consignment.lookups import newest_of_each_supplier
from odop_consignment.models import Offer
from odop_consignment.offers import own_offers, records
from odop_consignment.offers.eligibility import Eligibility, assess_offers
from odop_consignment.offers.errors import (
    AnotherSeller,
    GoodsRefused,
    MayNotSell,
    NoAgreementInForce,
    NotVerified,
    OfferRefused,
    OfferThere,
    WrongOffer,
)
from odop_consignment.offers.goods import register_goods_check
from odop_consignment.offers.pickup_points import NoPickupPoint, create_pickup_point, require_pickup_points
from odop_consignment.offers.records import OfferRow
from odop_consignment.offers.sellers import (
    Corporation,
    Seller,
    SoldBy,
    SupplierParty,
    corporation,
    sellers_of_lines,
    sellers_of_products,
    sellers_of_sales,
    sellers_of_variants,
    supplier_party,
)
from odop_consignment.supplier_search import find_suppliers
from odop_core.database.filters import Flag, Moments, Number, RowID, StoreID
from odop_core.database.lists import RECORDED, RowList, Sort
from odop_core.database.text_search import Search
from odop_core.store.orders import Address
from odop_core.store.port import PickupPoint, StoreRefused, StoreUnavailable

__all__ = [
    "OFFERS",
    "Address",
    "AnotherSeller",
    "Corporation",
    "Eligibility",
    "GoodsRefused",
    "MayNotSell",
    "NoAgreementInForce",
    "NoPickupPoint",
    "NotVerified",
    "OfferInfo",
    "OfferRefused",
    "OfferRow",
    "OfferThere",
    "PickupPoint",
    "SavedOffer",
    "Seller",
    "SoldBy",
    "StoreRefused",
    "StoreUnavailable",
    "SupplierParty",
    "WrongOffer",
    "activate_offer",
    "as_info",
    "change_offer",
    "corporation",
    "create_offer",
    "create_pickup_point",
    "deactivate_offer",
    "eligibility_of_offers",
    "offers_by_id",
    "offers_of_products",
    "offers_of_suppliers",
    "put_on_offer",
    "register_goods_check",
    "require_pickup_points",
    "save_offer",
    "save_offers",
    "sellers_of_lines",
    "sellers_of_products",
    "sellers_of_sales",
    "sellers_of_variants",
    "supplier_party",
    "take_off_offer",
]  # fmt: skip


@dataclass(frozen=True)
class OfferInfo:
    """`active` is what somebody set; whether it can be used today is said by `eligibility_of_offers`."""

    id: int
    supplier_id: int
    variant_id: str
    pickup_point_id: str
    priority: int
    active: bool
    agreement_id: int | None
    product_id: str
    low_stock_at: int
    changed_by: str
    changed_at: datetime
    created_at: datetime


@dataclass(frozen=True)
class SavedOffer:
    """What became of one row: the offer, or the error (UnknownRow, OfferThere or a kind of OfferRefused)."""

    offer: OfferInfo | None
    created: bool
    error: Refusal | None


def create_offer(
    *,
    supplier_id: int,
    variant_id: str,
    pickup_point_id: str,
    by: str,
    product_id: str = "",
    agreement_id: int | None = None,
    priority: int = records.USUAL_PRIORITY,
    low_stock_at: int = 0,
    active: bool = True,
) -> OfferInfo:
    """Say that a supplier supplies a variant from a pickup point (a Saleor warehouse). Without an agreement named it is
    the supplier's only one in force. Raises UnknownRow, OfferThere, OfferRefused."""
    row = OfferRow(
        supplier_id, variant_id, pickup_point_id, product_id, agreement_id, priority, low_stock_at, active
    )  # fmt: skip
    return as_info(records.create_offer(row, by=by))


def save_offer(row: OfferRow, *, by: str) -> OfferInfo:
    """As `create_offer`, but changes the offer there is. Raises UnknownRow, OfferRefused."""
    return as_info(records.save_offer(row, by=by))


def save_offers(rows: Sequence[OfferRow], *, by: str) -> list[SavedOffer]:
    """Up to 1,000 at once: each row by itself, the wrong ones named and left out. Raises WrongChoice for more rows."""
    return [_saved(result) for result in records.save_offers(rows, by=by)]


def change_offer(
    offer_id: int,
    *,
    by: str,
    priority: int | None = None,
    active: bool | None = None,
    low_stock_at: int | None = None,
    agreement_id: int | None = None,
    product_id: str | None = None,
) -> OfferInfo:
    """What is left out stays. Raises UnknownRow, OfferRefused."""
    return as_info(
        records.change_offer(
            offer_id, by=by, priority=priority, active=active, low_stock_at=low_stock_at, agreement_id=agreement_id,
            product_id=product_id,
        )
    )  # fmt: skip


def activate_offer(offer_id: int, *, by: str) -> OfferInfo:
    """Raises UnknownRow, MayNotSell, NotVerified, NoAgreementInForce, GoodsRefused, AnotherSeller."""
    return as_info(records.activate_offer(offer_id, by=by))


def deactivate_offer(offer_id: int, *, by: str) -> OfferInfo:
    """Raises UnknownRow."""
    return as_info(records.deactivate_offer(offer_id, by=by))


def take_off_offer(offer_id: int, *, by: str) -> OfferInfo:
    """The supplier takes it off themselves. Raises UnknownRow."""
    return as_info(own_offers.take_off_offer(offer_id, by=by))


def put_on_offer(offer_id: int, *, by: str) -> OfferInfo:
    """The supplier puts on again what they took off. Raises as `activate_offer`."""
    return as_info(own_offers.put_on_offer(offer_id, by=by))


def offers_by_id(ids: Iterable[int], using: str = "default") -> dict[int, OfferInfo]:
    return {row.pk: as_info(row) for row in Offer.objects.using(using).filter(pk__in=list(ids))}


def offers_of_products(product_ids: Iterable[str], using: str = "default") -> dict[str, list[OfferInfo]]:
    """All offers of many products, active or not, by priority. One query."""
    found: dict[str, list[OfferInfo]] = {}
    for row in Offer.objects.using(using).filter(product_id__in=list(product_ids)).order_by("priority", "id"):
        found.setdefault(row.product_id, []).append(as_info(row))
    return found


def offers_of_suppliers(supplier_ids: Iterable[int], most: int, using: str = "default") -> dict[int, list[OfferInfo]]:
    """The newest offers of many suppliers, at most so many of each. One query."""
    found: dict[int, list[OfferInfo]] = {}
    for row in newest_of_each_supplier(Offer.objects.using(using).filter(supplier_id__in=list(supplier_ids)), most):
        found.setdefault(row.supplier_id, []).append(as_info(row))
    return found


def eligibility_of_offers(ids: Iterable[int], using: str = "default") -> dict[int, Eligibility]:
    """Whether goods may be sold under each offer today, and if not why, in both languages."""
    return assess_offers(Offer.objects.using(using).filter(pk__in=list(ids)), using)


def as_info(offer: Offer) -> OfferInfo:
    return OfferInfo(
        offer.pk, offer.supplier_id, offer.variant_id, offer.pickup_point_id, offer.priority, offer.active,
        offer.agreement_id, offer.product_id, offer.low_stock_at, offer.changed_by, offer.changed_at,
        offer.created_at,
    )  # fmt: skip


def _saved(result: records.RowResult) -> SavedOffer:
    return SavedOffer(offer=as_info(result.offer) if result.offer else None, created=result.created, error=result.error)


OFFERS = RowList(
    Offer,
    rows=lambda using: Offer.objects.using(using).all(),
    show=lambda rows, _using: [as_info(row) for row in rows],
    filters={
        "supplier_id": RowID("supplier_id", "Who supplies.", of="Supplier"),
        "agreement_id": RowID("agreement_id", "The agreement they are under.", of="Agreement"),
        "variant_id": StoreID("variant_id", "The product variant in the store."),
        "product_id": StoreID("product_id", "The product in the store."),
        "pickup_point_id": StoreID("pickup_point_id", "The warehouse in the store where the goods are collected."),
        "is_active": Flag("Whether new sales may use them, as somebody set it.", holds=lambda _using: Q(active=True)),
        "priority": Number("priority", "Which offer is taken first."),
        "created_at": Moments("created_at", "When the offer was recorded."),
        "updated_at": Moments("changed_at", "When it changed last."),
    },
    sorts={
        "created_at": RECORDED,
        "updated_at": Sort("When it changed last.", "changed_at"),
        "priority": Sort("Which offer is taken first.", "priority"),
    },
    search=Search("Words of the supplier's names or reference.", others={"supplier_id": find_suppliers}),
    newest_first=False,
)
