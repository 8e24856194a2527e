"""The parties whose goods the shop sells."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from odop_core.database.states import State
from odop_core.database.text_search import search_vector
from odop_core.security.encryption import EncryptedTextField, SealedRow
from odop_core.security.permissions import Permission


class SupplierState(State):
    DRAFT = "draft", "being recorded"
    SUBMITTED = "submitted", "complete; a second person must look"
    APPROVED = "approved", "may sell"
    SUSPENDED = "suspended", "may not sell for now"
    CLOSED = "closed", "sells no more; kept for the books"


class Supplier(SealedRow):
    """Somebody whose goods the shop sells: a consignor, a vendor or an enrolled supplier.

    Which of the three they are, and since when, is said by their `Regime` rows: who registers for GST tomorrow is a
    vendor from tomorrow, and remains the same supplier. The artisan whom buyers see is a row of provenance
    (`artisan_slug`); this row is the business side of the same person, or of the group or master craftsman who owns
    what several artisans make.
    """

    # What the corporation calls them in its own lists ("UP-LKO-0017"): how a row of a table finds its supplier.
    reference = models.CharField(max_length=64, default="", blank=True)
    name = models.CharField(max_length=128)
    name_hi = models.CharField(max_length=128, default="", blank=True)
    language = models.CharField(max_length=8, default="hi")
    phone = EncryptedTextField()
    email = EncryptedTextField(default="", blank=True)
    # One line; shown to buyers where the law wants it (an enrolled supplier's and a vendor's, never a consignor's).
    address = EncryptedTextField(default="", blank=True)
    # GST code of the State they work in: "09" is Uttar Pradesh.
    state_code = models.CharField(max_length=2, default="09")
    pan = EncryptedTextField(default="", blank=True)
    # Keyed digest of the PAN, so that one taxpayer behind two rows is found. "" without a PAN.
    pan_digest = models.CharField(max_length=64, default="", blank=True)
    # The same of the telephone number, by which somebody recorded twice is found.
    phone_digest = models.CharField(max_length=64, default="", blank=True)
    # Of the last four digits, which staff see anyway: so that they can search by them.
    phone_end_digest = models.CharField(max_length=64, default="", blank=True)
    udyam = models.CharField(max_length=19, default="", blank=True)
    artisan_slug = models.SlugField(default="", blank=True)
    # Global ID of the Saleor account they sign in with, if they have one.
    user_id = models.CharField(max_length=128, default="", blank=True)
    state = models.CharField(max_length=16, choices=SupplierState.choices(), default=SupplierState.DRAFT.value)
    # Nothing more of theirs is sold in this financial year (2026 is 2026-27): their turnover reached its limit.
    stopped_in_year = models.PositiveSmallIntegerField(null=True, blank=True)
    # They asked to be forgotten and nothing keeps us from it: names and numbers are gone.
    erased_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        permissions = [
            (Permission.MANAGE_CONSIGNMENT.codename, "Manage suppliers, their offers and sales."),
            (Permission.SEE_SUPPLIER_DATA.codename, "See suppliers' phone numbers, PAN and bank accounts unmasked."),
        ]
        constraints = [
            models.UniqueConstraint(fields=["user_id"], condition=~Q(user_id=""), name="odop_supplier_user_once"),
            models.UniqueConstraint(
                fields=["reference"], condition=~Q(reference=""), name="odop_supplier_reference_once"
            ),
        ]
        indexes = [
            models.Index(fields=["pan_digest"], name="odop_supplier_pan", condition=~Q(pan_digest="")),
            models.Index(fields=["phone_digest"], name="odop_supplier_phone", condition=~Q(phone_digest="")),
            models.Index(fields=["phone_end_digest"], name="odop_supplier_phone_end"),
            models.Index(fields=["state", "id"], name="odop_supplier_state"),
            models.Index(fields=["state_code", "id"], name="odop_supplier_state_code"),
            models.Index(fields=["artisan_slug", "id"], name="odop_supplier_artisan", condition=~Q(artisan_slug="")),
            models.Index(fields=["stopped_in_year", "id"], name="odop_supplier_stopped"),
            models.Index(fields=["created_at"], name="odop_supplier_created"),
            models.Index(fields=["changed_at", "id"], name="odop_supplier_changed"),
            models.Index(fields=["name", "id"], name="odop_supplier_name"),
            GinIndex(search_vector("name", "name_hi", "reference"), name="odop_supplier_search"),
        ]

    def __str__(self) -> str:
        return self.name


class SupplyModel(State):
    CONSIGNMENT = "consignment", "the corporation sells the owner's goods in its own name"
    MARKETPLACE_VENDOR = "marketplace_vendor", "GST-registered; sells in its own name"
    ENROLLED_SUPPLIER = "enrolled_supplier", "unregistered; sells in its own name inside its own State"


class TaxRegime(State):
    UNREGISTERED = "unregistered", "below the limit; charges no GST"
    REGISTERED = "registered", "registered for GST"
    COMPOSITION = "composition", "registered under the composition scheme: charges no GST, sells inside its State"
    ENROLLED = "enrolled", "unregistered, with an enrolment number for selling through operators"


# Who may sell in which way (statutory.md A1.4 to A1.6, A4).
REGIMES_OF = {
    SupplyModel.CONSIGNMENT: {TaxRegime.UNREGISTERED, TaxRegime.REGISTERED},
    SupplyModel.MARKETPLACE_VENDOR: {TaxRegime.REGISTERED, TaxRegime.COMPOSITION},
    SupplyModel.ENROLLED_SUPPLIER: {TaxRegime.ENROLLED},
}


class Regime(models.Model):
    """From the Indian day `valid_from`, a supplier supplies in this way and is taxed in that one.

    Rows are only ever added: the one in force on a day is the latest `valid_from` not after it, and of several the one
    recorded last. A sale keeps the row it was made under.
    """

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="regimes")
    valid_from = models.DateField()
    supply_model = models.CharField(max_length=32, choices=SupplyModel.choices())
    tax_regime = models.CharField(max_length=16, choices=TaxRegime.choices())
    gstin = models.CharField(max_length=15, default="", blank=True)
    enrolment_number = models.CharField(max_length=20, default="", blank=True)
    recorded_by = models.CharField(max_length=128)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["supplier", "-valid_from", "-id"], name="odop_regime_in_force"),
            models.Index(fields=["supply_model", "supplier"], name="odop_regime_model"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(tax_regime__in=["registered", "composition"]) ^ Q(gstin=""), name="odop_regime_gstin"
            ),
            models.CheckConstraint(
                condition=Q(tax_regime="enrolled") ^ Q(enrolment_number=""), name="odop_regime_enrolment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supply_model} ({self.tax_regime}) from {self.valid_from}"
