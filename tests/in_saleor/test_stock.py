"""Saleor's own stock follows our notes: by the real store, in Saleor's database and over its GraphQL."""

from __future__ import annotations

from typing import Any

import pytest
from saleor.graphql.tests.utils import get_graphql_content
from saleor.permission.models import Permission as SaleorPermission
from saleor.warehouse.models import Allocation, Stock
from shop import buy, gid

from odop_consignment.api import stock
from odop_consignment.api.stock import LineInput, NoteKind
from odop_consignment.models import Agreement, AgreementVersion, Offer, Regime, StockAdjustment, Supplier
from odop_core.models import OutboxItem, WorkState
from odop_core.queue import outbox, work
from odop_core.store import host
from odop_core.store.port import StockChange, StockLevel, StockTooLow, StoreRefused
from saleor_config.app.saleor_client.documents import document
from saleor_config.app.store import stock as over_graphql


@pytest.fixture
def store():
    return host.current_host().store()


@pytest.fixture
def kurta(product: Any, warehouse: Any) -> Any:
    """A variant with 10 pieces in one warehouse."""
    variant = product.variants.get()
    variant.stocks.all().delete()
    Stock.objects.create(product_variant=variant, warehouse=warehouse, quantity=10)
    return variant


@pytest.fixture
def offer(kurta: Any, warehouse: Any) -> Offer:
    supplier = Supplier.objects.create(name="Shabana", phone="+919800000001", state="approved")
    Regime.objects.create(
        supplier=supplier, valid_from="2020-04-01", supply_model="consignment", tax_regime="unregistered",
        recorded_by="test",
    )  # fmt: skip
    agreement = Agreement.objects.create(supplier=supplier, reference="AG-1", created_by="test")
    AgreementVersion.objects.create(
        agreement=agreement, number=1, valid_from="2020-04-01", recorded_by="test", state="signed",
        signed_on="2020-04-01", document_sha256="0" * 64, shelf_days=90,
    )  # fmt: skip
    return Offer.objects.create(
        supplier=supplier, agreement=agreement, variant_id=gid(kurta), product_id=gid(kurta.product),
        pickup_point_id=gid(warehouse), active=True,
    )  # fmt: skip


def note(offer: Offer, pieces: int, kind: str = NoteKind.RECEIPT) -> None:
    recorded = stock.record_note(
        kind, offer.supplier_id, offer.pickup_point_id, [LineInput(offer.pk, pieces)], by="clerk", post=True
    )
    assert not recorded.problems


def carry() -> list[str]:
    items = work.claim_due(OutboxItem, 100)
    for item in items:
        outbox.deliver_item(item)
    return [OutboxItem.objects.get(pk=item.pk).state for item in items]


def again() -> None:
    """As after a crash right before the worker noted that it was done."""
    OutboxItem.objects.filter(state=WorkState.DONE).update(state=WorkState.WAITING, due_at="2026-01-01T00:00Z")


def quantity(kurta: Any) -> int:
    return Stock.objects.get(product_variant=kurta).quantity


def promise(kurta: Any, line: Any, pieces: int) -> None:
    held = Stock.objects.get(product_variant=kurta)
    Allocation.objects.create(order_line=line, stock=held, quantity_allocated=pieces)
    Stock.objects.filter(pk=held.pk).update(quantity_allocated=pieces)


def test_a_receipt_raises_saleors_stock_once_however_often_it_is_delivered(kurta, offer):
    # given
    note(offer, 5)

    # when / then
    assert carry() == [WorkState.DONE]
    again()
    assert carry() == [WorkState.DONE]

    # then
    assert quantity(kurta) == 15
    adjustment = StockAdjustment.objects.get()
    assert (adjustment.before, adjustment.done_at is not None) == (10, True)


def test_a_receipt_makes_a_stock_where_saleor_had_none(kurta, offer, store):
    # given
    Stock.objects.all().delete()
    note(offer, 5)

    # when
    carry()

    # then
    assert store.stock([(offer.variant_id, offer.pickup_point_id)]) == [
        StockLevel(offer.variant_id, offer.pickup_point_id, 5, 0)
    ]


def test_an_unsold_return_lowers_saleors_stock(kurta, offer):
    # given
    note(offer, 5)
    note(offer, 3, NoteKind.UNSOLD_RETURN)

    # when
    carry()

    # then
    assert quantity(kurta) == 12


