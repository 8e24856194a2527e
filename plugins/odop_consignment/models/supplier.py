"""The owners of the goods."""

from __future__ import annotations

from django.db import models

from odop_core.encryption import EncryptedTextField
from odop_core.permissions import Permission
from odop_core.states import State


class SupplyModel(State):
    CONSIGNMENT = "consignment", "unregistered owner; the corporation sells in its own name"
    MARKETPLACE_VENDOR = "marketplace_vendor", "GST-registered; sells in its own name"
    ENROLLED_SUPPLIER = "enrolled_supplier", "unregistered; sells in its own name inside its own State"


class Supplier(models.Model):
    """The owner of goods that somebody else sells: usually the artisan who made them.

    The artisan whom buyers see is a row of provenance (`artisan_slug`); this row is the business side of the same
    person, or of the group or master craftsman who owns what several artisans make.
    """

    name = models.CharField(max_length=128)
    name_hi = models.CharField(max_length=128, default="", blank=True)
    language = models.CharField(max_length=8, default="hi")
    phone = EncryptedTextField()
    artisan_slug = models.SlugField(default="", blank=True)
    supply_model = models.CharField(max_length=32, choices=SupplyModel.choices(), default=SupplyModel.CONSIGNMENT.value)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        permissions = [(Permission.MANAGE_CONSIGNMENT.codename, "Manage suppliers, their offers and sales.")]

    def __str__(self) -> str:
        return self.name
