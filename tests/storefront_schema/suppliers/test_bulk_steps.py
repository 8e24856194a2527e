"""supplierBulkApprove and supplierBulkSuspend: as with one supplier, each by itself or all or none."""

from __future__ import annotations

from typing import Any

import pytest

from odop_consignment.models import OnboardingStep, Supplier
from storefront_schema import ids
from tests import factories
from tests.odop_consignment.suppliers import onboarded
from tests.storefront_schema.client import STAFF, mutate, refusals
from tests.storefront_schema.test_operations import run


def submitted(*, by_viewer: bool = False) -> Supplier:
    supplier = Supplier.objects.get(pk=onboarded.submitted())
    if by_viewer:
        OnboardingStep.objects.create(
            supplier=supplier, before="submitted", after="submitted", moved_by=STAFF.user_id or ""
        )
    return supplier


@pytest.mark.parametrize(
    ("policy", "states"), [("REJECT_FAILED_ROWS", ["approved"]), ("REJECT_EVERYTHING", ["submitted"])]
)
def test_many_suppliers_are_approved(policy: str, states: list[str]) -> None:
    # given
    right = submitted()
    draft = factories.supplier("Draft", state="draft", phone="+919800000009")
    given = [ids.make("Supplier", draft.id), ids.make("Supplier", right.pk)]

    # when
    done = run("staff_supplier_bulk_approve", ids=given, errorPolicy=policy)["supplierBulkApprove"]

    # then
    assert [[error["code"] for error in row["errors"]] for row in done["results"]] == [["INVALID_STATUS"], []]
    assert done["count"] == states.count("approved")
    assert list(Supplier.objects.filter(pk=right.pk).values_list("state", flat=True)) == states


def test_who_changed_a_supplier_does_not_approve_them_among_others() -> None:
    # given
    supplier = submitted(by_viewer=True)

    # when
    done = run("staff_supplier_bulk_approve", ids=[ids.make("Supplier", supplier.pk)])["supplierBulkApprove"]

    # then
    assert [error["code"] for error in done["results"][0]["errors"]] == ["SECOND_PERSON_REQUIRED"]


def suspend(supplier_ids: list[str], reason: str) -> dict[str, Any]:
    return mutate(
        "supplierBulkSuspend", "count results { errors { code } }", ids=("[ID!]!", supplier_ids),
        reason=("String!", reason),
    )  # fmt: skip


def test_many_suppliers_are_suspended_for_one_reason() -> None:
    # given
    found = [ids.make("Supplier", factories.supplier(name, phone=f"+91980000003{n}").id) for n, name in enumerate("AB")]

    # when
    done = suspend(found, "Flood.")

    # then
    assert done["count"] == 2
    assert set(OnboardingStep.objects.values_list("reason", flat=True)) == {"Flood."}


def test_at_least_one_and_at_most_a_hundred() -> None:
    assert [refusals(suspend([ids.make("Supplier", 1)] * size, "x")) for size in (0, 101)] == [
        [("ids", "REQUIRED")],
        [("ids", "LIMIT")],
    ]
