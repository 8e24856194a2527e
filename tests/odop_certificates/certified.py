"""Small builders of verified claims, and of orders whose goods left."""

from __future__ import annotations

from typing import Any

from odop_certificates.credentials import certificates
from odop_certificates.models import Certificate, UnitSerial
from odop_certificates.units import serials
from odop_core.models import OrderRecord
from odop_core.store.orders import Fulfillment, FulfillmentLine, OrderLine, OrderSnapshot
from odop_provenance.claims import steps
from odop_provenance.claims.records import Place
from odop_provenance.models import Artisan, District
from tests.factories import line, order

BASE = "https://mart.example/provenance"


def artisan(slug: str = "shabana", **changes: Any) -> Artisan:
    """An artisan of Lucknow who agreed to be named."""
    values = {
        "name": "Shabana", "name_hi": "शबाना", "shows_name": True, "district": District.objects.get(slug="lucknow"),
    }  # fmt: skip
    made: Artisan = Artisan.objects.update_or_create(slug=slug, defaults=values | changes)[0]
    return made


def verified(
    product_id: str = "product-kurta", district: str = "lucknow", craft: str | None = None, by: str = ""
) -> str:
    """Somebody attested where the product is from, and a reviewer found it true."""
    place = Place(district, craft, by or None, off_list=craft is None)
    steps.attest_claim(product_id, place, by="seller")
    steps.verify_claim(product_id, by="reviewer", why="Seen at the workshop.", waiver="a test")
    return product_id


def certified(product_id: str = "product-kurta", **changes: Any) -> Certificate:
    certificate = certificates.sync_certificate(verified(product_id, **changes))
    assert certificate is not None
    return certificate


def fulfillment(*lines: tuple[OrderLine | str, int], id: str = "F1", status: str = "FULFILLED") -> Fulfillment:
    pieces = tuple(
        FulfillmentLine(order_line_id=each if isinstance(each, str) else each.id, quantity=quantity)
        for each, quantity in lines
    )
    return Fulfillment(id=id, status=status, lines=pieces)


def left(quantity: int = 1, *, name: str = "kurta", minute: int = 0, number: int = 1, **changes: Any) -> OrderSnapshot:
    """An order of so many pieces, all of which left."""
    own_id = {} if number == 1 else {"id": f"line-{name}-{number}"}
    bought = line(name, quantity, sku=changes.pop("sku", None), **own_id)
    sent = changes.pop("fulfillments", (fulfillment((bought, quantity), id=f"F{number}"),))
    return order(bought, minute=minute, number=number, fulfillments=sent, **changes)


def units_of(sent: OrderSnapshot) -> list[UnitSerial]:
    return list(UnitSerial.objects.filter(dispatch__order_id=sent.id).order_by("id"))


def sold(quantity: int = 1, **changes: Any) -> list[UnitSerial]:
    """Serials of so many pieces of a verified product that just left."""
    sent = left(quantity, **changes)
    serials.sync_serials(sent)
    return units_of(sent)


def states(sent: OrderSnapshot) -> list[str]:
    return [unit.state for unit in units_of(sent)]


def bought(sent: OrderSnapshot) -> list[UnitSerial]:
    """The serials of an order that left, with the order on record."""
    OrderRecord.objects.create(
        order_id=sent.id, number=sent.number, store_updated_at=sent.updated_at, content_hash="",
        snapshot=sent.model_dump(mode="json"),
    )  # fmt: skip
    serials.sync_serials(sent)
    return units_of(sent)
