"""Calls that wait for an operator, the operators, and the outcomes."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from odop_core.database.states import State
from odop_core.database.text_search import search_vector
from odop_core.security.encryption import EncryptedTextField, SealedRow
from odop_core.security.permissions import Permission
from odop_notifications.models.answer import Answer
from odop_notifications.models.escalation import Question


class CallReason(State):
    UNANSWERED = "unanswered", "no answer to any message"
    CALL_ME = "call_me", "the supplier asked to be called"
    WHEN = "when", "the supplier needs more time and did not say until when"
    UNCLEAR = "unclear", "the meaning of their answer is unclear"
    UNKNOWN_SENDER = "unknown_sender", "an answer from a number we do not know"
    PICKUP_MISSED = "pickup_missed", "the carrier came and got nothing"
    UNDELIVERED = "undelivered", "a message that must not be missed did not reach the supplier, or perhaps not"
    CANNOT = "cannot", "the supplier cannot supply"
    UNREACHABLE = "unreachable", "called as often as the policy says, without reaching them"
    LANGUAGE = "language", "the supplier speaks a language that no operator speaks"
    WRONG_NUMBER = "wrong_number", "the number belongs to another person"


class Queue(State):
    OPERATORS = "operators", "calls to suppliers"
    STAFF = "staff", "what operators cannot settle: for the merchant's staff"


class CallState(State):
    WAITING = "waiting", "no operator has taken it"
    CLAIMED = "claimed", "an operator is at it"
    DONE = "done", "settled"
    WITHDRAWN = "withdrawn", "no longer needed"


class CallOutcome(State):
    READY = "ready", "the goods are ready"
    READY_ON = "ready_on", "the goods will be ready on a day"
    CANNOT = "cannot", "the supplier cannot supply"
    NO_ANSWER = "no_answer", "no one picked up"
    BUSY = "busy", "the line was busy"
    CALL_BACK = "call_back", "the supplier wants to be called at another time"
    LANGUAGE = "language", "the supplier speaks another language"
    WRONG_NUMBER = "wrong_number", "the number belongs to another person"
    SETTLED = "settled", "settled in another way; the note says how"
    RELEASED = "released", "the operator gave the call back"
    ABANDONED = "abandoned", "the operator was silent for too long, and the call went back"


class Operator(models.Model):
    """A person who calls suppliers. Without languages they get calls in any; without a phone they dial by hand."""

    ENCRYPTED_FOR = ("name",)
    name = models.CharField(max_length=128, unique=True)
    # Their account in the store, by its global ID; "" for those who work at the terminal only.
    user_id = models.CharField(max_length=128, default="", blank=True)
    languages = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    phone = EncryptedTextField(default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user_id"], condition=~Q(user_id=""), name="odop_operator_one_per_account")
        ]
        indexes = [GinIndex(search_vector("name"), name="odop_operator_search")]

    def __str__(self) -> str:
        return self.name


class Call(models.Model):
    """One thing that wants a person: mostly a call to a supplier, else a task for staff (`queue`).

    The queue is served by `rank_at`: the time from which it waits, set back by a head start for what is urgent or dear,
    so that nothing waits forever. A claim is a lease: a call whose operator falls silent goes back to the queue.
    """

    ENCRYPTED_FOR = ("key",)
    key = models.CharField(max_length=255, unique=True)
    reason = models.CharField(max_length=16, choices=CallReason.choices())
    # What the supplier themselves wants of it: a call, or that somebody understands them. Such a call is not over when
    # the goods are. "" when they want nothing.
    wish = models.CharField(max_length=16, default="", blank=True)
    queue = models.CharField(max_length=16, choices=Queue.choices(), default=Queue.OPERATORS.value)

    question = models.ForeignKey(Question, on_delete=models.PROTECT, null=True, related_name="calls")
    # What made it necessary, if an answer did.
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, null=True, related_name="calls")
    supplier_id = models.BigIntegerField(null=True)
    order_id = models.CharField(max_length=128, default="", blank=True)
    order_number = models.CharField(max_length=64, default="", blank=True)
    # The number to call when it is of nobody we know.
    sender = EncryptedTextField(default="", blank=True)
    # Keyed digest of the number to call, so that no two operators ring it at once. "" when none is known.
    phone_digest = models.CharField(max_length=64, default="", blank=True)
    # What the operator must know besides: the supplier's words, what became of a sale.
    detail = EncryptedTextField(default="", blank=True)
    language = models.CharField(max_length=8)
    value_paise = models.BigIntegerField(default=0)

    due_at = models.DateTimeField()
    rank_at = models.DateTimeField()
    sla_due_at = models.DateTimeField()
    # How often a call reached no one.
    tries = models.PositiveSmallIntegerField(default=0)

    state = models.CharField(max_length=16, choices=CallState.choices(), default=CallState.WAITING.value)
    # Who is at it, or was last.
    operator = models.CharField(max_length=128, default="", blank=True)
    claimed_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, default="", blank=True)
    created_at = models.DateTimeField()
    # When something was last added to what is to be asked.
    asked_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        permissions = [(Permission.HANDLE_HELPLINE.codename, "Call suppliers for the helpline.")]
        constraints = [
            models.UniqueConstraint(
                fields=["operator"], condition=Q(state="claimed"), name="odop_call_one_claim_per_operator"
            ),
            models.CheckConstraint(
                condition=~Q(state="claimed") | (~Q(operator="") & Q(claimed_until__isnull=False)),
                name="odop_call_claim_is_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["queue", "rank_at", "id"], name="odop_call_next", condition=Q(state="waiting")),
            models.Index(fields=["claimed_until"], name="odop_call_lease", condition=Q(state="claimed")),
            models.Index(
                fields=["queue", "sla_due_at"], name="odop_call_sla", condition=Q(state__in=["waiting", "claimed"])
            ),
            models.Index(fields=["supplier_id", "-id"], name="odop_call_supplier"),
            models.Index(fields=["order_id", "-id"], name="odop_call_order"),
            models.Index(fields=["state", "id"], name="odop_call_state"),
            models.Index(fields=["reason", "id"], name="odop_call_reason"),
            models.Index(fields=["language", "id"], name="odop_call_language"),
            models.Index(fields=["operator", "id"], name="odop_call_operator", condition=~Q(operator="")),
            models.Index(fields=["queue", "id"], name="odop_call_queue"),
            models.Index(fields=["created_at"], name="odop_call_created"),
            models.Index(fields=["due_at", "id"], name="odop_call_due_at"),
            models.Index(fields=["rank_at", "id"], name="odop_call_rank"),
            GinIndex(search_vector("order_number"), name="odop_call_search"),
            models.Index(fields=["phone_digest"], name="odop_call_unattributed", condition=Q(supplier_id__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"call {self.pk} ({self.reason}): {self.state}"


class CallAttempt(SealedRow):
    """One operator's time with one call, and what came of it. Rows are only ever added; the database sees to that.

    A note may be written anew, since that is what a change of the encryption key does.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="attempts")
    operator = models.CharField(max_length=128)
    claimed_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    outcome = models.CharField(max_length=16, choices=CallOutcome.choices())
    note = EncryptedTextField(default="", blank=True)
    ready_on = models.DateField(null=True)
    call_back_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["ended_at", "operator"], name="odop_call_attempt_day")]

    def __str__(self) -> str:
        return f"{self.operator}: {self.outcome}"


class NumberUse(models.Model):
    """Somebody was connected to a supplier by telephony, or saw the number in clear (`shown`). Never changed."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="number_uses")
    operator = models.CharField(max_length=128)
    shown = models.BooleanField()
    at = models.DateTimeField()
    # What the telephony answered: its own id of the call.
    telephony_id = models.CharField(max_length=255, default="", blank=True)
    # Why the number of somebody nobody knows was shown; a supplier's disclosure has its own record in consignment.
    reason = models.CharField(max_length=255, default="", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["at", "id"], name="odop_number_use_at"),
            models.Index(fields=["operator", "at", "id"], name="odop_number_use_by"),
        ]

    def __str__(self) -> str:
        return f"{self.operator} {'saw' if self.shown else 'was connected'}"
