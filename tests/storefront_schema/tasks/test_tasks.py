"""odopTasks: each kind is as many as the list that it names holds, and nobody is shown what they may not act on."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from odop_accounts.models import DocumentObstacle, Payout, PayoutBatch, PayoutObstacle
from odop_consignment.models import (
    AgreementEnd,
    BankAccount,
    ConsignmentNote,
    OnboardingStep,
    Sale,
    SaleReversal,
    StockAdjustment,
    StockCount,
    Supplier,
)
from odop_core.i18n import Text
from odop_core.india.dates import today
from odop_core.models import Handling, InboxEvent, OutboxItem, WorkState
from odop_core.queue import worker
from odop_core.security.permissions import Permission
from odop_logistics.models import Pickup
from odop_notifications.models import Answer, Call, Message, Question
from odop_provenance import api as provenance
from odop_provenance.models import MarkRegistration
from storefront_schema.app import schema
from tests import factories
from tests.storefront_schema.client import STAFF, answer_to, ask, staff
from tests.storefront_schema.goods import PRODUCT_ID, sold
from tests.storefront_schema.test_operations import run

EARLIER = datetime(2026, 11, 1, tzinfo=UTC)
# These name no list that can be counted.
NOT_COUNTED = {"STOCK_DIFFERENCES"}


def tasks(viewer: Any = STAFF, **variables: Any) -> dict[str, dict[str, Any]]:
    return {task["kind"]: task for task in run("staff_tasks", viewer, **variables)["odopTasks"]}


def count_list(task: dict[str, Any]) -> int:
    """How many the list that a task names really holds."""
    arguments = json.loads(task["arguments"])
    field = schema().get_query_type().fields[task["query"]]
    declared = ", ".join(f"${name}: {field.args[name].type}" for name in arguments)
    passed = ", ".join(f"{name}: ${name}" for name in arguments)
    counted = "totalCount" if task["query"] != "missingExchangeRates" else "day"
    operation = f"query({declared})" if declared else "query"
    listed = f"{task['query']}({passed})" if passed else task["query"]
    question = f"{operation} {{ {listed} {{ {counted} }} }}"
    found = ask(question, STAFF, **arguments)[task["query"]]
    return int(found["totalCount"]) if isinstance(found, dict) else len(found)


def call(key: str, **values: Any) -> Call:
    moments = dict.fromkeys(("due_at", "rank_at", "sla_due_at", "created_at"), EARLIER)
    return Call.objects.create(key=key, reason="unanswered", language="hi", **{**moments, **values})


def something_of_everything() -> None:
    """One of each kind waits at least, and beside it something of the same sort that does not."""
    sold(factories.order(number=1))
    unknown = factories.order(factories.line("saree", id="line-saree"), number=2)
    foreign = factories.order(factories.line("shawl", id="line-shawl", currency="USD"), number=3, currency="USD")
    factories.offer("shawl", by=factories.supplier("Rani"))
    for order in (unknown, foreign):
        factories.announce(order)
    worker.run_due()
    sale = Sale.objects.exclude(offer=None).earliest("id")
    Sale.objects.filter(pk=sale.pk).update(issue=Text("The loom broke."))
    SaleReversal.objects.create(sale=sale, key="r-1", kind="returned", quantity=1)
    SaleReversal.objects.create(sale=sale, key="r-2", kind="refunded", quantity=1)
    waiting = Supplier.objects.get(pk=factories.supplier("Asha", phone="+919800000003").id)
    Supplier.objects.filter(pk=waiting.pk).update(state="submitted")
    AgreementEnd.objects.create(
        agreement=factories.agreement(factories.supplier("Meena")).agreement, last_day=today() + timedelta(days=30),
        reason="They retire.", recorded_by="user-7",
    )  # fmt: skip
    OnboardingStep.objects.create(supplier=waiting, before="draft", after="submitted", moved_by=STAFF.user_id)
    BankAccount.objects.create(supplier=waiting, holder="Asha", account_digest="x", proposed_by="user-7")
    ConsignmentNote.objects.create(
        kind="receipt", supplier=waiting, pickup_point_id="p", dated=today(), recorded_by="user-7"
    )
    StockCount.objects.create(pickup_point_id="p", counted_by="user-7")
    StockAdjustment.objects.create(key="a-1", variant_id="v", pickup_point_id="p", change=1)
    StockAdjustment.objects.update(created_at=EARLIER)
    StockAdjustment.objects.create(key="a-2", variant_id="v", pickup_point_id="p", change=1)
    provenance.claim_origin(PRODUCT_ID, district_slug="lucknow")
    MarkRegistration.objects.create(
        kind="silk", number="1", holder="Asha", seller="asha", valid_until=today(), submitted_by="user-7"
    )
    failed: dict[str, Any] = {"state": "failed", "approved_by": "y", "approved_at": EARLIER, "issue": "utr_shared"}
    for number, changes in enumerate([{}, failed]):
        Payout.objects.create(
            key=f"ODOPPAYOUT{number:06}", batch=PayoutBatch.objects.create(prepared_by="x"), supplier_id=waiting.pk,
            amount_paise=100, mode="NEFT", bank_account_id=1, bank_account_proposed_by="x", prepared_by="x",
            beneficiary_name="Asha", **changes,
        )  # fmt: skip
    DocumentObstacle.objects.create(order_id="order-1", order_number="1", reason=Text("The HSN code is not known."))
    PayoutObstacle.objects.create(supplier_id=waiting.pk, kind="no_account", due_paise=100)
    Pickup.objects.create(
        reference="failed-1", order_id="order-9", order_number="9", pickup_point_id="p", state="failed"
    )
    Question.objects.filter(order_id="order-1").update(needed_by=EARLIER)
    Question.objects.exclude(order_id="order-1").update(needed_by=timezone.now() + timedelta(days=1))
    Message.objects.filter(order_id="order-1").update(state="maybe_sent")
    words = Answer.objects.create(
        key="w-1", channel="sms", said_at=EARLIER, meaning="unclear", effect="to_helpline", text="?"
    )
    call("late", answer=words)
    call("in-time", sla_due_at=timezone.now() + timedelta(days=1))
    call("staff", queue="staff")
    factories.outbox_item()
    InboxEvent.objects.filter(pk=InboxEvent.objects.earliest("id").pk).update(state=WorkState.DEAD)
    Handling.objects.filter(pk=Handling.objects.earliest("id").pk).update(state=WorkState.DEAD)
    OutboxItem.objects.filter(key="item-1").update(state=WorkState.DEAD)


def test_each_kind_is_as_many_as_its_list_holds() -> None:
    # given
    something_of_everything()

    # when
    found = tasks()

    # then
    assert {kind: task["count"] for kind, task in found.items()} == {
        kind: 1 if kind in NOT_COUNTED else count_list(task) for kind, task in found.items()
    }
    assert [kind for kind, task in found.items() if task["count"] == 0 or task["oldestAt"] is None] == []
    assert {kind for kind, task in found.items() if task["ownCount"]} == {"SUPPLIERS_TO_APPROVE"}


def test_nothing_waits_in_an_empty_shop() -> None:
    # when
    found = tasks()

    # then
    assert {(task["count"], task["ownCount"], task["oldestAt"]) for task in found.values()} == {(0, 0, None)}


@pytest.mark.parametrize(
    ("permission", "kinds"),
    [
        (Permission.HANDLE_HELPLINE, {"CALLS_OVERDUE", "CALLS_FOR_STAFF"}),
        (Permission.MANAGE_LOGISTICS, {"PICKUPS_FAILED", "PICKUPS_WITHOUT_DAY"}),
        (Permission.MANAGE_PROVENANCE, {"CLAIMS_TO_REVIEW", "MARKS_TO_REVIEW"}),
        (Permission.MANAGE_ODOP_WORK, {"FAILED_EVENTS", "FAILED_HANDLINGS", "FAILED_DELIVERIES"}),
    ],
)
def test_the_viewer_is_shown_what_they_may_act_on(permission: Permission, kinds: set[str]) -> None:
    assert tasks(staff(permission)).keys() == kinds


def test_who_may_only_see_numbers_has_no_tasks() -> None:
    assert answer_to("{ odopTasks { kind } }", staff(Permission.SEE_SUPPLIER_DATA)).is_refused


def test_only_the_wanted_kinds_are_counted(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        assert tasks(kinds=["PICKUPS_FAILED", "UNASSIGNED_SALES"]).keys() == {"PICKUPS_FAILED", "UNASSIGNED_SALES"}


def test_each_kind_costs_one_query(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(26):
        assert len(tasks()) == 26
