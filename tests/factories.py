"""Small builders. Each takes what a test is about, and fills in the rest with something ordinary."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from odop_consignment.api import OfferInfo, SupplierInfo, suppliers_by_id
from odop_consignment.api.offers import as_info as as_offer_info
from odop_consignment.models import Agreement, AgreementVersion, CommissionRule, CommissionTier, Offer, Regime, Supplier
from odop_core.events import OrderChanged
from odop_core.models import Handling, InboxEvent, OutboxItem, PluginSetting, WorkItem
from odop_core.money import RUPEES, Money
from odop_core.queue import inbox, outbox, work
from odop_core.security.encryption import digest_text
from odop_core.store.orders import Allocation, ChargeStatus, OrderLine, OrderSnapshot, OrderStatus
from tests.fake_store import snapshot_payload

MOMENT = datetime(2026, 11, 1, 10, 0, tzinfo=UTC)
PRICE_PAISE = 118_000
AMOUNTS = {
    "unit_price_gross", "unit_price_net", "total_gross", "total_net", "shipping_gross", "charged", "refunded",
    "undiscounted_total_gross", "undiscounted_total_net",
}  # fmt: skip
LONG_AGO = date(2020, 4, 1)


def line(
    name: str = "kurta",
    quantity: int = 1,
    at: dict[str, int] | str | None = "lucknow",
    currency: str = RUPEES,
    **changes: Any,
) -> OrderLine:
    """A line of variant `variant-<name>`; `at` says which warehouse has its pieces, or how many each has. Amounts may
    be numbers of the currency's smallest coin."""
    points = {at: quantity} if isinstance(at, str) else at or {}
    values: dict[str, Any] = {
        "id": f"line-{name}",
        "product_id": f"product-{name}",
        "variant_id": f"variant-{name}",
        "product_name": name,
        "quantity": quantity,
        "unit_price_gross": PRICE_PAISE,
        "unit_price_net": PRICE_PAISE,
        "total_gross": PRICE_PAISE * quantity,
        "total_net": PRICE_PAISE * quantity,
        "allocations": tuple(Allocation(warehouse_id=point, quantity=pieces) for point, pieces in points.items()),
    }
    return OrderLine(**_with_money(values | changes, currency))


def order(*lines: OrderLine, number: int = 1, minute: int = 0, **changes: Any) -> OrderSnapshot:
    """A paid order, as it stood `minute` minutes after `MOMENT`; of one kurta when no lines are given."""
    lines = lines or (line(),)
    currency = lines[0].total_gross.currency
    total = sum(line.total_gross.minor for line in lines)
    values: dict[str, Any] = {
        "id": f"order-{number}",
        "number": str(number),
        "status": OrderStatus.UNFULFILLED,
        "charge_status": ChargeStatus.FULL,
        "channel": "default-channel",
        "currency": currency,
        "created_at": MOMENT,
        "updated_at": MOMENT + timedelta(minutes=minute),
        "total_gross": total,
        "total_net": total,
        "shipping_gross": 0,
        "charged": total,
        "refunded": 0,
        "lines": lines,
    }
    return OrderSnapshot(**_with_money(values | changes, currency))


def _with_money(values: dict[str, Any], currency: str) -> dict[str, Any]:
    amounts = {name: value for name, value in values.items() if name in AMOUNTS and isinstance(value, int)}
    return values | {name: Money(minor, currency) for name, minor in amounts.items()}


def cancelled(before: OrderSnapshot, minute: int = 60) -> OrderSnapshot:
    """The same order, called off."""
    changes = {"status": OrderStatus.CANCELED, "updated_at": MOMENT + timedelta(minutes=minute)}
    return before.model_copy(update=changes)


def supplier(
    name: str = "Shabana",
    model: str = "consignment",
    tax: str = "unregistered",
    gstin: str = "",
    enrolment: str = "",
    **changes: Any,
) -> SupplierInfo:
    """Somebody approved who supplies in this way since long ago."""
    values = {"name": name, "phone": "+919800000001", "language": "en", "state": "approved"} | changes
    values.setdefault("phone_digest", digest_text(f"phone:{values['phone']}"))
    row = Supplier.objects.create(**values)
    Regime.objects.create(
        supplier=row, valid_from=LONG_AGO, supply_model=model, tax_regime=tax, gstin=gstin, enrolment_number=enrolment,
        recorded_by="test",
    )  # fmt: skip
    return suppliers_by_id([row.pk])[row.pk]


def agreement(by: SupplierInfo, share_bp: int = 1000, **changes: Any) -> AgreementVersion:
    """Terms signed long ago: a commission of so many basis points on everything."""
    contract = Agreement.objects.create(supplier_id=by.id, reference=f"AG-{uuid4().hex[:8]}", created_by="test")
    version = AgreementVersion.objects.create(
        agreement=contract, number=1, valid_from=LONG_AGO, recorded_by="test", **changes
    )
    rule = CommissionRule.objects.create(version=version, scope="all", kind="share")
    CommissionTier.objects.create(rule=rule, value=share_bp)
    version.state, version.signed_on, version.document_sha256 = "signed", LONG_AGO, "0" * 64
    version.save()
    return version


def offer(variant: str = "kurta", at: str = "lucknow", by: SupplierInfo | None = None, **changes: Any) -> OfferInfo:
    """Somebody supplies `variant-<variant>` from warehouse `at`, under their (first) agreement."""
    by = by or supplier()
    terms = Agreement.objects.filter(supplier_id=by.id).first() or agreement(by).agreement
    row = Offer.objects.create(
        **{
            "supplier_id": by.id,
            "agreement": terms,
            "variant_id": f"variant-{variant}",
            "product_id": f"product-{variant}",
            "pickup_point_id": at,
            "active": True,
        }
        | changes
    )
    return as_offer_info(row)


def announce(told: OrderSnapshot, key: str = "", occurred_at: datetime | None = None) -> InboxEvent:
    """The store says that an order is now like this."""
    key = key or f"test:{uuid4()}"
    event = OrderChanged(order_id=told.id, payload=snapshot_payload(told))
    inbox.announce(event, key=key, name="TEST", occurred_at=occurred_at)
    return InboxEvent.objects.get(key=key)


def outbox_item(topic: str = "test.topic", key: str = "item-1", subject: str = "order-1") -> OutboxItem:
    outbox.enqueue(topic, subject, {}, key=key)
    return OutboxItem.objects.get(key=key)


def switch(plugin_id: str, active: bool = True, **configuration: Any) -> None:
    """What the merchant sets for a plugin."""
    PluginSetting.objects.update_or_create(
        plugin_id=plugin_id, defaults={"active": active, "configuration": configuration}
    )


def make_due(*models: type[WorkItem]) -> None:
    """Let the time pass after which waiting work is due, and leases have ended."""
    for model in models or (InboxEvent, Handling, OutboxItem):
        model._default_manager.filter(state__in=work.OPEN_STATES).update(due_at=MOMENT)
