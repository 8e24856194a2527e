"""What the black-box tests may expect of the mart they are run against, in the form `tests/e2e/README.md` describes.

It is worked out from the recordings and the sample catalogue, never read from the database that is being tested.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from devtools.catalogue import CHANNEL
from devtools.expectations import ExpectedOrder, Piece
from devtools.play import Playing, collected_orders, wanted_pickup
from devtools.replay import recorded_ids
from devtools.sample import sample_catalogue
from devtools.supply import offers


def facts(playing: Playing, customer_id: str) -> dict[str, Any]:
    orders = playing.orders.values()
    by_partner = collected_orders(playing.stories)
    return {
        "products": _products(),
        "suppliers": _suppliers(),
        "orders": [_order(order, order.number in by_partner, customer_id) for order in orders],
        "unassigned": [
            {"orderNumber": order.number, "productName": piece.product, "quantity": piece.quantity}
            for order in orders
            for piece in order.pieces.values()
            if piece.maker is None and piece.ending == "placed"
        ],
    }


def _products() -> list[dict[str, Any]]:
    ids = recorded_ids()["products"]
    return [
        {
            "id": ids[product.slug],
            "channel": CHANNEL,
            "district": product.district,
            "craft": product.craft,
            "maker": product.maker,
        }
        for product in sample_catalogue().products
    ]


def _suppliers() -> list[dict[str, Any]]:
    """As `makers` takes them on: approved, all consignors."""
    catalogue = sample_catalogue()
    offered = Counter(maker for product in catalogue.products for _sku, maker, _priority in offers(product))
    return [
        {
            "name": maker.name_en,
            "supplyModel": "CONSIGNMENT",
            "taxRegime": "UNREGISTERED",
            "offers": offered[maker.key],
        }
        for maker in catalogue.makers
    ]


def _order(order: ExpectedOrder, by_partner: bool, customer_id: str) -> dict[str, Any]:
    pieces = [piece for piece in order.pieces.values() if piece.ending != "cancelled"]
    return {
        "id": order.id,
        "number": order.number,
        "of_customer": (order.node["user"] or {}).get("id") == customer_id,
        "lines": [
            {
                "id": line["id"],
                "consignments": [_consignment(piece, by_partner) for piece in pieces if piece.line_id == line["id"]],
            }
            for line in order.node["lines"]
        ],
    }


def _consignment(piece: Piece, by_partner: bool) -> dict[str, Any]:
    districts = {maker.key: maker.district for maker in sample_catalogue().makers}
    pickup = wanted_pickup(piece, by_partner)
    told = {"notificationStatus": "SENT"} if piece.told else {}
    return {
        "quantity": piece.quantity,
        "state": ("collected" if by_partner and piece.maker else piece.ending).upper(),
        "maker": piece.maker,
        "pickup": None if pickup == "none" else pickup.upper(),
        **({"district": districts[piece.maker]} if piece.maker else {}),
        **told,
    }
