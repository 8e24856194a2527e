"""The documents of the helpline and of notifications inside Saleor: its accounts, permissions and replica rule."""

from __future__ import annotations

import pytest
from django.utils import timezone
from graphql_calls import ask, document, grant, guarded
from saleor.graphql.tests.utils import get_graphql_content
from shop import gid

from odop_core.security.permissions import Permission
from odop_notifications.api import helpline
from odop_notifications.models import Call, CallReason
from storefront_schema import ids


@pytest.fixture
def call(db):
    now = timezone.now()
    return Call.objects.create(
        key="call-1", reason=CallReason.UNANSWERED, queue="staff", language="hi", due_at=now, rank_at=now,
        sla_due_at=now, created_at=now,
    )  # fmt: skip


@pytest.fixture
def desk(staff_api_client):
    grant(staff_api_client.user, Permission.MANAGE_NOTIFICATIONS, Permission.HANDLE_HELPLINE)
    helpline.save_operator("Asha", ["hi"], user_id=gid(staff_api_client.user))
    return staff_api_client


def test_what_staff_ask_is_read_within_saleors_rules(desk, call):
    # when
    board = ask(desk, "helpline_board")["helplineBoard"]
    channels = ask(desk, "staff_message_transports")["messageTransports"]
    preview = ask(desk, "staff_template_preview", occasion="bought", transport="whatsapp", language="hi")

    # then
    assert board["waiting"] == 0
    assert len(channels) == 7
    assert preview["messageTemplatePreview"]["text"]
    assert ask(desk, "staff_supplier_messages")["supplierMessages"]["totalCount"] == 0
    assert ask(desk, "staff_unclear_answers")["supplierAnswers"]["totalCount"] == 0
    assert ask(desk, "supplier_open_questions")["supplierQuestions"]["totalCount"] == 0
    span = {"from": "2026-01-01", "to": "2026-01-31"}
    assert ask(desk, "staff_notification_metrics", **span)["notificationMetrics"] == []


def test_an_operator_takes_a_call_with_their_saleor_account(desk, call):
    # when
    claim = "mutation { helplineCallClaim(queue: STAFF) { detail { call { id } } } }"
    claimed = get_graphql_content(desk.post_graphql(claim))
    logged = ask(
        desk, "helpline_call_complete", id=ids.make("HelplineCall", call.pk),
        input={"outcome": "SETTLED", "note": "Done."},
    )["helplineCallComplete"]  # fmt: skip

    # then
    assert claimed["data"]["helplineCallClaim"]["detail"]["call"]["id"] == ids.make("HelplineCall", call.pk)
    assert (logged["errors"], logged["call"]["status"]) == ([], "DONE")
    call.refresh_from_db()
    assert call.operator == "Asha"


def test_the_call_in_hand_is_read_within_saleors_rules(desk, call):
    # given
    helpline.claim_next_call("Asha", queue=helpline.Queue.STAFF)

    # then
    question = (
        "{ myHelplineCall { call { id supplierName } script { lines } history { kind } } "
        "helplineOperators { edges { node { name } } } }"
    )
    with guarded():
        mine = get_graphql_content(desk.post_graphql(question))["data"]["myHelplineCall"]
    assert mine["call"]["id"] == ids.make("HelplineCall", call.pk)


def test_a_member_of_staff_without_the_permission_is_refused(staff_api_client, call):
    # when
    answer = staff_api_client.post_graphql(document("helpline_board")).json()

    # then
    assert answer["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"
