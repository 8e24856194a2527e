"""Saleor's own fixtures for our tests, the two database aliases it uses, and what our tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import django.test
import pytest
from django.conf import settings
from saleor.core.db.connection import allow_writer
from saleor.tests.utils import prepare_test_db_connections

from tests.databases import database_of_this_process

DATABASES = {settings.DATABASE_CONNECTION_DEFAULT_NAME, settings.DATABASE_CONNECTION_REPLICA_NAME}
django.test.TransactionTestCase.databases = DATABASES
django.test.TestCase.databases = DATABASES
prepare_test_db_connections()

APPS = [
    "app", "plugins", "graphql", "webhook", "tax", "channel", "page", "menu", "warehouse", "thumbnail", "order",
    "product", "site", "shipping", "permission", "giftcard", "discount", "checkout", "attribute", "account",
    "graphql.account", "payment",
]  # fmt: skip
pytest_plugins = [
    "saleor.tests.fixtures",
    *(f"saleor.{app}.tests.fixtures" for app in APPS),
    "saleor.webhook.tests.circuit_breaker.fixtures",
]


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """In place of pytest-django's: a copy of a migrated template.

    Saleor's fixtures expect a shop without the channel, warehouse and types a fresh one is migrated with.
    """
    from saleor.channel.models import Channel
    from saleor.page.models import PageType
    from saleor.product.models import Category, ProductType
    from saleor.shipping.models import ShippingZone
    from saleor.warehouse.models import Warehouse

    bare = os.environ["ODOP_TEST_TEMPLATE"]
    with django_db_blocker.unblock(), database_of_this_process(f"{bare}_tests", of=bare):
        for model in (ShippingZone, Warehouse, Channel, ProductType, Category, PageType):
            model.objects.all().delete()
        with django_db_blocker.block():
            yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Stories take longest: begun first, they leave no worker waiting at the end."""
    items.sort(key=lambda item: item.get_closest_marker("story") is None)


@pytest.fixture(autouse=True)
def goods_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Goods may be offered whatever they are."""
    from odop_consignment.offers import goods

    monkeypatch.setattr(goods, "_checks", {})


@pytest.fixture(autouse=True)
def setup_dummy_gateways(settings: Any) -> None:
    """In place of Saleor's fixture of this name, which leaves nothing but dummy payment gateways on."""
    settings.PLUGINS = list(settings.EXTERNAL_PLUGINS)


setup_dummy_gateway = setup_dummy_gateways  # its name from Saleor 3.24 on


@pytest.fixture(autouse=True)
def _database(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every test here has the database and may write to it; requests through a client are guarded as in production."""
    if request.node.get_closest_marker("story"):  # it has processes and a database of its own
        yield
        return
    request.getfixturevalue("db")
    with allow_writer():
        yield


@pytest.fixture
def checkout(checkout_with_items_and_shipping: Any) -> Any:
    """Ready to be completed: this shop takes orders before they are paid, as cash on delivery needs."""
    channel = checkout_with_items_and_shipping.channel
    channel.allow_unpaid_orders = True
    channel.automatically_confirm_all_new_orders = True
    channel.save()
    return checkout_with_items_and_shipping


@pytest.fixture
def till(app_api_client: Any, permission_manage_payments: Any, permission_manage_orders: Any) -> Any:
    """An app that may take payments and manage orders."""
    app_api_client.app.permissions.add(permission_manage_payments, permission_manage_orders)
    return app_api_client


@pytest.fixture
def shabana() -> Any:
    """A supplier who is shown as an artisan."""
    from odop_consignment import api as consignment
    from odop_provenance.api import artisans

    artisans.create_artisan("shabana", name="Shabana", name_hi="शबाना", district_slug="lucknow", shows_name=True)
    return consignment.save_supplier(name="Shabana", phone="+919800000001", artisan_slug="shabana")


@pytest.fixture
def supplied_order(order_with_lines: Any, shabana: Any) -> Any:
    """An order whose lines are supplied by Shabana, who was told of them."""
    from shop import gid

    from odop_consignment.models import Offer, Sale
    from odop_core.models import OrderRecord
    from odop_notifications.models import Message, MessageState

    order_id = gid(order_with_lines)
    OrderRecord.objects.create(
        order_id=order_id, number=str(order_with_lines.number), user_id=gid(order_with_lines.user),
        store_updated_at=order_with_lines.updated_at, content_hash="", snapshot={},
    )  # fmt: skip
    for line in order_with_lines.lines.all():
        offer = Offer.objects.create(supplier_id=shabana.id, variant_id=gid(line.variant), pickup_point_id="point")
        sale = Sale.objects.create(
            order_id=order_id, order_number=str(order_with_lines.number), order_line_id=gid(line),
            product_name=line.product_name, quantity=line.quantity, unit_price_gross_minor=100, pickup_point_id="point",
            offer=offer, supplier_id=shabana.id,
        )  # fmt: skip
        Message.objects.create(
            key=f"test:{sale.pk}", occasion="bought", sale_id=sale.pk, order_id=order_id, recipient_name="Shabana",
            address="+919800000001", channel="gateway", language="hi", text="…", state=MessageState.SENT,
        )  # fmt: skip
    return order_with_lines
