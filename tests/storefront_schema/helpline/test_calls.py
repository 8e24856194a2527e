"""Operators at work: they claim a call, see what to say, and write down what came of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from odop_core.india.dates import IST
from odop_core.security.permissions import Permission
from odop_notifications.api.helpline import save_operator
from odop_notifications.models import Call, CallReason, NumberUse, Queue
from odop_notifications.settings import PLUGIN_ID
from storefront_schema import ids
from storefront_schema.viewer import Viewer
from tests import factories
from tests.odop_notifications.helpline.calls import waiting_call
from tests.odop_notifications.questions import PHONE, ask_supplier, sale_states, send_reply
from tests.storefront_schema.client import answer_to, ask, in_language, mutate, refusals, where
from tests.storefront_schema.helpline.desk import CARD, SUPERVISOR, claim, operator

CALLS = """query($where: HelplineCallWhereInput, $first: Int) { helplineCalls(where: $where, first: $first) {
  totalCount edges { node { id reason status supplierName phone value { text } isBreached attempts { outcome } } }
} }"""


@pytest.fixture(autouse=True)
def any_hour() -> None:
    """Suppliers may be called at any hour."""
    factories.switch(PLUGIN_ID, channel="console", hours="")


@pytest.fixture(scope="module", autouse=True)
def _asked(rows_of_module: None) -> None:
    """Each test begins with a supplier who was asked about a kurta."""
    factories.switch(PLUGIN_ID, channel="console", hours="")
    ask_supplier(7)


def unclear() -> str:
    """The supplier answered so that nobody can tell what they mean. Returns the ID of the call."""
    send_reply("kya?")
    return ids.make("HelplineCall", Call.objects.get().pk)


def act(name: str, viewer: Viewer, call_id: str, selection: str, **more: tuple[str, Any]) -> dict[str, Any]:
    return mutate(name, selection, viewer, id=("ID!", call_id), **more)


def log(viewer: Viewer, call_id: str, **given: Any) -> dict[str, Any]:
    selection = "call { status outcome dueAt language }"
    return act("helplineCallComplete", viewer, call_id, selection, input=("HelplineCallCompleteInput!", given))


def test_an_operator_gets_the_call_with_what_to_say() -> None:
    # given
    call_id, asha = unclear(), operator()

    # when
    card = claim(asha)["detail"]

    # then
    assert (card["call"]["id"], card["call"]["status"], card["call"]["operator"]) == (call_id, "CLAIMED", "Asha")
    assert (card["call"]["supplierName"], card["call"]["phone"]) == ("Supplier of kurta", "+91 ••••••3210")
    assert "Asha" in card["script"]["lines"][0]
    assert PHONE not in str(card)
    assert claim(asha)["detail"]["call"]["id"] == call_id


def test_the_call_in_hand_is_found_again_in_either_language() -> None:
    # when / then
    asha = operator()
    assert ask("{ myHelplineCall { isFinished } }", asha)["myHelplineCall"] is None
    call_id = unclear()
    claim(asha)

    # when
    mine = ask(
        f'{{ myHelplineCall(language: "en") {{ {CARD} history {{ kind what text }} goods {{ productName }} }} }}', asha
    )
    hindi = ask(f'{{ helplineCall(id: "{call_id}", language: "hi") {{ {CARD} }} }}', asha)["helplineCall"]

    # then
    card = mine["myHelplineCall"]
    assert card["script"]["lines"][0].startswith("Namaste Supplier of kurta, this is Asha")
    assert [entry["kind"] for entry in card["history"]] == ["answer", "message"]
    assert card["goods"] == [{"productName": "kurta"}]
    assert hindi["script"]["lines"][0].startswith("नमस्ते")


def test_the_answer_on_the_telephone_moves_the_sale() -> None:
    # given
    call_id, asha = unclear(), operator()
    claim(asha)

    # when
    logged = log(asha, call_id, outcome="READY", note="Packed.")

    # then
    assert logged["call"]["status"] == "DONE"
    assert sale_states(7) == ["ready"]
    assert log(asha, call_id, outcome="READY", note="Packed.")["errors"] == []


def test_a_call_back_comes_at_its_time() -> None:
    # given
    call_id, asha = unclear(), operator()
    claim(asha)
    at = (timezone.now() + timedelta(days=1)).replace(microsecond=0)

    # when
    logged = log(asha, call_id, outcome="CALLBACK_REQUESTED", callBackAt=at.isoformat())

    # then
    assert (logged["call"]["status"], logged["call"]["dueAt"]) == ("WAITING", at.isoformat())


def test_what_cannot_be_logged_is_refused() -> None:
    # given
    call_id, asha = unclear(), operator()
    claim(asha)

    # when / then
    for wrong in (
        {"outcome": "READY_ON"},
        {"outcome": "RELEASED"},
        {"outcome": "OTHER_LANGUAGE"},
        {"outcome": "SETTLED"},
        {"outcome": "OTHER_LANGUAGE", "language": "x" * 9},
        {"outcome": "READY", "note": "Aadhaar 2345 6789 0124"},
    ):
        assert [code for _field, code in refusals(log(asha, call_id, **wrong))] == ["INVALID"], wrong


def test_a_call_in_other_hands_cannot_be_touched() -> None:
    # given
    call_id = unclear()
    claim(operator())
    bina = operator("Bina")

    # when / then
    assert refusals(log(bina, call_id, outcome="READY")) == [("id", "CALL_NOT_CLAIMED")]
    assert refusals(act("helplineCallRenew", bina, call_id, "claimedUntil")) == [("id", "CALL_NOT_CLAIMED")]
    assert refusals(act("helplineCallRelease", bina, call_id, "call { status }")) == [("id", "CALL_NOT_CLAIMED")]
    assert refusals(act("helplineCallConnect", bina, call_id, "telephonyId")) == [("id", "CALL_NOT_CLAIMED")]


def test_a_call_is_kept_and_given_back() -> None:
    # given
    call_id, asha = unclear(), operator()
    claim(asha)

    # when / then
    assert act("helplineCallRenew", asha, call_id, "claimedUntil")["claimedUntil"]
    released = act(
        "helplineCallRelease", asha, call_id, "call { status attempts { outcome note } }", note=("String", "Lunch.")
    )

    # then
    assert released["call"] == {"status": "WAITING", "attempts": [{"outcome": "RELEASED", "note": "Lunch."}]}


def test_operator_and_supplier_are_put_through_without_seeing_numbers(caplog: pytest.LogCaptureFixture) -> None:
    # given
    call_id, asha = unclear(), operator()
    save_operator("Asha", phone="9000000001")
    claim(asha)

    # when
    with caplog.at_level("INFO"):
        connected = act("helplineCallConnect", asha, call_id, "telephonyId")

    # then
    assert connected["errors"] == []
    assert "…0001 is put through to …3210" in caplog.text
    assert NumberUse.objects.get().operator == "Asha"
    assert "43210" not in str(connected)


def test_telephony_that_is_not_there_says_so() -> None:
    # given
    factories.switch(PLUGIN_ID, channel="console", hours="", voice_click_to_call="telephony")
    call_id, asha = unclear(), operator()
    claim(asha)

    # when / then
    assert refusals(act("helplineCallConnect", asha, call_id, "telephonyId")) == [(None, "REQUIRED")]


def test_telephony_that_was_not_set_up_is_unavailable() -> None:
    # given
    factories.switch(PLUGIN_ID, channel="console", hours="", voice_click_to_call="telephony")
    call_id, asha = unclear(), operator()
    save_operator("Asha", phone="9000000001")
    claim(asha)

    # when / then
    assert refusals(act("helplineCallConnect", asha, call_id, "telephonyId")) == [(None, "UNAVAILABLE")]
    assert NumberUse.objects.count() == 0


def test_nobody_is_put_through_outside_the_courtesy_hours() -> None:
    # given
    call_id, asha = unclear(), operator()
    claim(asha)
    elsewhen = "09:00-09:01" if timezone.now().astimezone(IST).hour != 9 else "20:00-20:01"
    factories.switch(PLUGIN_ID, channel="console", hours=f"voice {elsewhen}")

    # when
    refused = act("helplineCallConnect", asha, call_id, "telephonyId")
    with in_language("hi"):
        in_hindi = act("helplineCallConnect", asha, call_id, "telephonyId")

    # then
    assert refusals(refused) == [(None, "OUTSIDE_CALLING_HOURS")]
    assert elsewhen in refused["errors"][0]["message"]
    assert "फ़ोन नहीं किया जा सकता" in in_hindi["errors"][0]["message"]


def test_the_language_a_supplier_speaks_may_be_written_by_its_name() -> None:
    # given
    call_id, asha = unclear(), operator(languages=("hi",))
    claim(asha)

    # when
    logged = log(asha, call_id, outcome="OTHER_LANGUAGE", language="Bhojpuri")

    # then
    assert logged["call"]["status"] == "DONE"
    assert Call.objects.get(queue="staff").reason == "language"


def test_the_number_in_clear_takes_a_permission_and_a_reason() -> None:
    # given
    call_id, plain = unclear(), operator()
    claim(plain)
    trusted = operator("Asha", Permission.SEE_SUPPLIER_DATA)
    reason = ("String!", "No telephony.")

    # when
    shown = act("helplineCallRevealNumber", trusted, call_id, "number", reason=reason)
    refused = answer_to(f'mutation {{ helplineCallRevealNumber(id: "{call_id}", reason: "x") {{ number }} }}', plain)

    # then
    assert shown["number"] == PHONE
    assert NumberUse.objects.get().shown
    assert refused.is_refused


def test_nobody_takes_calls_who_was_not_entered_as_an_operator() -> None:
    # given
    unclear()
    newcomer = Viewer("staff", "user-new", frozenset({Permission.HANDLE_HELPLINE}))

    # when
    with in_language("hi"):
        refused = answer_to(
            "mutation { helplineCallClaim { detail { isFinished } errors { code message } } }", newcomer
        )

    # then
    assert refused.data is not None
    (error,) = refused.data["helplineCallClaim"]["errors"]
    assert error["code"] == "NOT_AN_OPERATOR"
    assert "ऑपरेटर" in error["message"]
    assert refusals(claim(Viewer("app", None, frozenset(Permission)))) == [(None, "NOT_AN_OPERATOR")]


def test_tasks_for_staff_are_not_for_operators() -> None:
    # given
    waiting_call(due_at=timezone.now(), queue=Queue.STAFF, reason=CallReason.CANNOT)
    asha = operator()

    # when
    refused = answer_to("mutation { helplineCallClaim(queue: STAFF) { detail { isFinished } } }", asha)
    supervisor = operator("Chand", Permission.MANAGE_NOTIFICATIONS)

    # then
    assert refused.is_refused
    assert claim(asha)["detail"] is None
    assert claim(supervisor, queue=("HelplineQueueEnum", "STAFF"))["detail"]["call"]["status"] == "CLAIMED"


def test_operators_see_calls_and_nothing_else_of_notifications() -> None:
    # given
    asha = operator()

    # when / then
    for asked_for in ("supplierMessages { totalCount }", "messageTemplates { text }", "supplierAnswers { totalCount }",
                      "supplierQuestions { totalCount }", "helplineOperators { totalCount }"):  # fmt: skip
        assert answer_to(f"{{ {asked_for} }}", asha).is_refused, asked_for
    assert ask("{ helplineCalls { totalCount } helplineBoard { waiting } }", asha)


def test_calls_are_found() -> None:
    # given
    now = timezone.now()
    late = waiting_call(1, now - timedelta(hours=3))
    fresh = waiting_call(2, now, reason=CallReason.CALL_ME, language="ur")
    waiting_call(3, now, state="done")

    def found(**given: Any) -> list[str]:
        edges = ask(CALLS, SUPERVISOR, where=where(**given))["helplineCalls"]["edges"]
        return [edge["node"]["id"] for edge in edges]

    # when / then
    one, two = ids.make("HelplineCall", late.pk), ids.make("HelplineCall", fresh.pk)
    assert found(isOpen=True) == [one, two]
    assert (
        found(isBreached=True) == found(reason="UNANSWERED", isOpen=True) == found(language="hi", isOpen=True) == [one]
    )
    assert found(isBreached=False, isOpen=True) == found(language="ur") == [two]
    assert len(found(status=["DONE"])) == 1
    assert found(queue="STAFF") == found(operator="Asha") == []


def test_the_queries_of_a_page_do_not_grow_with_it() -> None:
    # given
    for number in range(20):
        waiting_call(number)

    def count(first: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert len(ask(CALLS, SUPERVISOR, first=first)["helplineCalls"]["edges"]) == first
        return len(queries)

    # when / then
    assert count(1) == count(20)


def test_an_operator_is_entered_with_account_and_languages() -> None:
    # given
    account = ids.make("User", 5)
    given = {"name": "Asha", "userId": account, "languages": ["hi"], "phone": "9000000001"}
    selection = "operator { name user { id } languages phone }"

    # when
    saved = mutate("helplineOperatorUpsert", selection, SUPERVISOR, input=("HelplineOperatorUpsertInput!", given))
    other = {"name": "Bina", "userId": account, "languages": []}
    taken = mutate("helplineOperatorUpsert", selection, SUPERVISOR, input=("HelplineOperatorUpsertInput!", other))

    # then
    assert saved["operator"] == {
        "name": "Asha", "user": {"id": account}, "languages": ["hi"], "phone": "+91 ••••••0001",
    }  # fmt: skip
    assert refusals(taken) == [(None, "INVALID")]
    assert ask("{ helplineOperators { edges { node { name } } } }", SUPERVISOR)["helplineOperators"] == {
        "edges": [{"node": {"name": "Asha"}}]
    }