def test_what_saleor_promised_to_buyers_is_not_taken_away(kurta, offer, order_line):
    # given
    note(offer, 5)
    carry()
    promise(kurta, order_line, 14)
    note(offer, 3, NoteKind.UNSOLD_RETURN)

    # when / then
    assert carry() == [WorkState.DEAD]

    # when / then
    assert quantity(kurta) == 15
    assert "14 of them promised" in OutboxItem.objects.get(state=WorkState.DEAD).last_error
    (difference,) = stock.all_differences()
    assert [(reason.cause, reason.pieces) for reason in difference.reasons] == [("refused", 3), ("unexplained", -4)]


def test_never_below_zero(kurta, offer, store):
    # when / then
    with pytest.raises(StockTooLow):
        store.adjust_stock(StockChange("1.1", offer.variant_id, offer.pickup_point_id, -11))

    # then
    assert quantity(kurta) == 10


def test_a_stock_that_cannot_be_lowered_is_not_left_behind(kurta, offer, store):
    # given
    Stock.objects.all().delete()

    # when / then
    with pytest.raises(StockTooLow):
        store.adjust_stock(StockChange("1.1", offer.variant_id, offer.pickup_point_id, -1))

    assert not Stock.objects.exists()


@pytest.mark.parametrize("wrong", ["", "nonsense", "UHJvZHVjdDox", "UHJvZHVjdFZhcmlhbnQ6OTk5OTk5"])
def test_what_saleor_does_not_have_is_refused(offer, store, wrong):
    with pytest.raises(StoreRefused, match="has no variant"):
        store.adjust_stock(StockChange("1.1", wrong, offer.pickup_point_id, 1))
    with pytest.raises(StoreRefused, match="has no variant"):
        store.adjust_stock(StockChange("1.1", offer.variant_id, wrong, 1))
    assert store.stock([(wrong, wrong), (offer.variant_id, wrong)]) == []


def test_levels_tell_what_is_promised(kurta, offer, store, order_line):
    # given
    promise(kurta, order_line, 4)

    # when
    (level,) = store.stock([(offer.variant_id, offer.pickup_point_id)])

    # then
    assert (level.quantity, level.allocated, level.unsold) == (10, 4, 6)


def test_a_purchase_is_promised_and_not_yet_taken(store, user_api_client, checkout):
    # given
    held = checkout.lines.first().variant.stocks.first()
    variant = held.product_variant
    bought = sum(line.quantity for line in checkout.lines.filter(variant=variant))

    # when
    buy(user_api_client, checkout)

    # then
    (level,) = store.stock([(gid(variant), gid(held.warehouse))])
    assert (level.quantity, level.allocated) == (held.quantity, bought)


@pytest.mark.parametrize("stocked", [True, False])
def test_our_documents_do_the_same_over_saleors_graphql(
    kurta, offer, store, app_api_client, permission_manage_products, stocked
):
    """What the App host sends, answered by this Saleor."""
    # given
    app_api_client.app.permissions.add(permission_manage_products)
    if not stocked:
        Stock.objects.all().delete()
    change = StockChange("1.1", offer.variant_id, offer.pickup_point_id, 5)

    # when
    after = over_graphql.adjust_level(_Client(app_api_client), change)
    repeated = over_graphql.adjust_level(_Client(app_api_client), change)

    # then
    pair = (offer.variant_id, offer.pickup_point_id)
    assert (after, repeated) == (StockLevel(*pair, 15 if stocked else 5, 0), None)
    assert over_graphql.read_levels(_Client(app_api_client), [pair]) == store.stock([pair]) == [after]
    kurta.refresh_from_db()
    assert list(kurta.private_metadata) == [f"odop.stock.{offer.pickup_point_id}"]


def test_staff_who_keep_goods_see_which_they_are_though_no_channel_shows_them(
    offer: Offer, kurta: Any, staff_api_client: Any
) -> None:
    # given: no permission of Saleor's
    rows = SaleorPermission.objects.filter(codename="manage_consignment")
    staff_api_client.user.user_permissions.add(*rows)
    kurta.channel_listings.all().delete()
    question = "{ stockDifferences(first: 5) { edges { node { variant { id } } } } }"

    # when
    found = get_graphql_content(staff_api_client.post_graphql(question))["data"]["stockDifferences"]["edges"]

    # then
    assert [edge["node"]["variant"]["id"] for edge in found] == [gid(kurta)]


class _Client:
    """The App's client, answered in this process."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def run(self, name: str, **variables: Any) -> dict[str, Any]:
        return dict(get_graphql_content(self.client.post_graphql(document(name), variables))["data"])

    def mutate(self, name: str, **variables: Any) -> dict[str, Any]:
        ((_field, payload),) = self.run(name, **variables).items()
        assert not payload["errors"], payload
        return dict(payload)
