"""What every numbered document has: a place in a series without gaps (see `odop_accounts.series`)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

LONGEST_SERIES = 4
LONGEST_NUMBER = 16


class NumberedDocument(models.Model):
    """A row is one document that was issued. Whoever writes it says the first three; the rest is PostgreSQL's, at the
    moment the row is written, and read back by `create()`.

    `issuer` is the GSTIN it is issued under, "" for the house; `series` says which kind of document, in capital letters
    ("TI"); `issued_on` is its day in India, not before that of the document before it.
    """

    issuer = models.CharField(max_length=15, default="", blank=True)
    series = models.CharField(max_length=LONGEST_SERIES)
    issued_on = models.DateField()
    # The calendar year in which the financial year begins.
    financial_year = models.PositiveSmallIntegerField(db_default=0)
    serial = models.PositiveIntegerField(db_default=0)
    # "TI2627-00001"
    number = models.CharField(max_length=LONGEST_NUMBER, db_default="")

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "series", "financial_year", "serial"], name="odop_%(class)s_serial"
            ),
            models.CheckConstraint(
                condition=Q(number__regex="^[A-Z]{1,4}[0-9]{4}-[0-9]{5,7}$"), name="odop_%(class)s_number"
            ),
        ]

    def __str__(self) -> str:
        return self.number
