"""Whatever suppliers, operators, the store and time do, in any order: the house rules of questions and calls hold."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from odop_consignment import api as consignment
from odop_consignment.api import sales_of_order
from odop_core.india import dates
from odop_core.queue import worker
from odop_notifications.escalation import policies, steps
from odop_notifications.escalation.policies import Step
from odop_notifications.helpline import claims, outcomes
from odop_notifications.helpline.claims import NotYours
from odop_notifications.helpline.outcomes import BadOutcome, OutcomeReport
from odop_notifications.models import Answer, Call, CallAttempt, CallOutcome, Message, Question, Queue
from odop_notifications.settings import PLUGIN_ID
from tests.examples import examples
from tests.factories import announce, cancelled, line, offer, order, supplier, switch
from tests.odop_notifications.questions import PHONE, send_reply

OPERATORS = ["asha", "bina"]
WITH_SUPPLIER = {"placed", "confirmed", "ready"}


class HelplineMachine(RuleBasedStateMachine):
    """One order of one supplier; a second supplier stands by."""

    def __init__(self) -> None:
        super().__init__()
        self.before = transaction.savepoint()
        switch(PLUGIN_ID, channel="console", hours="", waiting_counts_at_night=True)
        policies.save_policy("ordinary", [Step(60, "console"), Step(60, "helpline")], position=0)
        offer(by=supplier("First", phone=PHONE))
        offer(by=supplier("Second", phone="+919000000002"), at="agra", priority=200)
        self.order, self.minute = order(line("kurta", 2)), 0
        self.tell(self.order)
        self.now: datetime = Question.objects.get().opened_at
        self.asked_again = 0

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.before)

    def tell(self, reported: Any) -> None:
        announce(reported)
        worker.run_due()

    @rule(text=st.sampled_from(["1", "2", "3", "9", "kal", "haan nahi", "thanks"]), late=st.integers(0, 90))
    def supplier_says(self, text: str, late: int) -> None:
        send_reply(text, at=self.now - timedelta(minutes=late), now=self.now)
        worker.run_due()

    @rule(minutes=st.integers(1, 300))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        steps.take_due_steps(self.now)

    @rule(operator=st.sampled_from(OPERATORS), queue=st.sampled_from(list(Queue)))
    def claim(self, operator: str, queue: Queue) -> None:
        claims.claim_next_call(operator, queue=queue, now=self.now)

    @rule(operator=st.sampled_from(OPERATORS), outcome=st.sampled_from(list(CallOutcome)), whose=st.booleans())
    def log(self, operator: str, outcome: CallOutcome, whose: bool) -> None:
        call = Call.objects.filter(operator=operator if whose else "", state="claimed" if whose else "waiting").first()
        if call is None:
            return
        reported = OutcomeReport(
            outcome, "note",
            ready_on=dates.indian_day(self.now) if outcome is CallOutcome.READY_ON else None,
            call_back_at=self.now + timedelta(hours=1) if outcome is CallOutcome.CALL_BACK else None,
            language="en" if outcome is CallOutcome.LANGUAGE else "",
        )  # fmt: skip
        before = CallAttempt.objects.count()
        try:
            outcomes.log_outcome(call.pk, operator, reported, self.now)
        except (NotYours, BadOutcome):
            assert CallAttempt.objects.count() == before, "a refusal changes nothing"
        worker.run_due()

    @rule()
    def store_repeats_itself(self) -> None:
        self.tell(self.order)

    @rule()
    def goods_are_collected(self) -> None:
        consignment.collect_sales([sale.id for sale in sales_of_order(self.order.id)])
        worker.run_due()

    @rule()
    def order_is_called_off(self) -> None:
        self.minute += 1
        self.order = cancelled(self.order, minute=self.minute)
        self.tell(self.order)

    @invariant()
    def every_placed_sale_is_somebodys_question(self) -> None:
        for sale in sales_of_order(self.order.id):
            if sale.state == "placed" and sale.supplier_id:
                assert Question.objects.filter(supplier_id=sale.supplier_id, sale_ids__contains=[sale.id]).exists()

    @invariant()
    def an_open_question_will_be_asked_or_called_about(self) -> None:
        for question in Question.objects.filter(state="waiting"):
            assert question.due_at is not None
        for question in Question.objects.filter(state="at_helpline"):
            assert Call.objects.filter(question=question, state__in=["waiting", "claimed"]).exists()

    @invariant()
    def nothing_waits_about_what_is_over(self) -> None:
        over = Question.objects.exclude(state__in=["waiting", "at_helpline"])
        for call in Call.objects.filter(question__in=over, queue="operators", state="waiting"):
            # Only words that came after the answer can make a call necessary again.
            assert Answer.objects.filter(question_id=call.question_id, effect="to_helpline").exists()

    @invariant()
    def who_asked_to_be_called_is_called(self) -> None:
        for answer in Answer.objects.filter(meaning="call_me"):
            assert answer.effect == "to_helpline"
        assert not Call.objects.filter(wish="call_me", state="withdrawn").exists()

    @invariant()
    def nobody_has_two_calls_and_no_question_two_open_ones(self) -> None:
        held = list(Call.objects.filter(state="claimed").values_list("operator", flat=True))
        assert len(held) == len(set(held))
        asked = list(
            Call.objects.filter(queue="operators", state__in=["waiting", "claimed"], question__isnull=False)
            .values_list("question_id", flat=True)
        )  # fmt: skip
        assert len(asked) == len(set(asked))

    @invariant()
    def everybody_is_reminded_at_most_once_per_step(self) -> None:
        assert Message.objects.filter(occasion="reminder").count() <= Question.objects.count()

    @invariant()
    def the_answer_in_force_agrees_with_the_sale(self) -> None:
        for question in Question.objects.filter(state="answered", meaning="ready"):
            states = {s.state for s in sales_of_order(self.order.id) if s.id in question.sale_ids}
            assert "placed" not in states


@pytest.mark.django_db
@pytest.mark.usefixtures("store")
def test_whatever_happens_the_house_rules_hold() -> None:
    run_state_machine_as_test(HelplineMachine, settings=settings(examples(3, nightly=100), stateful_step_count=15))
