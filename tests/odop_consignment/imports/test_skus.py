"""Offers and notes whose rows name the SKU instead of the store's own ID."""

from __future__ import annotations

import io
from typing import Any

import pytest

from odop_consignment.api import imports
from odop_consignment.api.suppliers import as_info
from odop_consignment.imports import batches
from odop_consignment.models import NoteLine, Offer, TableImport
from odop_core.models import OutboxItem
from odop_core.queue import worker
from odop_core.store.catalogue import VariantInfo
from odop_core.store.port import StoreRefused, StoreUnavailable
from tests.factories import make_due, offer
from tests.fake_catalogue import FakeCatalogue
from tests.odop_consignment.imports.table_files import ALL, as_csv, hand_in, make_supplier, numbers, told

pytestmark = pytest.mark.django_db
OFFER = ("supplier", "sku", "pickup_point_id")


@pytest.fixture(autouse=True)
def sarees(catalogue: FakeCatalogue, monkeypatch: pytest.MonkeyPatch) -> FakeCatalogue:
    """A store of 40 sarees, VNS-0 and so on, that is asked of 20 at once."""
    monkeypatch.setattr(batches, "LOOKED_UP_AT_ONCE", 20)
    catalogue.variants = {f"VNS-{n}": VariantInfo(f"variant-{n}", f"product-{n}", f"Saree {n}") for n in range(40)}
    return catalogue


def offers_of(*skus: str) -> bytes:
    return as_csv(OFFER, *(("UP-1", sku, "lucknow") for sku in skus))


def start(content: bytes) -> int:
    return imports.start_import(io.BytesIO(content), "t.csv", "offers", dry_run=False, by="user-1").id


def test_offer_is_made_of_the_variant_and_its_product() -> None:
    # given
    make_supplier()

    # when
    info = hand_in(offers_of("VNS-7"), "offers")

    # then
    made = Offer.objects.get(variant_id="variant-7")
    assert made.product_id == "product-7"
    assert numbers(info) == (1, 0, 0)


def test_repeated_it_changes_nothing() -> None:
    # given
    make_supplier()
    hand_in(offers_of("VNS-7"), "offers")

    # when / then
    assert numbers(hand_in(offers_of("VNS-7"), "offers")) == (0, 0, 0)


def test_dry_run_asks_the_store_and_changes_nothing() -> None:
    # given
    make_supplier()

    # when
    info = hand_in(offers_of("VNS-7", "VNS-none"), "offers", dry_run=True)

    # then
    assert numbers(info) == (1, 0, 1)
    assert Offer.objects.count() == 1


def test_store_is_asked_once_for_many_rows(sarees: FakeCatalogue) -> None:
    # given
    make_supplier()

    # when
    info = hand_in(offers_of(*sarees.variants), "offers")

    # then
    assert sarees.asked == [20, 20]
    assert numbers(info) == (40, 0, 0)


def test_store_is_asked_once_for_many_rows_of_notes(sarees: FakeCatalogue) -> None:
    # given
    by = as_info(make_supplier())
    for n in range(40):
        offer(variant=str(n), by=by)
    header = ("reference", "supplier", "pickup_point_id", "sku", "quantity")
    lines = [(f"RC-{n // 2}", "UP-1", "lucknow", f"VNS-{n}", "2") for n in range(40)]

    # when
    info = hand_in(as_csv(header, *lines), "notes")

    # then
    assert numbers(info) == (40, 0, 0)
    assert sarees.asked == [20, 20]
    assert NoteLine.objects.get(offer__variant_id="variant-7").note.reference == "RC-3"


def test_tables_without_skus_ask_nobody(sarees: FakeCatalogue) -> None:
    # given
    make_supplier()
    sarees.trouble = StoreUnavailable("away")

    # when
    info = hand_in(as_csv(("supplier", "variant_id", "pickup_point_id"), ("UP-1", "variant-1", "lucknow")), "offers")

    # then
    assert numbers(info) == (1, 0, 0)


