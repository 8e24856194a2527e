"""Rules of tax, what goods are, and the tax of goods explained, over GraphQL."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from odop_accounts.tax.goods import record_goods
from odop_accounts.tax.rates import Goods
from odop_core.india.dates import today
from odop_core.security.permissions import Permission
from odop_core.store.port import StoreUnavailable
from tests.fake_catalogue import FakeCatalogue
from tests.storefront_schema.client import answer_to, ask, everybody_but, in_language, is_hindi, mutate, refusals, staff

pytestmark = pytest.mark.django_db

MAY = staff(Permission.MANAGE_ACCOUNTS)
EXPLAIN = """query($input: TaxExplainInput!) { taxExplain(input: $input) {
  net { text } tax { text } gross { text } figures { code line text amount { text } citation confidence }
} }"""


def soon() -> str:
    return (today() + timedelta(days=40)).isoformat()


def add_rates(*rates: dict[str, Any], **flags: bool) -> dict[str, Any]:
    given = {"rates": [{"validFrom": soon(), "citation": "1/2027-CT(R)", **rate} for rate in rates], **flags}
    return mutate(
        "gstRatesAdd", "gstRates { hsnPrefix rateBasisPoints above { text } upTo { text } }", MAY,
        input=("GstRatesAddInput!", given),
    )  # fmt: skip


def test_the_rates_of_a_day() -> None:
    # When the rates of garments are asked for
    found = ask(
        '{ gstRates(hsn: "62", on: "2026-11-02") { hsnPrefix rateBasisPoints isHandicraft upTo { text } citation } }',
        MAY,
    )["gstRates"]

    # Then the slab, and the shawls, are there with their source
    assert {"hsnPrefix": "62", "rateBasisPoints": 500, "isHandicraft": None, "upTo": {"text": "₹2,500.00"},
            "citation": "9/2025-CT(R) of 2025-09-17"} in found  # fmt: skip
    assert {row["hsnPrefix"] for row in found} == {"62", "6214"}


def test_the_rates_of_a_notification_are_added() -> None:
    answer = add_rates(
        {"hsnPrefix": "62", "rateBasisPoints": 500, "upToPaise": "300000"},
        {"hsnPrefix": "62", "rateBasisPoints": 1800, "abovePaise": "300000"},
    )

    assert refusals(answer) == []
    assert answer["gstRates"][1] == {
        "hsnPrefix": "62", "rateBasisPoints": 1800, "above": {"text": "₹3,000.00"}, "upTo": None
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rate", "refused"),
    [
        ({"hsnPrefix": "62", "rateBasisPoints": 500, "upToPaise": "300000"}, [("rates", "INVALID")]),
        ({"hsnPrefix": "62", "rateBasisPoints": 500, "citation": ""}, [("citation", "REQUIRED")]),
        (
            {"hsnPrefix": "62", "rateBasisPoints": -1, "citation": "", "goods": "x" * 256, "confidence": "X"},
            [("rateBasisPoints", "INVALID"), ("citation", "REQUIRED"), ("confidence", "INVALID"), ("goods", "INVALID")],
        ),
        ({"hsnPrefix": "62", "rateBasisPoints": 500, "upToPaise": "3,000"}, [("upToPaise", "INVALID")]),
        ({"hsnPrefix": "62", "rateBasisPoints": 500, "validFrom": "2025-09-22"}, [("rates", "INVALID")] * 2),
    ],
)
def test_wrong_rates_are_refused_with_every_reason(rate: dict[str, Any], refused: list[tuple[str, str]]) -> None:
    assert refusals(add_rates(rate)) == refused


def test_a_rule_of_tds_is_added_and_shown() -> None:
    given = {"kind": "TDS_SALES", "rateBasisPoints": 20, "validFrom": soon(), "citation": "Finance Act 2027"}
    answer = mutate(
        "withholdingRuleAdd", "withholdingRule { kind rateBasisPoints limit { text } }", MAY,
        input=("WithholdingRuleAddInput!", given),
    )  # fmt: skip

    assert answer["withholdingRule"] == {"kind": "TDS_SALES", "rateBasisPoints": 20, "limit": None}
    found = ask("{ withholdingRules { kind validFrom section paymentCode limit { text } limitFor } }", MAY)
    assert {
        "kind": "TDS_SALES",
        "validFrom": "2026-04-01",
        "section": "393(1) Table 8(v)",
        "paymentCode": "1035",
        "limit": {"text": "₹5,00,000.00"},
        "limitFor": "INDIVIDUALS_WITH_PAN",
    } in found["withholdingRules"]


def test_what_a_product_is_for_its_tax() -> None:
    # Given a product of which nothing is known
    assert ask('{ goodsTax(productId: "UHJvZHVjdDox") { hsn } }', MAY)["goodsTax"] is None

    # When it is recorded
    given = {"productId": "UHJvZHVjdDox", "hsn": "6214 10", "isHandicraft": True, "remark": "Declared by Shabana"}
    selection = "goodsTax { hsn isHandicraft isPackaged isFromCraft remark recordedBy { id } }"
    answer = mutate("goodsTaxRecord", selection, MAY, input=("GoodsTaxInput!", given))

    # Then it holds
    assert answer["goodsTax"] == {
        "hsn": "621410", "isHandicraft": True, "isPackaged": False, "isFromCraft": False,
        "remark": "Declared by Shabana", "recordedBy": {"id": "user-9"},
    }  # fmt: skip


@pytest.mark.parametrize("hsn", ["62A4", "9999", "7419"])
def test_a_code_without_a_rate_is_not_recorded(hsn: str) -> None:
    answer = mutate(
        "goodsTaxRecord", "goodsTax { hsn }", MAY, input=("GoodsTaxInput!", {"productId": "UHJvZHVjdDox", "hsn": hsn})
    )

    assert refusals(answer) == [("hsn", "INVALID")]


def explain(**changes: Any) -> dict[str, Any]:
    return {
        "lines": [{"hsn": "57011010", "amount": "1050"}], "on": "2026-11-02", "sellerState": "09", "shipState": "07",
        **changes,
    }  # fmt: skip


def test_a_tax_is_explained_in_the_language_of_the_request() -> None:
    # When the tax of a carpet to Delhi is asked for
    found = ask(EXPLAIN, MAY, input=explain())["taxExplain"]

    # Then every figure is there with its reason
    assert (found["net"]["text"], found["tax"]["text"], found["gross"]["text"]) == ("₹1,000.00", "₹50.00", "₹1,050.00")
    igst = next(figure for figure in found["figures"] if figure["code"] == "IGST")
    assert igst == {
        "code": "IGST", "line": "0", "text": "IGST, 5 % of ₹1,000.00: ₹50.00.", "amount": {"text": "₹50.00"},
        "citation": "9/2025-CT(R) of 2025-09-17", "confidence": "H",
    }  # fmt: skip
    with in_language("hi"):
        assert all(is_hindi(figure["text"]) for figure in ask(EXPLAIN, MAY, input=explain())["taxExplain"]["figures"])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"lines": [{"hsn": "9999", "amount": "10"}]}, "No GST rate is recorded for HSN code 9999"),
        ({"lines": [{"hsn": "57", "amount": "10"}]}, "is not an HSN code"),
        ({"lines": [{"hsn": "5701", "amount": "5,00"}]}, "is not an amount of money"),
        ({"lines": [{"hsn": "5701", "amount": "5", "quantity": 0}]}, "are no sale"),
        ({"lines": []}, "Send 1 to 100 lines"),
    ],
)
def test_what_has_no_tax_is_an_error_that_says_why(changes: dict[str, Any], said: str) -> None:
    answer = answer_to(EXPLAIN, MAY, input=explain(**changes))

    assert said in answer.messages[0]


def test_nobody_else_may_see_the_rules() -> None:
    assert answer_to("{ gstRates { goods } }", everybody_but(Permission.MANAGE_ACCOUNTS)).is_refused


def test_staff_see_products_whose_tax_class_is_not_as_the_rules_say(catalogue: FakeCatalogue) -> None:
    # given
    catalogue.taxes["UHJvZHVjdDox"] = "Carpet", "Old", 100_000
    catalogue.tax_classes["Old"] = 1200
    record_goods("UHJvZHVjdDox", Goods("57011010"), by="clerk")
    asked = "{ taxClassDifferences { productName taxClass rateBasisPoints wantedRateBasisPoints reason } }"

    # then
    (found,) = ask(asked, MAY)["taxClassDifferences"]
    assert found == {
        "productName": "Carpet", "taxClass": "Old", "rateBasisPoints": 1200, "wantedRateBasisPoints": 500,
        "reason": "HSN 57011010: 5 %.",
    }  # fmt: skip


def test_it_is_said_when_the_store_does_not_answer(catalogue: FakeCatalogue) -> None:
    catalogue.trouble = StoreUnavailable("no answer")

    assert "no answer" in str(answer_to("{ taxClassDifferences { productName } }", MAY))
