"""How much a taxpayer turned over in a financial year, against the limit under which they need no GST registration."""

from __future__ import annotations

from django.db import models

from odop_consignment.models.supplier import Supplier


class Turnover(models.Model):
    """What was sold here of one supplier's goods in one financial year: without GST, less returns, in paise.

    `year` is the calendar year the financial year begins in, on 1 April: 2026 is 2026-27. Kept up to date in the
    transaction that makes or undoes a sale, so that a million sales need not be added up. The law looks at the
    taxpayer: the rows of all suppliers with the same PAN count together.
    """

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="turnovers")
    year = models.PositiveSmallIntegerField()
    sold_paise = models.BigIntegerField(default=0)
    # When the supplier was last notified that the limit is near, or reached.
    warned_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["supplier", "year"], name="odop_turnover_once")]

    def __str__(self) -> str:
        return f"{self.year}: {self.sold_paise}"


class TurnoverDeclaration(models.Model):
    """A supplier declared what they, as a taxpayer, sold elsewhere in a financial year so far. Rows are only ever
    added; the last one of a year counts, by whichever of the taxpayer's suppliers."""

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="turnover_declarations")
    year = models.PositiveSmallIntegerField()
    elsewhere_paise = models.BigIntegerField()
    declared_on = models.DateField()
    recorded_by = models.CharField(max_length=128)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["supplier", "year", "-id"], name="odop_declaration_latest")]
        constraints = [models.CheckConstraint(condition=models.Q(elsewhere_paise__gte=0), name="odop_declaration_sane")]

    def __str__(self) -> str:
        return f"{self.year}: {self.elsewhere_paise} elsewhere"