@pytest.mark.parametrize("sku", ["VNS-none", "vns-7"])
def test_unknown_sku_is_told_in_both_languages(sku: str) -> None:
    # given
    make_supplier()

    # when
    info = hand_in(offers_of(sku), "offers")

    # then
    (problem,) = imports.import_errors(info.id, ALL)
    assert (problem.row, problem.column) == (2, "sku")
    assert "no variant of this SKU" in str(problem.message)
    assert "इस SKU की कोई वस्तु नहीं" in problem.message.in_language("hi")


def test_row_needs_a_sku_or_a_variant() -> None:
    # given
    make_supplier()

    # when / then
    assert told(hand_in(offers_of(""), "offers")) == [(2, "variant_id")]


@pytest.mark.parametrize(("variant", "wrong"), [("variant-7", []), ("variant-8", [(2, "sku")])])
def test_row_that_names_both_must_mean_one_variant(variant: str, wrong: list[tuple[int, str]]) -> None:
    # given
    make_supplier()
    header, row = (*OFFER, "variant_id"), ("UP-1", "VNS-7", "lucknow", variant)

    # when / then
    assert told(hand_in(as_csv(header, row), "offers")) == wrong


def test_second_row_of_a_sku_is_told() -> None:
    # given
    make_supplier()

    # when / then
    assert told(hand_in(offers_of("VNS-7", "VNS-7"), "offers")) == [(3, "")]


def test_header_needs_one_of_the_two_columns() -> None:
    info = hand_in(as_csv(("supplier", "pickup_point_id"), ("UP-1", "lucknow")), "offers")

    assert "variant_id" in str(info.failure)


def test_aadhaar_number_is_not_sent_to_the_store(sarees: FakeCatalogue) -> None:
    # given
    make_supplier()

    # when
    info = hand_in(offers_of("२३४१ २३४१ २३४६"), "offers")

    # then
    assert sarees.asked == []
    assert told(info) == [(2, "sku")]


def test_note_of_a_sku_the_supplier_does_not_offer_is_told() -> None:
    # given
    make_supplier()
    header = ("reference", "supplier", "pickup_point_id", "sku", "quantity")

    # when / then
    assert told(hand_in(as_csv(header, ("RC-1", "UP-1", "lucknow", "VNS-7", "2")), "notes")) == [(2, "sku")]


def test_import_waits_for_a_store_that_is_away_and_goes_on(sarees: FakeCatalogue) -> None:
    # given
    make_supplier()
    sarees.trouble = StoreUnavailable("away")
    import_id = start(offers_of(*sarees.variants))
    for _ in range(3):
        worker.run_due()
        make_due(OutboxItem)
    assert imports.import_info(import_id).state == "running"
    assert not OutboxItem.objects.filter(state="dead").exists()

    # when
    sarees.trouble = None
    worker.run_due()

    # then
    info = imports.import_info(import_id)
    assert (info.state, numbers(info)) == ("done", (40, 0, 0))


def test_store_that_goes_away_half_way_loses_no_row(sarees: FakeCatalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    # given: it answers once
    make_supplier()
    ask = sarees.variants_by_sku

    def once(skus: Any) -> dict[str, VariantInfo]:
        sarees.trouble = StoreUnavailable("away") if sarees.asked else None
        return ask(skus)

    import_id = start(offers_of(*sarees.variants))
    with monkeypatch.context() as patched:
        patched.setattr(sarees, "variants_by_sku", once)
        worker.run_due()
    assert TableImport.objects.get().rows_read == 20

    # when
    sarees.trouble = None
    make_due(OutboxItem)
    worker.run_due()

    # then
    info = imports.import_info(import_id)
    assert (info.state, numbers(info)) == ("done", (40, 0, 0))


def test_store_that_refuses_fails_the_import_in_both_languages(sarees: FakeCatalogue) -> None:
    # given
    make_supplier()
    sarees.trouble = StoreRefused("MANAGE_PRODUCTS is missing")

    # when
    info = hand_in(offers_of("VNS-7"), "offers")

    # then
    assert info.state == "failed"
    assert "MANAGE_PRODUCTS" in str(info.failure)
    assert "स्टोर" in info.failure.in_language("hi")
