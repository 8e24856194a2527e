"""Many offers in one call."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from odop_consignment.errors import WrongChoice
from odop_consignment.models import Offer
from odop_consignment.offers import records
from odop_consignment.offers.errors import (
    OfferRefused,
)
from odop_consignment.offers.records import OfferRow, RowResult
from tests.factories import supplier
from tests.odop_consignment.offers.rows import create, make_supplier, row, vendor


def outcome(results: list[RowResult]) -> list[str]:
    return [type(one.error).__name__ if one.error else "created" if one.created else "changed" for one in results]


@pytest.mark.django_db
def test_wrong_rows_are_told_and_the_others_done() -> None:
    # given
    shabana, draft = make_supplier(), supplier("Draft", state="draft")
    seller = vendor()
    create(shabana, "variant-old")

    # when
    results = records.save_offers(
        [
            row(shabana, "variant-new"),
            row(shabana, "variant-old", priority=9),
            row(shabana, "variant-new"),
            row(draft, "variant-new"),
            row(draft, "variant-other", active=False),
            row(seller, "variant-new"),
            OfferRow(999_999, "variant-new", "lucknow"),
            row(shabana, ""),
        ],
        by="import:1",
    )

    # then
    assert outcome(results) == [
        "created", "changed", "WrongOffer", "MayNotSell", "created", "AnotherSeller", "UnknownRow", "WrongOffer",
    ]  # fmt: skip
    assert Offer.objects.filter(changed_by="import:1").count() == 3
    assert all(result.error.text for result in results if isinstance(result.error, OfferRefused))


@pytest.mark.django_db
def test_first_row_of_a_variant_decides_who_may_sell_it() -> None:
    results = records.save_offers([row(vendor(name="A")), row(vendor(name="B"))], by="asha")
    assert outcome(results) == ["created", "AnotherSeller"]


@pytest.mark.django_db
def test_deactivating_and_replacing_works_in_one_go() -> None:
    # given
    shabana, seller = make_supplier(), vendor()
    create(shabana)

    # when
    results = records.save_offers([row(shabana, active=False), row(seller)], by="asha")

    # then
    assert outcome(results) == ["changed", "created"]


@pytest.mark.django_db
def test_thousand_rows_take_as_many_queries_as_few() -> None:
    # given
    consignors = [make_supplier(name=f"M{number}") for number in range(10)]

    def queries(rows: list[OfferRow]) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert all(not result.error for result in records.save_offers(rows, by="asha"))
        return len(asked)

    # when
    few = queries([row(consignors[0], "variant-0"), row(consignors[1], "variant-1")])
    many = queries([row(consignors[n % 10], f"variant-{n}") for n in range(1000)])

    # then
    assert many <= few + 3
    assert Offer.objects.count() == 1000


@pytest.mark.django_db
def test_row_the_database_refuses_does_not_spoil_the_others() -> None:
    # given: a zero byte, which PostgreSQL keeps in no text
    shabana = make_supplier()

    # when
    results = records.save_offers([row(shabana, "variant-1"), row(shabana, "variant-2", product_id="\0")], by="asha")

    # then
    assert outcome(results) == ["created", "WrongOffer"]
    assert [offer.variant_id for offer in Offer.objects.all()] == ["variant-1"]


@pytest.mark.django_db
def test_more_than_a_thousand_rows_are_refused() -> None:
    shabana = make_supplier()
    with pytest.raises(WrongChoice, match="1000 at most"):
        records.save_offers([row(shabana, f"v{n}") for n in range(1001)], by="asha")
    assert records.save_offers([], by="asha") == []


@pytest.mark.django_db
def test_what_suppliers_were_told_of_low_stock_meanwhile_is_not_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    # given: goods are sold after the offers were read
    offer = create(make_supplier(), priority=5, low_stock_at=3)
    judge = records._Batch.judge

    def goods_move(batch: records._Batch, row: records.OfferRow) -> records.RowResult:
        Offer.objects.filter(pk=offer.pk).update(low_stock_notified=True)
        return judge(batch, row)

    monkeypatch.setattr(records._Batch, "judge", goods_move)

    # when
    records.change_offer(offer.pk, by="ravi", priority=6)

    # then
    assert Offer.objects.get(pk=offer.pk).low_stock_notified is True
