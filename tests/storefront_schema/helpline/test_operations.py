"""The documents that helpline desks and staff send, one after another as a day has them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from odop_core.india.dates import indian_day
from odop_notifications.settings import PLUGIN_ID
from storefront_schema.viewer import Viewer
from tests import factories
from tests.odop_notifications.questions import ask_supplier, sale_states, send_reply
from tests.storefront_schema.client import BUYER, STAFF, ask
from tests.storefront_schema.helpline.desk import operator
from tests.storefront_schema.test_operations import OPERATIONS


def run(name: str, viewer: Viewer = STAFF, **variables: Any) -> dict[str, Any]:
    return ask((OPERATIONS / f"{name}.graphql").read_text(encoding="utf-8"), viewer, **variables)


def bought() -> None:
    factories.switch(PLUGIN_ID, channel="console", hours="")
    ask_supplier(7)


def test_a_call_from_the_board_to_the_answer() -> None:
    # given
    bought()
    send_reply("kya?")
    asha = operator()

    # when / then
    assert run("helpline_board", asha)["helplineBoard"]["waiting"] == 1
    card = run("helpline_call_claim", asha, languages=["hi", "en"])["helplineCallClaim"]["detail"]
    connected = run("helpline_call_connect", asha, id=card["call"]["id"])["helplineCallConnect"]
    extended = run("helpline_call_renew", asha, id=card["call"]["id"])["helplineCallRenew"]
    logged = run("helpline_call_complete", asha, id=card["call"]["id"], input={"outcome": "READY"})[
        "helplineCallComplete"
    ]

    # then
    assert card["goods"][0]["productName"] == "kurta"
    assert connected["errors"] == extended["errors"] == logged["errors"] == []
    assert sale_states(7) == ["ready"]


def test_staff_settle_what_nobody_could_tell() -> None:
    # given
    bought()
    send_reply("kya?")

    # when
    (edge,) = run("staff_unclear_answers")["supplierAnswers"]["edges"]
    settled = run("staff_answer_classify", id=edge["node"]["id"], input={"meaning": "READY"})["supplierAnswerClassify"]

    # then
    assert settled["answer"]["effect"] == "APPLIED"
    assert run("staff_unclear_answers")["supplierAnswers"]["totalCount"] == 0


def test_staff_look_at_messages_channels_templates_and_figures() -> None:
    # given
    bought()
    today = indian_day(datetime.now(UTC)).isoformat()

    # when
    (edge,) = run("staff_supplier_messages", where={"orderId": {"eq": "order-7"}})["supplierMessages"]["edges"]
    again = run("staff_message_resend", id=edge["node"]["id"])["supplierMessageResend"]
    preview = run("staff_template_preview", occasion="bought", transport="whatsapp", language="hi")
    wording = {"occasion": "bought", "language": "en", "wording": {"text": "Order {order}: {product}."}}

    # then
    assert edge["node"]["attempts"][0]["outcome"] == "ACCEPTED"
    assert [error["code"] for error in again["errors"]] == ["INVALID_STATUS"]
    assert preview["messageTemplatePreview"]["text"]
    assert run("staff_template_upsert", input=wording)["messageTemplateUpsert"]["errors"] == []
    assert len(run("staff_message_transports")["messageTransports"]) == 7
    assert run("staff_notification_metrics", STAFF, **{"from": "2026-01-01", "to": today})["notificationMetrics"]


def test_a_supplier_looks_at_their_own() -> None:
    # given
    factories.supplier("Own", user_id=BUYER.user_id, phone="+919800000002")

    # when / then
    assert run("supplier_open_questions", BUYER)["supplierQuestions"]["totalCount"] == 0
    assert run("supplier_messages", BUYER)["supplierMessages"]["edges"] == []


def test_a_call_is_handed_over_to_an_operator_who_is_free() -> None:
    # given
    bought()
    send_reply("kya?")
    asha, ravi = operator(), operator("Ravi")
    call = run("helpline_call_claim", asha)["helplineCallClaim"]["detail"]["call"]["id"]

    # when
    handed = run("helpline_call_transfer", asha, id=call, operator="Ravi", note="Speaks Awadhi.")[
        "helplineCallTransfer"
    ]
    again = run("helpline_call_transfer", asha, id=call, operator="Ravi")["helplineCallTransfer"]

    # then
    assert (handed["errors"], handed["call"]["operator"], handed["call"]["status"]) == ([], "Ravi", "CLAIMED")
    assert [error["code"] for error in again["errors"]] == ["INVALID_STATUS"]
    (attempt,) = ask("{ myHelplineCall { call { attempts { operator note } } } }", ravi)["myHelplineCall"]["call"][
        "attempts"
    ]
    assert attempt == {"operator": "Asha", "note": "Handed over to Ravi. Speaks Awadhi."}


def test_a_call_is_handed_over_to_nobody_unknown_and_not_to_oneself() -> None:
    # given
    bought()
    send_reply("kya?")
    asha = operator()
    call = run("helpline_call_claim", asha)["helplineCallClaim"]["detail"]["call"]["id"]

    # when
    answers = [
        run("helpline_call_transfer", asha, id=call, operator=name)["helplineCallTransfer"] for name in ("X", "Asha")
    ]

    # then
    assert [answer["errors"][0]["code"] for answer in answers] == ["NOT_FOUND", "NOT_FOUND"]
