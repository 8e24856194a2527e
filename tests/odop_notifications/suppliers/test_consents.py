from __future__ import annotations

from datetime import timedelta

import pytest

from odop_consignment.api import Purpose, SupplierInfo
from odop_consignment.api.privacy import record_consent
from odop_notifications.escalation import steps
from odop_notifications.models import Call, Message, Question
from odop_notifications.models.template import Category
from odop_notifications.settings import PLUGIN_ID
from odop_notifications.suppliers import consents
from tests.factories import supplier, switch
from tests.odop_notifications.questions import ask_supplier

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]


@pytest.fixture
def shabana() -> SupplierInfo:
    return supplier()


def says(supplier_id: int, purpose: Purpose, given: bool) -> None:
    record_consent(supplier_id, purpose, given=given, channel="phone call", by="clerk")


def test_who_never_said_anything_hears_of_their_sales_and_of_no_promotion(shabana: SupplierInfo) -> None:
    assert {category: bool(consents.consent_refusal(shabana.id, category)) for category in Category.values()} == {
        "transactional": False, "service": False, "promotional": True, "government": False,
    }  # fmt: skip


def test_who_takes_back_their_consent_to_messages_gets_none_that_the_law_does_not_want(shabana: SupplierInfo) -> None:
    says(shabana.id, Purpose.MESSAGES, True)
    says(shabana.id, Purpose.MESSAGES, False)

    assert [category for category in Category.values() if consents.consent_refusal(shabana.id, category)] == [
        "service", "promotional",
    ]  # fmt: skip

    says(shabana.id, Purpose.MESSAGES, True)
    assert consents.consent_refusal(shabana.id, Category.SERVICE) == ""


def test_promotion_is_for_who_agreed_and_did_not_take_it_back(shabana: SupplierInfo) -> None:
    says(shabana.id, Purpose.PROMOTION, True)
    assert consents.consent_refusal(shabana.id, Category.PROMOTIONAL) == ""

    says(shabana.id, Purpose.PROMOTION, False)
    assert consents.consent_refusal(shabana.id, Category.PROMOTIONAL)


def test_others_than_suppliers_get_no_promotion() -> None:
    assert consents.consent_refusal(None, Category.SERVICE) == ""
    assert consents.consent_refusal(None, Category.PROMOTIONAL)


def test_who_wants_no_messages_is_called_by_the_helpline() -> None:
    # given
    switch(PLUGIN_ID, channel="console", waiting_counts_at_night=True, hours="")
    first = ask_supplier()
    says(first.supplier_id, Purpose.MESSAGES, False)

    # when
    steps.take_due_steps(first.opened_at + timedelta(days=1))

    # then
    assert set(Message.objects.filter(occasion="reminder").values_list("state", flat=True)) <= {"refused"}
    assert (Question.objects.get().state, Call.objects.get().reason) == ("at_helpline", "unanswered")
