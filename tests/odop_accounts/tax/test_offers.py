"""A product of which the tax is not known is not offered."""

from __future__ import annotations

import pytest

from odop_accounts.handlers import refuse_untaxed_goods
from odop_accounts.settings import PLUGIN_ID
from odop_accounts.tax.goods import record_goods
from odop_accounts.tax.rates import Goods
from odop_consignment.api.offers import (
    GoodsRefused,
    OfferInfo,
    OfferRow,
    eligibility_of_offers,
    save_offer,
    save_offers,
)
from odop_consignment.offers.goods import GoodsCheck
from tests.factories import agreement, offer, supplier, switch

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def asked(goods_checks: dict[str, GoodsCheck]) -> None:
    """Accounts are asked, as they are where the suite runs."""
    goods_checks[PLUGIN_ID] = refuse_untaxed_goods


def row(product: str = "shawl", supplier_id: int | None = None) -> OfferRow:
    if supplier_id is None:
        by = supplier()
        agreement(by)
        supplier_id = by.id
    return OfferRow(supplier_id, f"variant-{product}", "lucknow", product_id=f"product-{product}")


def make_offer() -> OfferInfo:
    return save_offer(row(), by="clerk")


def test_a_product_without_a_code_is_not_offered_and_the_refusal_says_what_to_do() -> None:
    # When a product of which nobody knows the HSN code is to be offered
    with pytest.raises(GoodsRefused) as refused:
        make_offer()

    # Then it is refused in words, in both languages
    assert str(refused.value).startswith("No HSN code is recorded for these goods.")
    assert "HSN" in refused.value.text.in_language("hi") != str(refused.value)


def test_it_is_offered_once_its_code_is_recorded() -> None:
    record_goods("product-shawl", Goods("6214"), by="clerk")

    assert make_offer().active


def test_of_many_offers_only_those_are_refused_and_they_can_wait_inactive() -> None:
    # Given a supplier with a shawl whose code is known, and a lamp whose code is not
    record_goods("product-shawl", Goods("6214"), by="clerk")
    by = supplier()
    agreement(by)
    lamp = row("lamp", by.id)

    # When both are offered, and the lamp again for later
    saved = save_offers([row("shawl", by.id), lamp], by="clerk")
    later = save_offers(
        [OfferRow(by.id, "variant-lamp", "lucknow", product_id="product-lamp", active=False)], by="clerk"
    )

    # Then only the lamp's active offer is refused
    assert [type(result.error) for result in saved] == [type(None), GoodsRefused]
    assert later[0].error is None


def test_an_offer_of_before_is_shown_to_be_unusable() -> None:
    # Given an offer from before anybody asked for codes
    old = offer("shawl")

    # Then it says why it cannot be used
    assert not eligibility_of_offers([old.id])[old.id].usable


@pytest.mark.parametrize(("active", "settings"), [(False, {}), (True, {"offers_need_hsn": False})])
def test_nothing_is_refused_while_the_plugin_or_its_setting_is_off(active: bool, settings: dict[str, bool]) -> None:
    switch(PLUGIN_ID, active, **settings)

    assert make_offer().active
