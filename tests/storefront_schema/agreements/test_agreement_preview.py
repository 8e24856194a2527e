"""agreementPreview: what terms would give for a sale, before anybody signs them."""

from __future__ import annotations

from typing import Any

import pytest

from odop_consignment.models import Agreement, Sale, SaleTerms
from storefront_schema import ids
from tests import factories
from tests.storefront_schema.client import STAFF, in_language, is_hindi
from tests.storefront_schema.goods import chikankari, sold
from tests.storefront_schema.test_operations import run

TERMS: dict[str, Any] = {
    "validFrom": "2026-04-01",
    "rules": [
        {
            "scope": "ALL",
            "kind": "SHARE",
            "tiers": [{"rateBasisPoints": 1000}, {"threshold": "1000", "rateBasisPoints": 500}],
        },
        {"scope": "CRAFT", "target": "chikankari", "kind": "FIXED", "tiers": [{"perPiece": "50"}]},
    ],
    "charges": [{"kind": "PACKING", "basis": "PER_PIECE", "amount": "20"}],
}


def preview(sale: dict[str, Any], **variables: Any) -> dict[str, Any]:
    answer: dict[str, Any] = run("staff_agreement_preview", STAFF, sale=sale, **variables)["agreementPreview"]
    return answer


def amounts(found: dict[str, Any]) -> list[str]:
    names = ("amount", "netAmount", "soldBefore", "commission", "charges", "supplierAmount")
    return [found[name] and found[name]["text"] for name in names]


def test_terms_that_are_only_typed_are_reckoned_and_explained() -> None:
    # when: ₹500 of the net value falls in the first tier, ₹500 in the next
    found = preview({"amount": "1,180", "netAmount": "1000", "soldBefore": "500", "quantity": 2}, terms=TERMS)

    # then
    assert found["errors"] == []
    assert amounts(found) == ["₹1,180.00", "₹1,000.00", "₹500.00", "₹75.00", "₹40.00", "₹885.00"]
    assert [figure["code"] for figure in found["figures"]] == [
        "value", "rule", "sold_before", "commission_part", "commission_part", "commission", "charge:packing",
    ]  # fmt: skip
    assert found["explanation"].splitlines()[-1] == (
        "Left for the supplier, before deductions the law asks for: ₹885.00."
    )


def test_the_rule_of_a_craft_decides_and_says_so() -> None:
    # given
    terms = {**TERMS, "rules": [TERMS["rules"][0], {**TERMS["rules"][1], "target": chikankari()}]}

    # when
    with in_language("hi"):
        found = preview({"amount": "500", "craft": chikankari()}, terms=terms)

    # then
    assert found["commission"]["text"] == "₹50.00"
    assert is_hindi(found["ruleReason"])


def test_the_terms_of_a_version_give_what_a_real_sale_gives() -> None:
    # given
    sold()
    sale = Sale.objects.get()
    real = SaleTerms.objects.get(sale=sale)
    version = Agreement.objects.get().versions.get()

    # when
    found = preview(
        {"amount": str(real.gross_paise // 100), "netAmount": str(real.net_paise // 100)},
        versionId=ids.make("AgreementVersion", version.pk),
    )

    # then
    assert found["commission"]["text"] == f"₹{real.commission_paise / 100:,.2f}"
    assert SaleTerms.objects.count() == 1


@pytest.mark.parametrize(
    ("sale", "variables", "paths"),
    [
        ({"amount": "x", "quantity": 0}, {"terms": TERMS}, ["sale.amount", "sale.quantity"]),
        ({"amount": "100", "netAmount": "118"}, {"terms": TERMS}, ["sale.netAmount"]),
        ({"amount": "100", "craft": "none"}, {"terms": TERMS}, ["sale.craft"]),
        ({"amount": "100"}, {}, ["terms"]),
        ({"amount": "100"}, {"versionId": ids.make("AgreementVersion", 1)}, ["versionId"]),
        ({"amount": "100"}, {"terms": {**TERMS, "validUntil": "2026-03-01"}}, ["terms"]),
    ],
)
def test_every_mistake_is_named_at_its_place(sale: dict[str, Any], variables: dict[str, Any], paths: list[str]) -> None:
    # given
    if "terms" in variables:
        rules = [variables["terms"]["rules"][0]]
        variables = {"terms": {**variables["terms"], "rules": rules}}

    # when
    found = preview(sale, **variables)

    # then
    assert [error["path"] for error in found["errors"]] == paths
    assert amounts(found) == [None] * 6


def test_a_trial_looks_at_few_tables(django_assert_max_num_queries: Any) -> None:
    # given
    version = factories.agreement(factories.supplier())

    # then
    with django_assert_max_num_queries(10):
        preview(
            {"amount": "100", "productId": ids.make("Product", 1)}, versionId=ids.make("AgreementVersion", version.pk)
        )
