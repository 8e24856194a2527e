"""What suppliers answered, and the links by which they can."""

from __future__ import annotations

from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from odop_core.database.states import State
from odop_core.security.encryption import EncryptedTextField
from odop_notifications.models.escalation import Question


class Meaning(State):
    READY = "ready", "the goods are ready"
    READY_ON = "ready_on", "the goods will be ready on a day they named"
    LATER = "later", "not ready yet; they did not say when"
    CANNOT = "cannot", "they cannot supply the goods"
    CALL_ME = "call_me", "they want to be called"
    COURTESY = "courtesy", "thanks, a greeting: nothing that needs an answer"
    UNCLEAR = "unclear", "the meaning is unclear without asking again"


class Effect(State):
    APPLIED = "applied", "the sales are now as the answer says"
    REPEATED = "repeated", "it said what had been said before"
    OVERTAKEN = "overtaken", "a later answer had arrived first"
    LATE = "late", "the goods had gone, or were no longer wanted from them"
    TO_HELPLINE = "to_helpline", "a person must look: a call was queued"
    NOTED = "noted", "nothing was asked and nothing needs doing"


class Answer(models.Model):
    """One thing a supplier (or the operator who spoke with them) told us, what we took it to mean, and what followed.

    Rows are only ever added, one per `key`, so that a reply a gateway delivers twice counts once. The database itself
    refuses changes, except of what is encrypted, which a change of the key writes anew.
    """

    ENCRYPTED_FOR = ("key",)
    key = models.CharField(max_length=255, unique=True)
    # The channel it came by: one of `channels`, "link" or "helpline".
    channel = models.CharField(max_length=32)
    # Who said it: the supplier, or an operator's name.
    given_by = models.CharField(max_length=128, default="", blank=True)
    sender = EncryptedTextField(default="", blank=True)
    # Keyed digest of the sender's number, by which words that nobody could attribute are found to be forgotten.
    sender_digest = models.CharField(max_length=64, default="", blank=True)
    text = EncryptedTextField(default="", blank=True)
    # When it was said, as the gateway has it, and when we heard of it.
    said_at = models.DateTimeField()
    received_at = models.DateTimeField(auto_now_add=True)

    # Null when nobody could tell which question it answers.
    question = models.ForeignKey(Question, on_delete=models.PROTECT, null=True, related_name="answers")
    # The one sale it is about, of those the question is about; null when it is about all of them.
    sale_id = models.BigIntegerField(null=True)
    # Null, too, when several suppliers have the number it came from.
    supplier_id = models.BigIntegerField(null=True)
    order_id = models.CharField(max_length=128, default="", blank=True)

    meaning = models.CharField(max_length=16, choices=Meaning.choices())
    # The day they named, in India.
    ready_on = models.DateField(null=True)
    effect = models.CharField(max_length=16, choices=Effect.choices())
    # Why it had this effect, in words; "" when that is plain.
    remark = models.CharField(max_length=255, default="", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["supplier_id", "-id"], name="odop_answer_supplier"),
            models.Index(fields=["order_id", "-id"], name="odop_answer_order"),
            models.Index(fields=["effect", "-id"], name="odop_answer_effect"),
            models.Index(fields=["meaning", "id"], name="odop_answer_meaning"),
            models.Index(fields=["channel", "id"], name="odop_answer_channel"),
            models.Index(fields=["sale_id", "id"], name="odop_answer_sale", condition=models.Q(sale_id__isnull=False)),
            BrinIndex(fields=["received_at"], name="odop_answer_received"),
            models.Index(
                fields=["sender_digest"], name="odop_answer_sender", condition=models.Q(supplier_id__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meaning} ({self.effect})"


class AnswerLink(models.Model):
    """A link by which one question can be answered once, with one tap. Only the code's digest is kept."""

    code_digest = models.CharField(max_length=64, unique=True)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="links")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="odop_answer_link_expiry")]

    def __str__(self) -> str:
        return f"link {self.pk} to question {self.question_id}"
