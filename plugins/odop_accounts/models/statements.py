"""Account sales: the statement of what a supplier earned, gave back and was paid, and each line of it.

Amounts are paise, above zero for the supplier. What is issued is never changed or deleted (`migrations/triggers.sql`);
what turns out otherwise later is a line of the next statement.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from odop_accounts.intervals import Interval
from odop_accounts.models.ledger import JournalEntry
from odop_accounts.models.series import NumberedDocument
from odop_core.security.encryption import EncryptedFileName


class StatementRun(models.Model):
    """Statements of one period: of all suppliers, or of one on demand.

    To write it draws the line: PostgreSQL waits for who is posting, and from then on nothing is recorded before
    `until`, which (without it, now) is not part of the period. `last_party` is how far the suppliers have been
    gone through.
    """

    interval = models.CharField(max_length=16, choices=Interval.choices())
    # Indian days, both included; None on demand.
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    until = models.DateTimeField(blank=True)
    # Set by PostgreSQL: when the line was drawn, and the newest line of the ledger then.
    drawn_at = models.DateTimeField(db_default=Now())
    last_line_id = models.BigIntegerField(db_default=0)
    last_party = models.CharField(max_length=128, default="", blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["interval", "last_day"], name="odop_statement_run_once"),
            models.CheckConstraint(
                condition=Q(interval="on_demand") | Q(first_day__isnull=False, last_day__isnull=False),
                name="odop_statement_run_days",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(finished_at=None), name="odop_statement_run_open"),
            models.Index(fields=["drawn_at"], include=["last_line_id"], name="odop_statement_run_drawn"),
        ]

    def __str__(self) -> str:
        return f"{self.interval} until {self.until}"


class Statement(NumberedDocument):
    """One account sales, number "AS2627-00001" of the house.

    It holds what was recorded from `since` (None: from the beginning) to before `until`; the next begins there, with
    the same balance. The balance is all that the shop has for the supplier: `earned` and not due, `due` to be paid out
    (below zero: the supplier owes it), `under_way` to the bank.
    """

    supplier_id = models.BigIntegerField()
    # 1, 2, 3 of each supplier.
    turn = models.PositiveIntegerField()
    run = models.ForeignKey(StatementRun, on_delete=models.PROTECT, related_name="statements")
    # As shown: Indian days, both included.
    first_day = models.DateField()
    last_day = models.DateField()
    since = models.DateTimeField(null=True)
    until = models.DateTimeField()
    line_count = models.PositiveIntegerField()
    opening_paise = models.BigIntegerField()
    movement_paise = models.BigIntegerField()
    closing_paise = models.BigIntegerField()
    earned_paise = models.BigIntegerField()
    due_paise = models.BigIntegerField()
    under_way_paise = models.BigIntegerField()
    issued_by = models.CharField(max_length=128)
    issued_at = models.DateTimeField(db_default=Now())

    class Meta(NumberedDocument.Meta):
        constraints = [
            *NumberedDocument.Meta.constraints,
            models.UniqueConstraint(fields=["supplier_id", "turn"], name="odop_statement_turn"),
            models.UniqueConstraint(fields=["supplier_id", "until"], name="odop_statement_once"),
            models.CheckConstraint(
                condition=Q(closing_paise=F("opening_paise") + F("movement_paise"))
                & Q(closing_paise=F("earned_paise") + F("due_paise") + F("under_way_paise")),
                name="odop_statement_adds_up",
            ),
            models.CheckConstraint(condition=Q(first_day__lte=F("last_day")), name="odop_statement_days"),
        ]
        indexes = [
            models.Index(fields=["supplier_id", "-id"], name="odop_statement_supplier"),
            models.Index(fields=["last_day", "id"], name="odop_statement_day"),
            models.Index(fields=["issued_at"], name="odop_statement_issued"),
            models.Index(fields=["number"], name="odop_statement_by_number"),
            models.Index(fields=["due_paise", "id"], name="odop_statement_due"),
        ]


class StatementLine(models.Model):
    """What one journal entry brought a supplier, and of what that is made.

    `buyer` is what the buyer paid (below zero: was paid back), `discount` what of a discount the shop bears,
    `goods_tax` the GST of the goods that the shop owes; then what is taken off: commission, charges, GST on both,
    TCS, TDS. `compensation` is paid for goods that are gone, `payout` went to the bank (below zero: came back),
    `other` is whatever else an entry says.
    """

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="lines")
    supplier_id = models.BigIntegerField()
    # 1, 2, 3 on the statement.
    place = models.PositiveIntegerField()
    entry = models.ForeignKey(JournalEntry, on_delete=models.PROTECT, related_name="statement_lines", db_index=False)
    # The entry's own.
    kind = models.CharField(max_length=32)
    source = models.CharField(max_length=128)
    effective_on = models.DateField()
    narration = models.CharField(max_length=255, default="", blank=True)
    buyer_paise = models.BigIntegerField(default=0)
    discount_paise = models.BigIntegerField(default=0)
    goods_tax_paise = models.BigIntegerField(default=0)
    commission_paise = models.BigIntegerField(default=0)
    charges_paise = models.BigIntegerField(default=0)
    services_tax_paise = models.BigIntegerField(default=0)
    tcs_paise = models.BigIntegerField(default=0)
    tds_paise = models.BigIntegerField(default=0)
    compensation_paise = models.BigIntegerField(default=0)
    payout_paise = models.BigIntegerField(default=0)
    other_paise = models.BigIntegerField(default=0)
    # What it brings the supplier.
    amount_paise = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "place"], name="odop_statement_line_place"),
            models.UniqueConstraint(fields=["entry", "supplier_id"], name="odop_statement_line_once"),
            models.CheckConstraint(
                condition=Q(
                    amount_paise=F("buyer_paise") + F("discount_paise") - F("goods_tax_paise") - F("commission_paise")
                    - F("charges_paise") - F("services_tax_paise") - F("tcs_paise") - F("tds_paise")
                    + F("compensation_paise") - F("payout_paise") + F("other_paise")
                ),
                name="odop_statement_line_adds_up",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"line {self.place} of statement {self.statement_id}"


class StatementPdf(models.Model):
    """The paper of a statement in one language, as it was first given out: kept encrypted, and given out again byte
    for byte. Another release may word or set it otherwise; what a supplier holds must not change."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="papers")
    language = models.CharField(max_length=16)
    file = EncryptedFileName(max_length=255)
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["statement", "language"], name="odop_statement_pdf_once")]

    def __str__(self) -> str:
        return f"{self.language} of statement {self.statement_id}"
