"""What a refusal says: a permission that can be granted in this host, and who is let in without one."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from odop_core.security.permissions import Permission, list_names
from tests.storefront_schema.client import BUYER, answer_to
from tests.storefront_schema.test_walk import NEEDS, question, schema

TABLE = Path(__file__).parents[2] / "docs" / "storefront.md"


def granted_beside_saleor() -> set[str]:
    return {permission.in_app_mode for permission in Permission}


def test_beside_saleor_a_refusal_names_permissions_of_saleors() -> None:
    # when
    answer = answer_to("{ consignmentReturns(first: 1) { totalCount } }", BUYER)

    # then
    assert answer.messages == ["To access this path, you need one of the following permissions: MANAGE_ORDERS"]


def test_a_refusal_says_what_suppliers_may() -> None:
    # when
    (of_query,) = answer_to("{ consignmentLots(first: 1) { totalCount } }", BUYER).messages
    ready = question(
        "mutation", "consignmentSaleMarkReady", schema().get_mutation_type().fields["consignmentSaleMarkReady"]
    )
    (of_mutation,) = answer_to(ready, BUYER).messages

    # then
    assert of_query.endswith(": MANAGE_ORDERS. Suppliers see their own.")
    assert of_mutation.endswith(": MANAGE_ORDERS. Suppliers may do it for themselves.")


def test_in_saleor_permissions_have_our_names(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    asked = [Permission.MANAGE_CONSIGNMENT, Permission.MANAGE_NOTIFICATIONS]
    beside = list_names(asked)

    # when
    in_saleor = SimpleNamespace(INSTALLED_APPS=["saleor.core"])
    monkeypatch.setattr("odop_core.security.permissions.settings", in_saleor)

    # then
    assert beside == "MANAGE_ORDERS"
    assert list_names(asked) == "MANAGE_CONSIGNMENT, MANAGE_NOTIFICATIONS"


def announced() -> list[Any]:
    found = []
    for name, kind in schema().get_type_map().items():
        for field_name, field in (getattr(kind, "fields", None) or {}).items():
            if NEEDS in (field.description or ""):
                found.append(pytest.param(field.description, id=f"{name}.{field_name}"))
    return found


def test_every_description_names_permissions_that_can_be_granted_here() -> None:
    for parameter in announced():
        (description,) = parameter.values
        names = description.split(NEEDS)[1].split(".")[0].split(", ")
        assert set(names) <= granted_beside_saleor(), parameter.id


def test_the_documentation_has_every_permission_in_both_hosts() -> None:
    # when
    rows = re.findall(r"^\| `(\w+)` \| `(\w+)` \|", TABLE.read_text(encoding="utf-8"), re.MULTILINE)

    # then
    assert dict(rows) == {permission.name: permission.in_app_mode for permission in Permission}
