"""The programme's geography: 75 districts, and the crafts each is known for."""

from __future__ import annotations

from django.db import models


class District(models.Model):
    """A district of Uttar Pradesh, known everywhere by its LGD code; names change, the code does not."""

    lgd_code = models.PositiveIntegerField(unique=True)
    slug = models.SlugField(unique=True)
    iso_state = models.CharField(max_length=6)
    name_en = models.CharField(max_length=64)
    name_hi = models.CharField(max_length=64)
    division = models.CharField(max_length=64)
    former_names = models.CharField(max_length=255, default="", blank=True)

    def __str__(self) -> str:
        return self.name_en


class Craft(models.Model):
    """One product of the ODOP list for one district; the same craft in two districts is two rows.

    An empty value means "not established", never "does not exist". A Hindi name nobody confirmed is marked so.
    """

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="crafts")
    slug = models.SlugField()
    name_en = models.CharField(max_length=128)
    name_hi = models.CharField(max_length=128)
    name_hi_reviewed = models.BooleanField(default=False)
    category = models.CharField(max_length=64)
    hsn = models.CharField(max_length=16, default="", blank=True)
    gi_name = models.CharField(max_length=128, default="", blank=True)
    gi_application_no = models.CharField(max_length=16, default="", blank=True)
    gi_registered_on = models.DateField(null=True)
    source = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["district", "slug"], name="odop_craft_of_district")]

    def __str__(self) -> str:
        return f"{self.name_en} of {self.district_id}"
