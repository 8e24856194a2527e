"""An order of a shop that sells for consignors, for a vendor and for an enrolled supplier, and what happens to it."""

from __future__ import annotations

from typing import Any

from odop_accounts.models import Document, GoodsTax
from odop_accounts.posting.sync import sync_orders
from odop_consignment import api as consignment
from odop_consignment.models import Offer, Sale
from odop_consignment.sales.sync import sync_sales
from odop_core.models import OrderRecord
from odop_core.money import RUPEES, Money
from odop_core.store.orders import Address, OrderLine, OrderSnapshot
from tests.factories import MOMENT, line, offer, order, supplier, switch

ORDER = "order-1"
SHOP_GSTIN = "09AAACH7409R1ZZ"
VENDOR_GSTIN = "09AAACU1234A1Z5"
LUCKNOW = Address(
    first_name="Asha", last_name="Verma", street_address_1="12 Hazratganj", city="Lucknow", postal_code="226001",
    country_area="Uttar Pradesh", country_code="IN",
)  # fmt: skip
DELHI = LUCKNOW.model_copy(update={"city": "New Delhi", "postal_code": "110001", "country_area": "Delhi"})
HSN = {"kurta": "621149", "lamp": "940550", "bangles": "70181010", "rug": "570242"}


def set_up_shop(**settings: Any) -> None:
    switch(
        "odop.consignment",
        corporation_name="UP Handicrafts Corporation",
        corporation_gstins=SHOP_GSTIN,
        corporation_address="8 Cantt Road, Lucknow 226001",
    )
    switch("odop.accounts", **settings)
    for name, hsn in HSN.items():
        GoodsTax.objects.create(product_id=f"product-{name}", hsn=hsn, recorded_by="test")


def goods(name: str, gross: int, net: int, rate_bp: int, quantity: int = 1, **changes: Any) -> OrderLine:
    """A line; amounts are for all pieces."""
    return line(
        name, quantity, unit_price_gross=gross // quantity, unit_price_net=net // quantity, total_gross=gross,
        total_net=net, tax_rate_bp=rate_bp, **changes,
    )  # fmt: skip


def kurta(quantity: int = 1) -> OrderLine:
    return goods("kurta", 105_000 * quantity, 100_000 * quantity, 500, quantity)


def bangles() -> OrderLine:
    """Nil by the notification."""
    return goods("bangles", 49_900, 49_900, 0)


def sell(*lines: OrderLine, to: Address = LUCKNOW, delivery: tuple[int, int] = (0, 0), **changes: Any) -> OrderSnapshot:
    """A paid order of these lines; `delivery` is what it costs with and without GST. Each line not offered yet is a
    consignor's."""
    for each in lines:
        name = each.id.removeprefix("line-")
        if not Offer.objects.filter(variant_id=f"variant-{name}").exists():
            offer(name)
    gross, net = delivery
    values: dict[str, Any] = {
        "billing_address": to,
        "shipping_address": to,
        "shipping_gross": gross,
        "total_gross": sum(each.total_gross.minor for each in lines) + gross,
        "total_net": sum(each.total_net.minor for each in lines) + net,
    }
    values["charged"] = values["total_gross"]
    return tell(order(*lines, **values | changes))


def offer_of_vendor(name: str) -> None:
    offer(name, by=supplier("Lamp House", "marketplace_vendor", "registered", VENDOR_GSTIN, address="Moradabad 244001"))


def offer_of_enrolled(name: str) -> None:
    enrolled = supplier("Rug Maker", "enrolled_supplier", "enrolled", enrolment="ENR1", address="Bhadohi 221401")
    offer(name, by=enrolled)


def tell(told: OrderSnapshot) -> OrderSnapshot:
    """As the core does: the order is on record when the plugins hear of it."""
    OrderRecord.objects.update_or_create(
        order_id=told.id,
        defaults={
            "number": told.number, "store_updated_at": told.updated_at, "content_hash": "",
            "snapshot": told.model_dump(mode="json"),
        },
    )  # fmt: skip
    sync_sales(told)
    sync_orders([told.id])
    return told


def sale_ids(*names: str) -> list[int]:
    rows = Sale.objects.exclude(state="cancelled").order_by("id")
    if names:
        rows = rows.filter(order_line_id__in=[f"line-{name}" for name in names])
    return list(rows.values_list("pk", flat=True))


def dispatch(*names: str) -> None:
    consignment.collect_sales(sale_ids(*names), "carrier", MOMENT)
    sync_orders([ORDER])


def deliver(*names: str) -> None:
    consignment.record_delivered(sale_ids(*names), MOMENT, "carrier")
    sync_orders([ORDER])


def refund(told: OrderSnapshot, paise: int) -> OrderSnapshot:
    """The same order after so much was paid back."""
    changes = {"charged": told.charged - Money(paise, RUPEES), "refunded": told.refunded + Money(paise, RUPEES)}
    return tell(told.model_copy(update=changes))


def issued() -> list[tuple[str, str, int]]:
    """Kind, number and sum of every document."""
    return list(Document.objects.order_by("id").values_list("kind", "number", "gross_paise"))


def kinds() -> list[str]:
    return [kind for kind, _number, _sum in issued()]
