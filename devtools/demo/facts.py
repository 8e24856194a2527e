"""What the black-box tests may expect of the mart they are run against, in the form `tests/e2e/README.md` describes.

It is worked out from the recordings and the sample catalogue, never read from the database that is being tested.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from devtools.demo.comparison import collected_orders, wanted_pickup
from devtools.demo.expectations import ExpectedOrder, Piece
from devtools.demo.scenario import Scenario
from devtools.replay import recorded_ids
from devtools.saleor.catalogue import CHANNEL
from devtools.sample import sample_catalogue
from devtools.sample.offers import offers


def facts(scenario: Scenario, customer_id: str) -> dict[str, Any]:
    orders = scenario.orders.values()
    by_partner = collected_orders(scenario.stories)
    return {
        "products": _products(),
        "suppliers": _suppliers(),
        "orders": [_order(order, order.number in by_partner, customer_id) for order in orders],
        "unassigned": [
            {"orderNumber": order.number, "productName": piece.product, "quantity": piece.quantity}
            for order in orders
            for piece in order.pieces.values()
            if piece.supplier is None and piece.ending == "placed"
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
            "artisan": product.supplier,
        }
        for product in sample_catalogue().products
    ]


def _suppliers() -> list[dict[str, Any]]:
    """As `sample/suppliers.py` takes them on: approved, all consignors."""
    catalogue = sample_catalogue()
    offered = Counter(supplier for product in catalogue.products for _sku, supplier, _priority in offers(product))
    return [
        {
            "name": supplier.name_en,
            "supplyModel": "CONSIGNMENT",
            "taxRegime": "UNREGISTERED",
            "offers": offered[supplier.key],
        }
        for supplier in catalogue.suppliers
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
    districts = {supplier.key: supplier.district for supplier in sample_catalogue().suppliers}
    pickup = wanted_pickup(piece, by_partner)
    notified = {"notificationStatus": "SENT"} if piece.notified else {}
    return {
        "quantity": piece.quantity,
        "state": ("collected" if by_partner and piece.supplier else piece.ending).upper(),
        "artisan": piece.supplier,
        "pickup": None if pickup == "none" else pickup.upper(),
        **({"district": districts[piece.supplier]} if piece.supplier else {}),
        **notified,
    }
