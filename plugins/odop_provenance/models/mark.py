"""The right to use a protected name or mark: GI, Handloom Mark, Silk Mark, India Handloom Brand."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from odop_core.database.states import State
from odop_core.database.text_search import search_vector
from odop_provenance.models.artisan import Artisan
from odop_provenance.models.place import Craft


class MarkKind(State):
    GI = "gi", "Geographical Indication"
    HANDLOOM = "handloom", "Handloom Mark"
    SILK = "silk", "Silk Mark"
    INDIA_HANDLOOM = "india-handloom", "India Handloom Brand"


class MarkState(State):
    SUBMITTED = "submitted", "recorded, not checked yet"
    VERIFIED = "verified", "a reviewer found it in the register, or saw the certificate"
    REFUSED = "refused", "a reviewer found it wrong"
    WITHDRAWN = "withdrawn", "it was verified, and no longer holds"


OPEN_MARKS = [MarkState.SUBMITTED, MarkState.VERIFIED]


class MarkRegistration(models.Model):
    """One entry in the register of a mark: an artisan, or a seller, may use it for some goods until a day.

    That a craft *has* a GI is no row here: it is part of the craft. Only an authorised user may use a GI for goods (GI
    Act 1999, s. 17 and 21), so a buyer sees a mark only through a row of this table that is verified and has not run
    out. Running out is reckoned when it is read: no job has to happen in time.
    """

    kind = models.CharField(max_length=16, choices=MarkKind.choices())
    # As in the register, e.g. "AU/1234/GI/119/45".
    number = models.CharField(max_length=64)
    # The name on the certificate.
    holder = models.CharField(max_length=128)
    # Who it is: an artisan, or a seller by the key the asker knows it by. One of the two.
    artisan = models.ForeignKey(Artisan, on_delete=models.PROTECT, related_name="marks", null=True)
    seller = models.CharField(max_length=128, default="", blank=True)
    # For which goods: a GI by its registered name (several crafts may share it), other marks by crafts.
    gi_name = models.CharField(max_length=128, default="", blank=True)
    crafts = models.ManyToManyField(Craft, related_name="marks")
    # The last Indian day on which it holds.
    valid_until = models.DateField()
    state = models.CharField(max_length=16, choices=MarkState.choices(), default=MarkState.SUBMITTED.value)
    submitted_by = models.CharField(max_length=128)
    submitted_at = models.DateTimeField(auto_now_add=True)
    # Who last judged it, when and why.
    judged_by = models.CharField(max_length=128, default="", blank=True)
    judged_at = models.DateTimeField(null=True)
    why = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(artisan__isnull=False, seller="") | (Q(artisan=None) & ~Q(seller="")),
                name="odop_mark_one_holder",
            ),
            models.CheckConstraint(
                condition=(Q(kind=MarkKind.GI) & ~Q(gi_name="")) | (~Q(kind=MarkKind.GI) & Q(gi_name="")),
                name="odop_mark_gi_name",
            ),
            models.UniqueConstraint(
                fields=["kind", "number"], name="odop_mark_number", condition=Q(state__in=OPEN_MARKS)
            ),
        ]
        indexes = [
            models.Index(fields=["seller"], name="odop_mark_seller", condition=~Q(seller="")),
            models.Index(fields=["state", "id"], name="odop_mark_state"),
            models.Index(fields=["kind", "id"], name="odop_mark_kind"),
            models.Index(fields=["number"], name="odop_mark_by_number"),
            models.Index(fields=["gi_name", "id"], name="odop_mark_gi"),
            models.Index(fields=["valid_until", "id"], name="odop_mark_valid_until"),
            models.Index(fields=["submitted_at"], name="odop_mark_submitted_at"),
            GinIndex(search_vector("number", "holder", "gi_name", "seller"), name="odop_mark_search"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
