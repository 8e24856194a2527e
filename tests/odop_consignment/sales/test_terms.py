"""The terms of a sale: frozen once its supplier is known."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from odop_consignment import api
from odop_consignment.api import sales as more
from odop_consignment.models import (
    Agreement,
    AgreementVersion,
    CommissionRule,
    CommissionTier,
    Offer,
    Regime,
    SaleTerms,
)
from odop_consignment.sales import terms as frozen
from odop_consignment.sales.sync import sync_sales
from odop_consignment.sales.terms import net_sold_before
from odop_core.models import ProductRecord
from odop_core.store.orders import Address
from tests.factories import LONG_AGO, MOMENT, agreement, cancelled, line, offer, order, supplier, switch
from tests.odop_consignment.sales.order_states import returned, sent

pytestmark = pytest.mark.django_db

HOME, AWAY = Address(country_area="Uttar Pradesh"), Address(postal_code="110001", country_code="IN")
CORPORATION: dict[str, Any] = {"corporation_name": "UP Handicrafts", "corporation_gstins": "09AAACH7409R1ZZ"}


def terms() -> SaleTerms:
    found = SaleTerms.objects.order_by("id").last()
    assert found is not None
    return found


def test_a_consignors_goods_are_sold_by_the_corporation() -> None:
    # given
    switch("odop.consignment", **CORPORATION)
    offer("kurta")

    # when
    sync_sales(order(line("kurta", 2), billing_address=HOME, shipping_address=AWAY))

    # then
    found = terms()
    assert (found.seller_name, found.seller_gstin) == ("UP Handicrafts", "09AAACH7409R1ZZ")
    assert found.seller_state_code == "09"
    assert (found.bill_state_code, found.ship_state_code) == ("09", "07")
    assert (found.supply_model, found.tax_regime) == ("consignment", "unregistered")


def test_a_vendors_goods_are_sold_by_the_vendor() -> None:
    # given
    offer("kurta", by=supplier("Weavers Ltd", model="marketplace_vendor", tax="registered", gstin="09AAACH7409R1ZZ"))

    # when
    sync_sales(order())

    # then
    assert (terms().seller_name, terms().seller_gstin) == ("Weavers Ltd", "09AAACH7409R1ZZ")


def test_commission_is_reckoned_on_the_value_without_gst() -> None:
    # given
    offer("kurta")

    # when
    sync_sales(order(line("kurta", 2, unit_price_net=100_000, total_net=200_000)))

    # then: 10 %
    found = terms()
    assert (found.gross_paise, found.net_paise, found.commission_paise) == (236_000, 200_000, 20_000)
    assert any(figure["code"] == "commission" and "10 %" in str(figure["words"]) for figure in found.figures)


def test_sales_of_a_line_add_up_to_the_line() -> None:
    # given: a total that no unit price makes
    offer("kurta", at="lucknow")
    offer("kurta", at="unnao")
    told = line(
        "kurta", 3, at={"lucknow": 1, "unnao": 2}, unit_price_gross=3_333, total_gross=10_000,
        unit_price_net=3_174, total_net=9_523,
    )  # fmt: skip

    # when
    sync_sales(order(told))

    # then
    found = SaleTerms.objects.order_by("id")
    assert sum(row.gross_paise for row in found) == 10_000
    assert sum(row.net_paise for row in found) == 9_523


def test_what_holds_is_what_held_on_the_day_of_the_order() -> None:
    # given: the order is of 1 November, 15:30 in India
    consignor = supplier()
    first = agreement(consignor, share_bp=1000)
    offer("kurta", by=consignor)
    second = AgreementVersion.objects.create(
        agreement=first.agreement, number=2, valid_from=date(2026, 11, 2), return_window_days=30, recorded_by="test"
    )
    second.state, second.signed_on, second.document_sha256 = "signed", LONG_AGO, "0" * 64
    second.save()
    Regime.objects.create(
        supplier_id=consignor.id, valid_from=date(2026, 11, 2), supply_model="marketplace_vendor",
        tax_regime="registered", gstin="09AAACH7409R1ZZ", recorded_by="test",
    )  # fmt: skip

    # when
    sync_sales(order())

    # then
    assert (terms().version_id, terms().return_window_days, terms().tax_regime) == (first.pk, 7, "unregistered")


def test_terms_never_change() -> None:
    # given
    offer("kurta")
    sync_sales(order())

    # when / then
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        SaleTerms.objects.update(commission_paise=0)


def test_goods_sold_without_a_signed_agreement_are_an_issue() -> None:
    # given
    consignor = supplier()
    unsigned = Agreement.objects.create(supplier_id=consignor.id, reference="AG-1", created_by="test")
    offer("kurta", by=consignor, agreement=unsigned)

    # when
    sync_sales(order())

    # then
    assert (terms().version, terms().commission_paise, terms().figures) == (None, 0, [])
    assert "No signed agreement" in str(api.sales_with_issue()[0].issue)


def test_goods_of_somebody_who_was_nothing_yet_are_an_issue() -> None:
    # given
    consignor = supplier()
    offer("kurta", by=consignor)

    # when: an order of long ago
    sync_sales(order(created_at=MOMENT.replace(year=2019)))

    # then
    assert SaleTerms.objects.count() == 0
    assert "not on record" in str(api.sales_with_issue()[0].issue)


def test_an_unassigned_sale_gets_its_terms_with_its_supplier() -> None:
    # given
    sync_sales(order())
    assert SaleTerms.objects.count() == 0

    # when
    api.assign_sale(api.unassigned_sales()[0].id, offer("kurta").id, "user:1")

    # then
    assert terms().commission_paise == 11_800


def tiered(consignor: Any, **rule: Any) -> AgreementVersion:
    """10 % until 2,000 rupees are sold under the agreement, then 5 %."""
    contract = Agreement.objects.create(supplier_id=consignor.id, reference="AG-1", created_by="test")
    version = AgreementVersion.objects.create(agreement=contract, number=1, valid_from=LONG_AGO, recorded_by="test")
    made = CommissionRule.objects.create(version=version, **{"scope": "all", "kind": "share"} | rule)
    CommissionTier.objects.create(rule=made, value=1000)
    CommissionTier.objects.create(rule=made, from_paise=200_000, value=500)
    version.state, version.signed_on, version.document_sha256 = "signed", LONG_AGO, "0" * 64
    version.save()
    return version


def test_the_rate_depends_on_what_was_sold_before() -> None:
    # given
    consignor = supplier()
    version = tiered(consignor)
    offer("kurta", by=consignor)

    # when
    for number in range(1, 4):
        sync_sales(order(line("kurta", id=f"line-{number}"), number=number))

    # then: 1,180 at 10 %; 820 at 10 % and 360 at 5 %; 1,180 at 5 %
    assert list(SaleTerms.objects.order_by("id").values_list("commission_paise", flat=True)) == [11_800, 10_000, 5_900]
    assert net_sold_before(version.agreement_id) == 354_000


def test_what_was_called_off_or_came_back_was_not_sold() -> None:
    # given
    consignor = supplier()
    version = tiered(consignor)
    offer("kurta", by=consignor)
    sync_sales(order(line("kurta", 3, id="line-kurta")))
    sync_sales(order(line("kurta", id="line-2"), number=2))

    # when
    sync_sales(cancelled(order(line("kurta", id="line-2"), number=2)))
    told = sent(order(line("kurta", 3, at=None, quantity_fulfilled=3)), at="lucknow", kurta=3)
    sync_sales(told)
    sync_sales(returned(told, "lucknow", kurta=1))

    # then
    assert net_sold_before(version.agreement_id) == 236_000


@pytest.mark.parametrize("category", ["category-dupatta", "category-textiles"])
def test_a_rule_for_a_category_holds_for_what_is_below_it(category: str) -> None:
    # given
    consignor = supplier()
    tiered(consignor, scope="category", target=category)
    offer("kurta", by=consignor)
    ProductRecord.objects.create(
        product_id="product-kurta", store_updated_at=MOMENT, content_hash="x",
        snapshot={
            "id": "product-kurta", "name": "Kurta", "slug": "kurta", "product_type": "odop",
            "category_ids": ["category-dupatta", "category-textiles"], "updated_at": MOMENT.isoformat(),
        },
    )  # fmt: skip

    # when
    sync_sales(order())

    # then
    assert terms().commission_paise == 11_800


def test_the_sellers_of_lines_are_those_the_sales_were_made_with() -> None:
    # given
    switch("odop.consignment", **CORPORATION)
    offer("kurta")
    sync_sales(order(line("kurta"), line("attar")))
    switch("odop.consignment", corporation_name="Another name", corporation_gstins="09AAACH7409R1ZZ")

    # when
    found = more.sellers_of_lines(["line-kurta", "line-attar"])

    # then
    assert [(seller.name, seller.gstin) for seller in found["line-kurta"]] == [("UP Handicrafts", "09AAACH7409R1ZZ")]
    assert "line-attar" not in found


def test_of_a_line_made_anew_the_standing_sales_count() -> None:
    # given
    offer("kurta", by=supplier("A", model="marketplace_vendor", tax="registered", gstin="09AAACH7409R1ZZ"), priority=1)
    offer("kurta", by=supplier("B", model="marketplace_vendor", tax="registered", gstin="09AAACH7409R1ZZ"), priority=2)
    sync_sales(order())

    # when
    api.record_cannot_supply([api.sales_of_order("order-1")[0].id], "sms", "")

    # then
    assert [seller.name for seller in more.sellers_of_lines(["line-kurta"])["line-kurta"]] == ["B"]
    assert Offer.objects.count() == 2


def test_goods_of_a_consignor_where_the_corporation_is_not_registered_are_an_issue() -> None:
    switch("odop.consignment", **CORPORATION)
    offer("kurta", by=supplier(state_code="27"))
    sync_sales(order(line("kurta")))
    (found,) = api.sales_with_issue()
    assert "no GSTIN in the State" in str(found.issue)


def test_what_was_sold_before_is_reckoned_once_for_a_whole_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # given
    consignor = supplier()
    version = tiered(consignor)
    names = [f"kurta-{number}" for number in range(20)]
    for name in names:
        offer(name, by=consignor)
    asked: list[int] = []

    def sold_before(agreement_id: int) -> int:
        asked.append(agreement_id)
        return 0

    monkeypatch.setattr(frozen, "net_sold_before", sold_before)

    # when
    sync_sales(order(*(line(name) for name in names)))

    # then
    assert asked == [version.agreement_id]
    before = [
        found["amount_paise"]
        for row in SaleTerms.objects.order_by("id")
        for found in row.figures
        if found["code"] == "sold_before"
    ]
    assert before == [number * 118_000 for number in range(20)]
