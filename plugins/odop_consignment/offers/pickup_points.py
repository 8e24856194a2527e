"""Pickup points: warehouses of the store, made by us or by the merchant. Who collects finds the goods there.

These functions ask the store, beside Saleor over the network: call them outside of transactions.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable

from odop_consignment.offers.errors import OfferRefused
from odop_consignment.settings import ConsignmentSettings
from odop_core.i18n import _
from odop_core.india import aadhaar, names
from odop_core.normalization import plain_text
from odop_core.plugin import configuration
from odop_core.store import host
from odop_core.store.orders import Address
from odop_core.store.port import NewPickupPoint, PickupPoint

logger = logging.getLogger(__name__)

LONGEST_NAME = 250


class NoPickupPoint(OfferRefused):
    """The store has no such warehouse, or cannot be asked to make one like this."""


def create_pickup_point(
    reference: str, name: str, address: Address, *, by: str, like: str = "", email: str = ""
) -> PickupPoint:
    """Make a warehouse in the store, from which goods can be sold wherever they are from the warehouse `like` (without
    it: the one of the setting `pickup_point_like`).

    `reference` is our own lasting name for it ("supplier-17"): asked again, the same warehouse is returned.
    Raises NoPickupPoint, StoreRefused (with what the store does not like), StoreUnavailable.
    """
    reference = plain_text(reference)
    try:
        name = names.read_name(name, longest=LONGEST_NAME)
    except names.NotAName as error:
        raise NoPickupPoint(error.text) from error
    like = like or configuration.load_settings(ConsignmentSettings).pickup_point_like
    _check(reference, name, address, like, email)
    store = host.current_host().store()
    warehouse_id = store.create_pickup_point(NewPickupPoint(reference, name, address, like, email))
    logger.info("Pickup point %s (%s) was made by %s.", warehouse_id, reference, by)
    return require_pickup_points([warehouse_id])[warehouse_id]


def require_pickup_points(warehouse_ids: Iterable[str]) -> dict[str, PickupPoint]:
    """Where these are, each of them known to the store. Raises NoPickupPoint, StoreUnavailable, StoreRefused."""
    store = host.current_host().store()
    found = {one: store.pickup_point(one) for one in sorted(set(warehouse_ids))}
    if unknown := [one for one, point in found.items() if point is None]:
        raise NoPickupPoint(
            _(
                "The store has no warehouse {warehouse}. Choose one of its warehouses, or make a pickup point.",
                warehouse=unknown[0],
            ),
        )
    return {one: point for one, point in found.items() if point is not None}


def find_unknown_points(warehouse_ids: Iterable[str]) -> set[str]:
    """Those that the store does not have. Raises StoreUnavailable, StoreRefused."""
    store = host.current_host().store()
    return {one for one in set(warehouse_ids) if store.pickup_point(one) is None}


def _check(reference: str, name: str, address: Address, like: str, email: str) -> None:
    if not reference or len(reference) > LONGEST_NAME:
        raise NoPickupPoint(_("Give the pickup point a reference of {longest} letters at most.", longest=LONGEST_NAME))
    texts = (reference, name, email, *map(str, address.model_dump().values()))
    if any(aadhaar.contains_aadhaar(text) for text in texts):
        raise NoPickupPoint(_("Something in it looks like an Aadhaar number, which must not be kept."))
    if not like:
        raise NoPickupPoint(
            _("Name a warehouse that sells already, or set one as the example in the plugin's settings.")
        )
