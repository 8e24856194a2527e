"""A kurta from Lucknow: made, offered, sold, told of and waiting to be collected."""

from __future__ import annotations

from typing import Any

from odop_consignment.api import OfferInfo, SupplierInfo
from odop_core.queue import worker
from odop_core.store.orders import OrderSnapshot
from odop_notifications.settings import PLUGIN_ID as NOTIFICATIONS
from odop_provenance import api as provenance
from odop_provenance.api import artisans
from storefront_schema import ids
from tests import factories

PRODUCT_ID = ids.make("Product", 1)


def chikankari() -> str:
    """The slug of a craft of Lucknow's."""
    return provenance.list_crafts(["lucknow"])[0].slug


def artisan(slug: str = "shabana", shows_name: bool = True) -> provenance.ArtisanInfo:
    return artisans.create_artisan(
        slug, name="Shabana Khatoon", name_hi="शबाना ख़ातून", district_slug="lucknow", shows_name=shows_name
    )


def supplier(slug: str = "shabana", **changes: Any) -> SupplierInfo:
    """The supplier behind an artisan."""
    return factories.supplier("Shabana Khatoon", artisan_slug=slug, **changes)


def sold(*orders: OrderSnapshot, offers: bool = True, variants: tuple[str, ...] = ("kurta",)) -> OfferInfo | None:
    """Orders that went all the way to the supplier's message and a booked pickup. Returns the last offer."""
    factories.switch(NOTIFICATIONS, channel="console")
    offer = None
    if offers:
        artisan()
        by = supplier()
        for variant in variants:
            offer = factories.offer(variant, by=by)
    for order in orders or (factories.order(user_id="user-1"),):
        factories.announce(order)
    worker.run_due()
    return offer
