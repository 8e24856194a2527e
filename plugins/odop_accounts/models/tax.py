"""The rules of tax, what is said of goods for it, and what was deducted. Rows are only ever added (the database refuses
the rest): a correction is a row of its own, so that each invoice keeps the rule it was made by."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast, Coalesce, Now

CONFIDENCES = [("H", "high"), ("M", "medium"), ("L", "low")]


def _flag(name: str) -> Coalesce:
    """Such that two nulls are the same."""
    return Coalesce(Cast(name, models.IntegerField()), -1)


class Rule(models.Model):
    """What every rule says of itself. Days are India's; `valid_to` null: until the next one. Of rows that begin on one
    day the highest revision holds."""

    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)
    # In basis points: 500 is 5 %.
    rate_bp = models.PositiveIntegerField()
    # The notification or section that says so.
    citation = models.CharField(max_length=500)
    confidence = models.CharField(max_length=1, choices=CONFIDENCES)
    # "" for what comes with the suite.
    added_by = models.CharField(max_length=128, default="", blank=True)
    added_at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True


class GstRate(Rule):
    """The GST rate of goods, by the beginning of their HSN code and what else decides (see `tax.rates`)."""

    hsn_prefix = models.CharField(max_length=8)
    entry = models.CharField(max_length=64, default="", blank=True)
    # null: either.
    handicraft = models.BooleanField(null=True, blank=True)
    packaged = models.BooleanField(null=True, blank=True)
    # For pieces that cost more than the one, without tax, and at most the other (null: any price).
    above_paise = models.BigIntegerField(default=0)
    up_to_paise = models.BigIntegerField(null=True, blank=True)
    goods = models.CharField(max_length=255, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "hsn_prefix",
                "entry",
                "valid_from",
                "revision",
                _flag("handicraft"),
                _flag("packaged"),
                "above_paise",
                name="odop_gst_rate_once",
            ),
            models.CheckConstraint(condition=Q(hsn_prefix__regex="^[0-9]{2,8}$"), name="odop_gst_rate_hsn"),
            models.CheckConstraint(condition=Q(rate_bp__lte=10_000) & ~Q(citation=""), name="odop_gst_rate_stated"),
            models.CheckConstraint(
                condition=Q(up_to_paise=None) | Q(up_to_paise__gt=F("above_paise"), above_paise__gte=0),
                name="odop_gst_rate_prices",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="odop_gst_rate_days"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hsn_prefix} {self.entry}".strip() + f" from {self.valid_from}"


class WithholdingRate(Rule):
    """What is held back of sellers' money for the government: TCS, and TDS of two kinds (see
    `tax.withholding_rules`)."""

    kind = models.CharField(max_length=16)
    # For whom no valid PAN is known; null: the same.
    no_pan_rate_bp = models.PositiveIntegerField(null=True, blank=True)
    # Nothing is held back up to it in a tax year from those whom `limit_for` names.
    limit_paise = models.BigIntegerField(null=True, blank=True)
    limit_for = models.CharField(max_length=24, default="nobody")
    section = models.CharField(max_length=64, default="", blank=True)
    payment_code = models.CharField(max_length=16, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "valid_from", "revision"], name="odop_withholding_once"),
            models.CheckConstraint(condition=Q(rate_bp__lte=10_000) & ~Q(citation=""), name="odop_withholding_stated"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="odop_withholding_days"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} from {self.valid_from}"


class GoodsTax(models.Model):
    """What somebody recorded of a product for its tax. The last row of a product holds. `handicraft` is the declaration
    by the Explanation of 21/2018-CT(R), kept with who made it and when."""

    product_id = models.CharField(max_length=128)
    hsn = models.CharField(max_length=8)
    entry = models.CharField(max_length=64, default="", blank=True)
    handicraft = models.BooleanField(default=False)
    packaged = models.BooleanField(default=False)
    # How many pieces (or pairs) a unit of the store holds that the law counts one by one.
    pieces = models.PositiveSmallIntegerField(default=1)
    remark = models.CharField(max_length=255, default="", blank=True)
    recorded_by = models.CharField(max_length=128)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(hsn__regex="^([0-9]{4}|[0-9]{6}|[0-9]{8})$"), name="odop_goods_hsn"),
            models.CheckConstraint(condition=Q(pieces__gte=1), name="odop_goods_pieces"),
        ]
        indexes = [models.Index(fields=["product_id", "-id"], name="odop_goods_product")]

    def __str__(self) -> str:
        return f"{self.product_id}: {self.hsn}"


class TaxDeduction(models.Model):
    """One credit of a payee on which tax was deducted, or would have been: the counter of the tax year runs through
    these. `payee` is the digest of the PAN, or the supplier where none is known ("supplier:12")."""

    # What it belongs to, once for all time: "sale:12:tds:delivered".
    key = models.CharField(max_length=255, unique=True)
    kind = models.CharField(max_length=16)
    payee = models.CharField(max_length=128)
    supplier_id = models.BigIntegerField(null=True)
    # What it came of, as in the journal: "sale:12".
    source = models.CharField(max_length=128, default="", blank=True)
    # The calendar year in which the tax year begins.
    tax_year = models.PositiveSmallIntegerField()
    on = models.DateField()
    amount_paise = models.BigIntegerField()
    base_paise = models.BigIntegerField()
    rate_bp = models.PositiveIntegerField()
    tax_paise = models.BigIntegerField()
    rule = models.ForeignKey(WithholdingRate, on_delete=models.PROTECT, related_name="deductions")
    why = models.JSONField()
    # The counter with this credit: see `tax.withholding.YearToDate`.
    year_base_paise = models.BigIntegerField()
    year_covered_paise = models.BigIntegerField()
    year_deducted_paise = models.BigIntegerField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["payee", "kind", "tax_year", "-id"], name="odop_deduction_year"),
            models.Index(fields=["supplier_id", "kind", "tax_year", "-id"], name="odop_deduction_supplier"),
            models.Index(fields=["source", "id"], name="odop_deduction_source"),
        ]

    def __str__(self) -> str:
        return self.key


class TaxCollection(models.Model):
    """One taxable sale through us of another registered seller, or what came back of it (below nought): with this, so
    much more TCS is due of the seller's month. Together the rows of a month are what GSTR-8 reports of the seller."""

    # What it belongs to, once for all time: "sale:12:tcs:delivered".
    key = models.CharField(max_length=255, unique=True)
    # What it came of, as in the journal: "sale:12".
    source = models.CharField(max_length=128)
    supplier_id = models.BigIntegerField()
    gstin = models.CharField(max_length=15)
    on = models.DateField()
    # The first day of the month of `on`.
    month = models.DateField()
    # Whose tax it is: "CGST,SGST", or "IGST".
    heads = models.CharField(max_length=16)
    amount_paise = models.BigIntegerField()
    # Below nought where less is due.
    tax_paise = models.BigIntegerField()
    rule = models.ForeignKey(WithholdingRate, on_delete=models.PROTECT, related_name="collections")
    why = models.JSONField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(
                fields=["gstin", "month", "on", "heads"], name="odop_collection_month", include=["amount_paise"]
            ),
            models.Index(fields=["month", "supplier_id"], name="odop_collection_supplier"),
            models.Index(fields=["source", "id"], name="odop_collection_source"),
        ]

    def __str__(self) -> str:
        return self.key
