"""What a supplier objects to, and what staff answer."""

from __future__ import annotations

from django.db import models

from odop_consignment.models.supplier import Supplier
from odop_core.database.states import State


class ObjectionSubject(State):
    SUPPLIER = "supplier", "a decision about themselves, such as a suspension"
    BANK_ACCOUNT = "bank_account", "a bank account that is to be theirs"
    SALE = "sale", "a sale, its terms or what became of it"
    STOCK_COUNT = "stock_count", "what was counted of their goods"
    NOTE = "note", "a consignment note"
    AGREEMENT_VERSION = "agreement_version", "terms that were offered or signed"


class ObjectionState(State):
    OPEN = "open", "staff are to answer"
    ANSWERED = "answered", "staff answered; the supplier may say more"
    WITHDRAWN = "withdrawn", "the supplier took it back"


class Objection(models.Model):
    """A supplier disagrees with something. `subject_id` is the number of the row it is about.

    There is one for each thing: whoever objects again says more of the same. All that was said is in its entries.
    """

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="objections")
    subject = models.CharField(max_length=32, choices=ObjectionSubject.choices())
    subject_id = models.BigIntegerField()
    state = models.CharField(max_length=16, choices=ObjectionState.choices(), default=ObjectionState.OPEN.value)
    raised_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["supplier", "subject", "subject_id"], name="odop_objection_once")
        ]
        indexes = [
            models.Index(fields=["state", "id"], name="odop_objection_state"),
            models.Index(fields=["subject", "id"], name="odop_objection_subject"),
            models.Index(fields=["raised_at"], name="odop_objection_raised"),
            models.Index(fields=["changed_at", "id"], name="odop_objection_changed"),
        ]

    def __str__(self) -> str:
        return f"objection {self.pk} to {self.subject} {self.subject_id}"


class ObjectionEntry(models.Model):
    """What one side said. Rows are only ever added."""

    objection = models.ForeignKey(Objection, on_delete=models.PROTECT, related_name="entries")
    is_answer = models.BooleanField()
    text = models.CharField(max_length=1000)
    written_by = models.CharField(max_length=128)
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["written_at", "id"], name="odop_objection_entry_at"),
            models.Index(fields=["written_by", "written_at", "id"], name="odop_objection_entry_by"),
        ]

    def __str__(self) -> str:
        return f"entry {self.pk} of objection {self.objection_id}"
