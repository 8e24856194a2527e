"""Where a supplier's money goes."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from odop_consignment.models.supplier import Supplier
from odop_core.database.states import State
from odop_core.security.encryption import EncryptedTextField, SealedRow


class BankAccountState(State):
    PROPOSED = "proposed", "a second person must look"
    APPROVED = "approved", "to be used once the cooling-off time is over"
    REFUSED = "refused", "not theirs, or not right"


class BankAccount(SealedRow):
    """An account a supplier asked to be paid into.

    What one person enters another approves, and it is used only from `usable_from`: time for the true owner, who is
    notified, to object. The newest approved account whose time has come is the one in use; older ones are kept, since
    money went there.
    """

    ENCRYPTED_FOR = ("supplier_id", "row_seal")
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="bank_accounts")
    holder = EncryptedTextField()
    account_number = EncryptedTextField(default="", blank=True)
    ifsc = models.CharField(max_length=11, default="", blank=True)
    # A UPI address instead of an account.
    vpa = EncryptedTextField(default="", blank=True)
    # Which paper of the bank shows a number that may be an Aadhaar number; "" for numbers that cannot.
    proof = models.CharField(max_length=255, default="", blank=True)
    account_digest = models.CharField(max_length=64)
    state = models.CharField(max_length=16, choices=BankAccountState.choices(), default=BankAccountState.PROPOSED.value)
    proposed_by = models.CharField(max_length=128)
    proposed_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.CharField(max_length=128, default="", blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=1000, default="", blank=True)
    usable_from = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(decided_by=F("proposed_by")), name="odop_bank_four_eyes"),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(usable_from__isnull=False), name="odop_bank_cools_off"
            ),
            models.UniqueConstraint(fields=["supplier"], condition=Q(state="proposed"), name="odop_bank_one_proposal"),
        ]
        indexes = [
            models.Index(fields=["account_digest"], name="odop_bank_account"),
            models.Index(fields=["state", "id"], name="odop_bank_state"),
            models.Index(fields=["ifsc", "id"], name="odop_bank_ifsc"),
            models.Index(fields=["proposed_at", "id"], name="odop_bank_proposed"),
            models.Index(fields=["proposed_by", "proposed_at", "id"], name="odop_bank_proposed_by"),
            models.Index(fields=["decided_at", "id"], name="odop_bank_decided"),
            models.Index(fields=["decided_by", "decided_at", "id"], name="odop_bank_decided_by"),
        ]

    def __str__(self) -> str:
        return f"account {self.pk} ({self.state})"
