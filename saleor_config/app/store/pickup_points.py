"""Making a warehouse over GraphQL, step by step, each of which may have been done by an earlier try.

To be sold from it must stand in a channel, and to be sent from in a shipping zone of that channel. That needs more
permissions than the rest of the App, which a merchant may keep to themselves: the warehouse is made, and we say what
is left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from odop_core.store.orders import Address
from odop_core.store.port import NewPickupPoint, StoreRefused

if TYPE_CHECKING:
    from saleor_config.app.saleor_client.client import GraphQLClient


def create_pickup_point(client: GraphQLClient, wanted: NewPickupPoint) -> str:
    """Raises StoreRefused, StoreUnavailable."""
    found = client.run("pickup_point_like", like=wanted.like, reference=wanted.reference)
    if found["like"] is None:
        raise StoreRefused(f"Saleor has no warehouse {wanted.like} to take channels and shipping zones from.")
    warehouse_id = str(found["known"]["id"]) if found["known"] else _made(client, wanted)
    for channel in found["channels"] or ():
        standing = {warehouse["id"] for warehouse in channel["warehouses"]}
        if wanted.like in standing and warehouse_id not in standing:
            _let_sell(client, "channel_add_warehouse", channel["id"], warehouse_id)
    for zone in sorted(_zones(found["like"]) - _zones(found["known"])):
        _let_sell(client, "shipping_zone_add_warehouse", zone, warehouse_id)
    return warehouse_id


def _made(client: GraphQLClient, wanted: NewPickupPoint) -> str:
    values = {
        "name": wanted.name,
        "externalReference": wanted.reference,
        "email": wanted.email,
        "address": _address(wanted.address, wanted.name),
    }
    return str(client.mutate("warehouse_create", input=values)["warehouse"]["id"])


def _let_sell(client: GraphQLClient, name: str, row_id: str, warehouse_id: str) -> None:
    """Add the warehouse to a channel or a shipping zone."""
    try:
        client.mutate(name, id=row_id, warehouse=warehouse_id)
    except StoreRefused as error:
        raise StoreRefused(
            f"The warehouse {warehouse_id} was made, but not put into all its channels and shipping zones: give this "
            f"App the permissions MANAGE_CHANNELS and MANAGE_SHIPPING and try again, or do it in the Dashboard. "
            f"({error})"
        ) from error


def _zones(warehouse: dict[str, Any] | None) -> set[str]:
    return {edge["node"]["id"] for edge in warehouse["shippingZones"]["edges"]} if warehouse else set()


def _address(address: Address, name: str) -> dict[str, str]:
    return {
        "firstName": address.first_name,
        "lastName": address.last_name,
        "companyName": address.company_name or name,
        "streetAddress1": address.street_address_1,
        "streetAddress2": address.street_address_2,
        "city": address.city,
        "cityArea": address.city_area,
        "postalCode": address.postal_code,
        "countryArea": address.country_area,
        "country": address.country_code,
        **({"phone": address.phone} if address.phone else {}),
    }
