"""The table of offers."""

from __future__ import annotations

from typing import Any

import pytest

from odop_consignment.api import imports
from odop_consignment.models import Offer, Supplier
from tests.factories import agreement, supplier
from tests.fake_store import FakeStore
from tests.odop_consignment.imports.table_files import ALL, as_csv, hand_in, make_supplier, numbers, told

pytestmark = pytest.mark.django_db


def hand_in_row(**values: Any) -> imports.ImportInfo:
    row = {"supplier": "UP-1", "variant_id": "variant-saree", "pickup_point_id": "lucknow"} | values
    return hand_in(as_csv(row.keys(), row.values()), "offers")


def test_new_offer_is_active_under_the_agreement_in_force() -> None:
    # given
    make_supplier()

    # when
    info = hand_in_row(product_id="product-saree", priority="7", low_stock_at="३")

    # then
    made = Offer.objects.get(variant_id="variant-saree")
    assert (made.supplier.reference, made.product_id, made.priority, made.low_stock_at) == (
        "UP-1", "product-saree", 7, 3,
    )  # fmt: skip
    assert made.active
    assert made.agreement is not None
    assert made.changed_by == "user-1"
    assert numbers(info) == (1, 0, 0)


def test_offer_there_is_changed() -> None:
    # given
    make_supplier()

    # when
    info = hand_in_row(variant_id="variant-kurta", active="नहीं")

    # then
    assert not Offer.objects.get().active
    assert Offer.objects.get().priority == 100
    assert numbers(info) == (0, 1, 0)


def test_a_warehouse_the_store_does_not_have_is_refused(store: FakeStore) -> None:
    # given
    make_supplier()
    store.no_warehouses.add("nowhere")

    # when
    info = hand_in_row(pickup_point_id="nowhere")

    # then
    assert told(info) == [(2, "pickup_point_id")]
    assert not Offer.objects.filter(pickup_point_id="nowhere").exists()


def test_offer_as_it_was_is_not_counted() -> None:
    # given
    make_supplier()

    # when / then
    assert numbers(hand_in_row(variant_id="variant-kurta", priority="100")) == (0, 0, 0)


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"supplier": "UP-9"}, "supplier"),
        ({"variant_id": ""}, "variant_id"),
        ({"priority": "first"}, "priority"),
        ({"priority": "-1"}, "priority"),
        ({"active": "perhaps"}, "active"),
        ({"agreement": "AG-unknown"}, "agreement"),
    ],
)
def test_wrong_cell_is_told(values: dict[str, str], column: str) -> None:
    # given
    make_supplier()

    # when
    info = hand_in_row(**values)

    # then
    assert told(info) == [(2, column)]
    assert Offer.objects.count() == 1


def test_supplier_who_may_not_sell_gets_no_active_offer() -> None:
    # given
    make_supplier()
    Supplier.objects.update(state="suspended")

    # when
    info = hand_in_row()

    # then
    problem = imports.import_errors(info.id, ALL)[0]
    assert numbers(info) == (0, 0, 1)
    assert problem.message
    assert problem.message.in_language("hi") != str(problem.message)


def test_second_seller_of_a_variant_is_refused_within_the_table() -> None:
    # given
    make_supplier()
    vendor = supplier(
        reference="UP-2", model="marketplace_vendor", tax="registered", gstin="09ABCPK1234L1ZA", pan="ABCPK1234L"
    )
    agreement(vendor)
    header = ("supplier", "variant_id", "pickup_point_id")
    rows = [(name, "variant-saree", "lucknow") for name in ("UP-1", "UP-2")]

    # when
    info = hand_in(as_csv(header, *rows), "offers", dry_run=True)

    # then: a dry run sees it too
    assert numbers(info) == (1, 0, 1)
    assert told(info)[0][0] == 3
    assert Offer.objects.count() == 1
