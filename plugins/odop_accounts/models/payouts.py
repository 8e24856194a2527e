"""Money ordered to suppliers: each payout, the batch it was prepared in, and each step it took."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from odop_core.database.states import State
from odop_core.security.encryption import EncryptedTextField
from odop_core.security.permissions import Permission


class PayoutState(State):
    """`payouts.states` says which may follow which, and where the money stands in the books meanwhile."""

    PREPARED = "prepared", "a second person must approve it"
    APPROVED = "approved", "to be sent"
    SENDING = "sending", "being handed to the rail"
    SENT = "sent", "the bank or the rail has the order"
    PAID = "paid", "the bank says it was paid"
    FAILED = "failed", "not paid; the amount is due again"
    RETURNED = "returned", "paid and came back; the amount is due again"
    IN_DOUBT = "in_doubt", "nobody saw whether the rail took it"
    CANCELLED = "cancelled", "called off before it was sent; the amount is due"


# Of these a supplier has one at most.
OPEN_STATES = (
    PayoutState.PREPARED, PayoutState.APPROVED, PayoutState.SENDING, PayoutState.SENT, PayoutState.IN_DOUBT,
)  # fmt: skip


class PayoutMode(State):
    """How banks move the money; the values are what rails call them."""

    NEFT = "NEFT", "in half-hourly batches, any amount"
    RTGS = "RTGS", "at once, from two lakh rupees"
    IMPS = "IMPS", "at once, up to five lakh rupees"
    UPI = "UPI", "to a UPI address, up to one lakh rupees"


class PayoutIssue(State):
    """Why a person must look at a payout."""

    PAID_AFTER_FAILED = "paid_after_failed", "called failed, so due again, and then paid after all"
    FAILED_AFTER_PAID = "failed_after_paid", "called failed after it was paid: look whether the money came back"
    UTR_SHARED = "utr_shared", "another payout has the same UTR"
    UTR_CHANGED = "utr_changed", "it was reported with two different UTRs"
    AMOUNT_DIFFERS = "amount_differs", "the bank's statement has another amount"
    STATEMENT_UNCLEAR = "statement_unclear", "a row of the bank's statement names it and does not fit: see the row"
    NOT_IN_FILE = "not_in_file", "the bank file cannot hold it: see the reason"
    NOT_CONFIRMED = "not_confirmed", "sent days ago, and no statement or rail says that it was paid"


# In place of a rail's name: the payout goes by a bank file.
BANK_FILE = "bank_file"


class PayoutBatch(models.Model):
    """Payouts prepared together, of all that was due."""

    prepared_by = models.CharField(max_length=128)
    prepared_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["prepared_at"], name="odop_payout_batch_at")]

    def __str__(self) -> str:
        return f"batch {self.pk}"


class Payout(models.Model):
    """An amount of paise that is to go to one supplier's account.

    `key` is ours: nobody can guess it, and a rail or a bank is given it with the order, so that what came of the order
    can be asked for and told by it. Whom it goes to is frozen here; PostgreSQL refuses to change that or the amount
    (`migrations/triggers.sql`). Its state is changed by `payouts.states` alone, in the transaction of the ledger entry.
    """

    ENCRYPTED_FOR = ("key",)
    # Letters and digits.
    key = models.CharField(max_length=20, unique=True)
    batch = models.ForeignKey(PayoutBatch, on_delete=models.PROTECT, related_name="payouts")
    supplier_id = models.BigIntegerField()
    amount_paise = models.BigIntegerField()
    mode = models.CharField(max_length=4, choices=PayoutMode.choices())
    # The name of a rail, or BANK_FILE.
    rail = models.CharField(max_length=32, default=BANK_FILE)
    # Of consignment, and who entered it there.
    bank_account_id = models.BigIntegerField()
    bank_account_proposed_by = models.CharField(max_length=128)
    beneficiary_name = EncryptedTextField()
    # Either number and IFSC or a UPI address.
    account_number = EncryptedTextField(default="", blank=True)
    ifsc = models.CharField(max_length=11, default="", blank=True)
    vpa = EncryptedTextField(default="", blank=True)
    state = models.CharField(max_length=16, choices=PayoutState.choices(), default=PayoutState.PREPARED.value)
    # Why it failed, came back, waits or was called off.
    reason = models.CharField(max_length=255, default="", blank=True)
    issue = models.CharField(max_length=32, choices=PayoutIssue.choices(), null=True, blank=True)
    bank_file = models.ForeignKey(
        "odop_accounts.BankFile", on_delete=models.PROTECT, null=True, blank=True, related_name="payouts"
    )
    prepared_by = models.CharField(max_length=128)
    prepared_at = models.DateTimeField(db_default=Now())
    approved_by = models.CharField(max_length=128, default="", blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(db_default=Now())
    rail_reference = models.CharField(max_length=64, default="", blank=True)
    # The bank's reference of the transfer; may come after it was paid.
    utr = models.CharField(max_length=32, default="", blank=True)
    paid_on = models.DateField(null=True, blank=True)

    class Meta:
        permissions = [(Permission.APPROVE_PAYOUTS.codename, "Approve payouts that another person prepared.")]
        constraints = [
            models.CheckConstraint(condition=Q(amount_paise__gt=0), name="odop_payout_amount"),
            models.CheckConstraint(condition=Q(key__regex="^[A-Za-z0-9]{16,20}$"), name="odop_payout_key"),
            models.CheckConstraint(condition=~Q(approved_by=F("prepared_by")), name="odop_payout_four_eyes"),
            models.CheckConstraint(
                condition=Q(state__in=["prepared", "cancelled"]) | ~Q(approved_by="") & Q(approved_at__isnull=False),
                name="odop_payout_approved",
            ),
            models.UniqueConstraint(
                fields=["supplier_id"],
                condition=Q(state__in=[state.value for state in OPEN_STATES]),
                name="odop_payout_one_open",
            ),
        ]
        indexes = [
            models.Index(fields=["supplier_id", "-id"], name="odop_payout_supplier"),
            models.Index(fields=["state", "id"], name="odop_payout_state"),
            models.Index(fields=["batch", "id"], name="odop_payout_batch"),
            models.Index(fields=["prepared_at"], name="odop_payout_prepared"),
            models.Index(fields=["utr"], condition=~Q(utr=""), name="odop_payout_utr"),
            models.Index(fields=["issue", "id"], condition=Q(issue__isnull=False), name="odop_payout_issue"),
        ]

    def __str__(self) -> str:
        return f"payout {self.pk}"


class ObstacleKind(State):
    """Why something is due to a supplier and nobody can pay it."""

    HELD = "held", "the supplier is held"
    SUSPENDED = "suspended", "the supplier may not sell for now"
    NO_ACCOUNT = "no_account", "there is no bank account"
    ACCOUNT_NOT_APPROVED = "account_not_approved", "a second person must look at the bank account"
    ACCOUNT_COOLS_OFF = "account_cools_off", "the bank account is new; the supplier may still object"
    UPI_ONLY = "upi_only", "only a UPI address is known, and a bank account is needed"


class PayoutObstacle(models.Model):
    """Something is due to a supplier, and nobody can pay it. As it was when payouts were last prepared."""

    supplier_id = models.BigIntegerField(unique=True)
    kind = models.CharField(max_length=32, choices=ObstacleKind.choices())
    due_paise = models.BigIntegerField()
    since = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["kind", "id"], name="odop_obstacle_kind"),
            models.Index(fields=["since"], name="odop_obstacle_since"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of supplier {self.supplier_id}"


class PayoutStep(models.Model):
    """A payout went from one state to another. Rows are only ever added."""

    payout = models.ForeignKey(Payout, on_delete=models.PROTECT, related_name="steps")
    before = models.CharField(max_length=16, choices=PayoutState.choices())
    after = models.CharField(max_length=16, choices=PayoutState.choices())
    reason = models.CharField(max_length=255, default="", blank=True)
    moved_by = models.CharField(max_length=128)
    moved_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.payout_id}: {self.before} to {self.after}"
