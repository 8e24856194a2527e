from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from odop_certificates.credentials import certificates
from odop_certificates.models import Certificate, Dispatch, StatusEntry, StatusList, UnitSerial
from odop_certificates.settings import PLUGIN_ID
from odop_certificates.units import serials
from odop_provenance import reference
from odop_provenance.claims.records import Place
from odop_provenance.claims.steps import attest_claim
from tests.factories import line, order, switch
from tests.odop_certificates.certified import certified, fulfillment, left, sold, states, units_of, verified

pytestmark = pytest.mark.django_db
DONE = ["active", "active", "active"]


def test_each_piece_that_left_gets_a_serial() -> None:
    # given
    verified()

    # when
    found = sold(3)

    # then
    assert [unit.number for unit in found] == [1, 2, 3]
    assert len({unit.serial for unit in found}) == 3
    assert len({(unit.status.list_id, unit.status.index) for unit in found}) == 3


def test_following_again_changes_nothing() -> None:
    # given
    verified()
    sent = left(3)
    serials.sync_serials(sent)
    before = [(unit.serial, unit.token) for unit in units_of(sent)]

    # when
    serials.sync_serials(sent)
    serials.sync_serials(left(3, minute=5))

    # then
    assert [(unit.serial, unit.token) for unit in units_of(sent)] == before


@pytest.mark.parametrize("status", ["WAITING_FOR_APPROVAL", "CANCELED", "RETURNED", "REFUNDED"])
def test_what_did_not_leave_gets_none(status: str) -> None:
    # given
    verified()

    # when
    found = sold(fulfillments=(fulfillment(("line-kurta", 1), status=status),))

    # then
    assert found == []


def test_product_that_was_not_verified_then_never_gets_one() -> None:
    # given
    sent = left()
    serials.sync_serials(sent)

    # when
    certified()
    serials.sync_serials(left(minute=5))

    # then
    assert units_of(sent) == []
    assert Dispatch.objects.get().certificate is None


def test_pieces_that_leave_later_get_theirs_later() -> None:
    # given
    verified()
    first = fulfillment(("line-kurta", 1))
    sent = left(3, fulfillments=(first,))
    serials.sync_serials(sent)

    # when
    serials.sync_serials(left(3, fulfillments=(first, fulfillment(("line-kurta", 2), id="F2")), minute=5))

    # then
    assert states(sent) == DONE


def test_line_split_over_warehouses_counts_once() -> None:
    # given
    verified()

    # when
    found = sold(3, fulfillments=(fulfillment(("line-kurta", 1), ("line-kurta", 2)),))

    # then
    assert len(found) == 3


def test_returned_piece_is_void_and_the_others_stand() -> None:
    # given
    verified()
    sent = left(3)
    serials.sync_serials(sent)

    # when
    back = (fulfillment(("line-kurta", 2)), fulfillment(("line-kurta", 1), id="F2", status="RETURNED"))
    for minute in (5, 6):
        serials.sync_serials(left(3, fulfillments=back, minute=minute))

    # then
    assert states(sent) == ["active", "active", "returned"]
    assert StatusEntry.objects.filter(revoked_at__isnull=False).count() == 1


def test_confirmed_piece_is_the_last_to_be_taken_for_the_returned_one() -> None:
    # given
    verified()
    sent = left(2)
    serials.sync_serials(sent)
    newest = units_of(sent)[1]
    newest.confirmed_at = newest.issued_at
    newest.save()

    # when
    serials.sync_serials(left(2, fulfillments=(fulfillment(("line-kurta", 1)),), minute=5))

    # then
    assert states(sent) == ["revoked", "active"]


def test_cancelled_dispatch_is_void() -> None:
    # given
    verified()
    sent = left(2)
    serials.sync_serials(sent)

    # when
    serials.sync_serials(left(2, fulfillments=(fulfillment(("line-kurta", 2), status="CANCELED"),), minute=5))

    # then
    assert states(sent) == ["revoked", "revoked"]
    assert units_of(sent)[0].end_reason == "the dispatch was cancelled"


def test_sent_again_after_a_cancelled_dispatch_gets_new_serials() -> None:
    # given
    verified()
    sent = left()
    serials.sync_serials(sent)

    # when
    again = (fulfillment(("line-kurta", 1), status="CANCELED"), fulfillment(("line-kurta", 1), id="F2"))
    serials.sync_serials(left(fulfillments=again, minute=5))

    # then
    assert states(sent) == ["revoked", "active"]


def test_refund_without_return_leaves_the_label_standing() -> None:
    # given
    verified()
    sent = left(2)
    serials.sync_serials(sent)

    # when: Saleor moves a refunded piece into a fulfilment of its own
    moved = (fulfillment(("line-kurta", 1)), fulfillment(("line-kurta", 1), id="F2", status="REFUNDED"))
    serials.sync_serials(left(2, fulfillments=moved, minute=5))

    # then
    assert states(sent) == ["active", "active"]


def test_serials_of_several_products_of_one_order() -> None:
    # given
    verified()
    verified("product-saree", district="agra", craft="petha")
    kurta, saree, cup = line("kurta"), line("saree", 2), line("cup")

    # when
    sent = order(kurta, saree, cup, fulfillments=(fulfillment((kurta, 1), (saree, 2), (cup, 1)),))
    serials.sync_serials(sent)

    # then
    assert sorted(unit.dispatch.product_id for unit in units_of(sent)) == ["product-kurta"] + ["product-saree"] * 2


@pytest.mark.parametrize(
    ("skus_are_gtins", "sku", "gtin"),
    [(True, "9506000134352", "09506000134352"), (False, "9506000134352", ""), (True, "KURTA-1", ""), (True, None, "")],
)
def test_gtin_is_used_only_if_the_merchant_says_that_skus_are_gtins(
    skus_are_gtins: bool, sku: str | None, gtin: str
) -> None:
    # given
    switch(PLUGIN_ID, skus_are_gtins=skus_are_gtins)
    verified()

    # when
    unit = sold(sku=sku)[0]

    # then
    assert unit.gtin == gtin


def test_full_list_is_left_for_a_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setattr("odop_certificates.proof.bitstring.SIZE", 8)
    verified()

    # when
    found = sold(40)

    # then
    assert len({unit.status_id for unit in found}) == 40
    assert StatusList.objects.count() >= 5


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_issue_each_serial_once() -> None:
    # given
    reference.load()
    verified()

    def work(number: int) -> None:
        try:
            serials.sync_serials(left(2, number=number % 2))
            certificates.sync_certificate("product-kurta")
        finally:
            connection.close()

    # when
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(8)))

    # then
    assert Certificate.objects.count() == 1
    assert UnitSerial.objects.count() == 4


def test_claim_changed_after_the_sale_does_not_change_the_label() -> None:
    # given
    verified()
    unit = sold()[0]
    token = unit.token

    # when
    attest_claim("product-kurta", Place("agra", "petha"), by="seller")
    serials.sync_serials(left(minute=5))

    # then
    unit.refresh_from_db()
    assert (unit.token, unit.state) == (token, "active")
