"""Questions that wait for a supplier's answer, and what happens while they wait."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from odop_core.database.lists import LATEST_MOMENT, nulls_last
from odop_core.database.states import State
from odop_core.database.text_search import search_vector

HELPLINE = "helpline"


class EscalationPolicy(models.Model):
    """What is done, and when, while a supplier does not answer; of several that fit, the first by `position` holds.

    A condition that is null or "" fits everything. Changing a policy concerns the questions that wait under it, too.
    """

    name = models.SlugField(max_length=64, unique=True)
    position = models.PositiveIntegerField()
    active = models.BooleanField(default=True)
    # Only for at least this much, tax included; only for this craft (slug); only if the goods must be ready so soon.
    min_value_paise = models.BigIntegerField(null=True, blank=True)
    craft = models.CharField(max_length=128, default="", blank=True)
    ready_within_hours = models.PositiveIntegerField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.CharField(max_length=128, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["position", "id"], name="odop_policy_order", condition=Q(active=True))]

    def __str__(self) -> str:
        return self.name


class EscalationStep(models.Model):
    """After `wait_minutes` without an answer (since the step before, or the first message) this channel is used.

    The first message, that something was bought, goes out at once and is no step. "helpline" queues a call, and is
    the last.
    """

    policy = models.ForeignKey(EscalationPolicy, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    wait_minutes = models.PositiveIntegerField()
    channel = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["policy", "position"], name="odop_step_position")]

    def __str__(self) -> str:
        return f"{self.position}. after {self.wait_minutes} min {self.channel}"


class QuestionState(State):
    WAITING = "waiting", "asked; the next step is taken when it is due"
    AT_HELPLINE = "at_helpline", "an operator is to call"
    ANSWERED = "answered", "the supplier answered"
    CLOSED = "closed", "nothing is left to ask: called off, collected, or now another supplier's"


OPEN_QUESTIONS = (QuestionState.WAITING, QuestionState.AT_HELPLINE)


class Question(models.Model):
    """The question to one supplier whether what was bought of them in one order will be ready; asked until answered.

    It covers the sales in `sale_ids`. What is bought of them in the same order after they answered is a new question.
    What it says of value, district and craft is as it was when the question was asked: conditions and figures use it.
    """

    order_id = models.CharField(max_length=128)
    order_number = models.CharField(max_length=64)
    supplier_id = models.BigIntegerField()
    sale_ids = ArrayField(models.BigIntegerField())
    # Keyed digest of the supplier's phone, by which their reply finds the question. "" without a phone, and when it was
    # found to be somebody else's. It follows the supplier's number while the goods are with them (`answers.senders`).
    phone_digest = models.CharField(max_length=64, default="", blank=True)
    language = models.CharField(max_length=8)
    value_paise = models.BigIntegerField()
    # Slugs; "" where provenance knows none.
    district = models.CharField(max_length=128, default="", blank=True)
    craft = models.CharField(max_length=128, default="", blank=True)
    # When the goods must be ready; null where nobody said.
    needed_by = models.DateTimeField(null=True)

    # When the store had the order (by its own clock), and when we asked.
    ordered_at = models.DateTimeField()
    opened_at = models.DateTimeField()

    policy = models.ForeignKey(EscalationPolicy, on_delete=models.SET_NULL, null=True, related_name="+")
    # Position of the next step, and when it is taken; `due_at` is null once nobody waits for it.
    next_position = models.PositiveSmallIntegerField(default=1)
    due_at = models.DateTimeField(null=True)

    state = models.CharField(max_length=16, choices=QuestionState.choices(), default=QuestionState.WAITING.value)
    # The answer in force: what, which day, when it was said, and by which channel.
    meaning = models.CharField(max_length=16, default="", blank=True)
    ready_on = models.DateField(null=True)
    said_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=32, default="", blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order_id", "supplier_id"],
                condition=Q(state__in=["waiting", "at_helpline"]),
                name="odop_question_one_open",
            ),
            models.CheckConstraint(condition=~Q(state="answered", meaning=""), name="odop_question_answer_known"),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], name="odop_question_due", condition=Q(state="waiting")),
            models.Index(fields=["phone_digest", "-id"], name="odop_question_phone", condition=~Q(phone_digest="")),
            models.Index(fields=["order_id", "supplier_id"], name="odop_question_order"),
            models.Index(fields=["supplier_id", "-id"], name="odop_question_supplier"),
            models.Index(fields=["ordered_at"], name="odop_question_ordered"),
            GinIndex(fields=["sale_ids"], name="odop_question_sales"),
            # For the lists.
            models.Index(fields=["state", "id"], name="odop_question_state"),
            models.Index(fields=["opened_at"], name="odop_question_opened"),
            models.Index(fields=["due_at", "id"], name="odop_question_due_at"),
            models.Index(nulls_last("due_at", LATEST_MOMENT), "id", name="odop_question_by_due_at"),
            GinIndex(search_vector("order_number"), name="odop_question_search"),
        ]

    def __str__(self) -> str:
        return f"order {self.order_number} to supplier {self.supplier_id}: {self.state}"
