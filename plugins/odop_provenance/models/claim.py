"""What is said of a product's origin."""

from __future__ import annotations

from django.db import models

from odop_core.permissions import Permission
from odop_core.states import State
from odop_provenance.models.artisan import Artisan
from odop_provenance.models.place import Craft, District


class ClaimState(State):
    ATTESTED = "attested", "the seller says so"
    REVOKED = "revoked", "no longer said"


class Claim(models.Model):
    """The seller's word that a product is of this district, craft and maker. One per product of the store.

    It is a claim, not a proof: nothing here says that anybody checked it.
    """

    product_id = models.CharField(max_length=128, unique=True)
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="claims")
    # Null: a product of the district that is not on its ODOP list.
    craft = models.ForeignKey(Craft, on_delete=models.PROTECT, related_name="claims", null=True)
    artisan = models.ForeignKey(Artisan, on_delete=models.PROTECT, related_name="claims", null=True)
    state = models.CharField(max_length=16, choices=ClaimState.choices(), default=ClaimState.ATTESTED.value)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        permissions = [(Permission.MANAGE_PROVENANCE.codename, "Manage the origin claims of products.")]

    def __str__(self) -> str:
        return f"{self.product_id} of {self.district_id}"
