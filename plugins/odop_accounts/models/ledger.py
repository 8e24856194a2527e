"""The ledger: double entry in whole paise, rows that are only ever added.

Its rules are PostgreSQL's, in `migrations/triggers.sql`, so that they hold for whoever writes.
"""

from __future__ import annotations

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now

from odop_core.security.permissions import Permission


class Account(models.Model):
    """What stands between the shop and one party for one purpose, in one currency.

    `purpose` is a code of the chart (`ledger.chart`). `party` is "" for the shop itself, else a kind and a name:
    "supplier:12", "seller:09AAACU1234A1Z5", "carrier:shiprocket".
    """

    purpose = models.CharField(max_length=32)
    party = models.CharField(max_length=128, default="", blank=True)
    # ISO 4217.
    currency = models.CharField(max_length=3)

    class Meta:
        permissions = [(Permission.MANAGE_ACCOUNTS.codename, "Keep the books.")]
        constraints = [
            models.UniqueConstraint(fields=["party", "purpose", "currency"], name="odop_account_once"),
            models.CheckConstraint(condition=Q(currency__regex="^[A-Z]{3}$"), name="odop_account_currency"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.party}".strip()


class JournalEntry(models.Model):
    """One thing that happened to money. Its lines sum to zero; it is never changed; another one may reverse it, once.

    `key` names what it records ("sale:12:delivered"), so that the same is never recorded twice. `effective_on` is the
    day in India it belongs to, `recorded_at` when it was written down.
    """

    key = models.CharField(max_length=255, unique=True)
    # The posting rule that made it.
    kind = models.CharField(max_length=32)
    # What it came of: "sale:12", "payout:3".
    source = models.CharField(max_length=128)
    effective_on = models.DateField()
    # Read from the clock after the lock by which statements draw their line (`StatementRun`).
    recorded_at = models.DateTimeField(db_default=Func(function="clock_timestamp"))
    recorded_by = models.CharField(max_length=128)
    currency = models.CharField(max_length=3)
    narration = models.CharField(max_length=255, default="", blank=True)
    reversal_of = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversed_by"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(key=""), name="odop_entry_has_key"),
            models.CheckConstraint(condition=~Q(reversal_of=F("id")), name="odop_entry_not_its_own_reversal"),
        ]
        indexes = [
            models.Index(fields=["source", "id"], name="odop_entry_source"),
            models.Index(fields=["effective_on", "id"], name="odop_entry_day"),
            models.Index(fields=["kind", "id"], name="odop_entry_kind"),
            BrinIndex(fields=["recorded_at"], name="odop_entry_recorded"),
        ]

    def __str__(self) -> str:
        return self.key


class JournalLine(models.Model):
    """`amount` in the smallest unit of the entry's currency (paise): debit above zero, credit below.

    `effective_on` is the entry's, repeated so that the lines of an account can be read in the order of their days.
    """

    entry = models.ForeignKey(JournalEntry, on_delete=models.PROTECT, related_name="lines")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="lines", db_index=False)
    amount = models.BigIntegerField()
    effective_on = models.DateField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="odop_line_amount")]
        indexes = [models.Index(fields=["account", "effective_on", "id"], name="odop_line_account")]

    def __str__(self) -> str:
        return f"{self.amount} on {self.account_id}"


class DayTotal(models.Model):
    """What one day brought to one account. Kept by trigger, so that a balance is a sum over days, not over entries, and
    an entry of an earlier day changes one row."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="days", db_index=False)
    day = models.DateField()
    debit = models.BigIntegerField()
    credit = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "day"], name="odop_day_once", include=["debit", "credit"])
        ]

    def __str__(self) -> str:
        return f"{self.account_id} on {self.day}"


class Books(models.Model):
    """The one row that says up to which day the books are closed, and up to which moment statements cover what was
    recorded. Who posts reads it under a lock, who closes or states changes it, so that neither overtakes the other."""

    closed_until = models.DateField(null=True)
    stated_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="odop_books_one")]

    def __str__(self) -> str:
        return f"closed until {self.closed_until}"


class PeriodClosing(models.Model):
    """Somebody closed the books up to and with a day. They are never opened again: what is late is posted later."""

    closed_until = models.DateField(unique=True)
    closed_by = models.CharField(max_length=128)
    closed_at = models.DateTimeField(db_default=Now())
    remark = models.CharField(max_length=1000, default="", blank=True)

    def __str__(self) -> str:
        return f"closed until {self.closed_until}"
