"""Statements of the shop's bank accounts, their rows, and which payouts the rows are of. Rows are only ever added."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from odop_accounts.models.payouts import Payout
from odop_core.database.states import State
from odop_core.security.encryption import EncryptedTextField


class BankStatement(models.Model):
    """A file that was handed in, once. It covers the Indian days from `first_day` to `last_day`."""

    # The shop's own name of the bank account.
    account = models.CharField(max_length=64)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    first_day = models.DateField()
    last_day = models.DateField()
    row_count = models.PositiveIntegerField()
    # Of them, those that no earlier file had.
    new_count = models.PositiveIntegerField()
    uploaded_by = models.CharField(max_length=128)
    uploaded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "sha256"], name="odop_bank_statement_once"),
            models.CheckConstraint(condition=Q(first_day__lte=F("last_day")), name="odop_bank_statement_days"),
        ]
        indexes = [models.Index(fields=["uploaded_at"], name="odop_bank_statement_at")]

    def __str__(self) -> str:
        return self.file_name


class BankStatementRow(models.Model):
    """Money that came to a bank account of the shop, or (below zero) went from it.

    `digest` tells it from all other rows: its account, what it says, and the how manieth of equal rows of a file it is.
    `codes` are keyed digests of what in it can be a reference, by which it is found.
    """

    ENCRYPTED_FOR = ("digest",)
    digest = models.CharField(max_length=64, unique=True)
    statement = models.ForeignKey(BankStatement, on_delete=models.PROTECT, related_name="rows")
    # As a spreadsheet counts, or the line of an MT940 file.
    number = models.PositiveIntegerField()
    day = models.DateField()
    description = EncryptedTextField(default="", blank=True)
    reference = EncryptedTextField(default="", blank=True)
    amount_paise = models.BigIntegerField()
    balance_paise = models.BigIntegerField(null=True, blank=True)
    codes = ArrayField(models.CharField(max_length=32), default=list, blank=True)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(amount_paise=0), name="odop_bank_row_amount")]
        indexes = [
            GinIndex(fields=["codes"], name="odop_bank_row_codes"),
            models.Index(fields=["day", "id"], name="odop_bank_row_day"),
            models.Index(fields=["recorded_at"], name="odop_bank_row_at"),
        ]

    def __str__(self) -> str:
        return f"row {self.number} of statement {self.statement_id}"


class MatchKind(State):
    """What a row of a bank statement means for a payout."""

    PAID = "paid", "the bank paid it"
    RETURNED = "returned", "it came back"
    AMOUNT_DIFFERS = "amount_differs", "it names the payout, and has another amount"
    AMBIGUOUS = "ambiguous", "it fits several payouts"
    REPEATED = "repeated", "another row says the same of this payout"
    CONTRADICTS = "contradicts", "it does not follow the state of the payout"


class BankStatementMatch(models.Model):
    """A row is of a payout."""

    row = models.ForeignKey(BankStatementRow, on_delete=models.PROTECT, related_name="matches")
    payout = models.ForeignKey(Payout, on_delete=models.PROTECT, related_name="matches")
    kind = models.CharField(max_length=16, choices=MatchKind.choices())
    matched_by = models.CharField(max_length=128)
    matched_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["row", "payout", "kind"], name="odop_bank_match_once")]

    def __str__(self) -> str:
        return f"row {self.row_id}, payout {self.payout_id}: {self.kind}"


class PayoutIssueClearing(models.Model):
    """A person looked at a payout's issue and settled it."""

    payout = models.ForeignKey(Payout, on_delete=models.PROTECT, related_name="clearings")
    issue = models.CharField(max_length=32)
    reason = models.CharField(max_length=255)
    cleared_by = models.CharField(max_length=128)
    cleared_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.issue} of payout {self.payout_id}"
