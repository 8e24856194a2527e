"""Rows of the first version live on in this one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from odop_consignment.models import Offer, OnboardingStep, Regime, Sale, Supplier

FIRST = [("odop_consignment", "0002_sales_do_not_change")]


@pytest.fixture
def _first_version(transactional_db: None) -> Iterator[None]:
    MigrationExecutor(connection).migrate(FIRST)
    yield
    _migrate()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE odop_consignment_supplier, odop_consignment_sale CASCADE")


def _migrate() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.mark.usefixtures("_first_version")
def test_suppliers_offers_and_sales_of_the_first_version_are_kept() -> None:
    # given
    former = MigrationExecutor(connection).loader.project_state(FIRST).apps
    for model in ("consignment", "marketplace_vendor"):
        row = former.get_model("odop_consignment", "Consignor").objects.create(
            name=model, phone="+919876543210", supply_model=model
        )
        offer = former.get_model("odop_consignment", "Offer").objects.create(
            consignor=row, variant_id=model, pickup_point_id="lucknow"
        )
        former.get_model("odop_consignment", "Sale").objects.create(
            order_id="o", order_number="1", order_line_id=model, product_name="kurta", offer=offer, consignor=row,
            quantity=2, unit_price_gross_paise=100,
        )  # fmt: skip

    # when
    _migrate()

    # then
    assert set(Supplier.objects.values_list("name", "phone", "state")) == {
        ("consignment", "+919876543210", "draft"),
        ("marketplace_vendor", "+919876543210", "draft"),
    }
    assert Offer.objects.count() == Sale.objects.filter(supplier__isnull=False).count() == 2
    assert Regime.objects.values_list("supplier__name", "tax_regime").get() == ("consignment", "unregistered")
    assert OnboardingStep.objects.filter(reason__contains="Taken on as marketplace_vendor").exists()
