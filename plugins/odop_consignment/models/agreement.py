"""On what terms a supplier's goods are sold."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from odop_consignment.models.supplier import Supplier
from odop_core.database.states import State
from odop_core.database.text_search import search_vector


class Agreement(models.Model):
    """The contract between a supplier and the corporation, through all its versions."""

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="agreements")
    # What people call it: "ODOP/2026/000123".
    reference = models.CharField(max_length=64, unique=True)
    created_by = models.CharField(max_length=128)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["created_at"], name="odop_agreement_created"),
            GinIndex(search_vector("reference"), name="odop_agreement_search"),
        ]

    def __str__(self) -> str:
        return self.reference


class VersionState(State):
    DRAFT = "draft", "being written"
    OFFERED = "offered", "waits for the supplier's signature"
    SIGNED = "signed", "binds both sides from its first to its last day"
    WITHDRAWN = "withdrawn", "was never signed"


class Bearer(State):
    SELLER = "seller", "the seller of record pays"
    SUPPLIER = "supplier", "the supplier pays"
    BUYER = "buyer", "the buyer pays"


class AgreementVersion(models.Model):
    """The terms as they stand from the Indian day `valid_from` until `valid_until` (both included).

    A signed version is never changed (the database refuses): other terms are another version, and of several in force
    the highest number counts. None binds before the day it was signed on, or after the agreement's end. A sale keeps
    the version it was made under.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=16, choices=VersionState.choices(), default=VersionState.DRAFT.value)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    return_window_days = models.PositiveSmallIntegerField(default=7)
    # How long goods may lie unsold before somebody must decide; 6 months is what GST law allows goods on approval.
    shelf_days = models.PositiveSmallIntegerField(default=180)
    freight_borne_by = models.CharField(max_length=16, choices=Bearer.choices(), default=Bearer.SELLER.value)
    returns_borne_by = models.CharField(max_length=16, choices=Bearer.choices(), default=Bearer.SELLER.value)
    # Of each discount to buyers the supplier bears so many basis points, the shop the rest: all, unless they signed.
    supplier_discount_bp = models.PositiveSmallIntegerField(default=0)
    # Whether the supplier gets nothing for goods that are lost on the way, come back unfit to be sold, or are paid back
    # though the buyer keeps them. Else the shop pays for them.
    supplier_bears_losses = models.BooleanField(default=False)
    # Name in the storage, and what it must hash to: the signed paper.
    document = models.CharField(max_length=255, default="", blank=True)
    document_sha256 = models.CharField(max_length=64, default="", blank=True)
    signed_on = models.DateField(null=True, blank=True)
    # The name under the paper, and who of the staff recorded that it was signed.
    signed_by = models.CharField(max_length=128, default="", blank=True)
    signature_recorded_by = models.CharField(max_length=128, default="", blank=True)
    recorded_by = models.CharField(max_length=128)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="odop_agreement_version_once"),
            models.CheckConstraint(
                condition=~Q(state="signed") | (Q(signed_on__isnull=False) & ~Q(document_sha256="")),
                name="odop_agreement_signed_on_paper",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=models.F("valid_from")),
                name="odop_agreement_ends_after_start",
            ),
            models.CheckConstraint(condition=Q(supplier_discount_bp__lte=10_000), name="odop_agreement_discount"),
        ]
        indexes = [
            models.Index(fields=["state", "agreement"], name="odop_agreement_version_state"),
            models.Index(fields=["recorded_at", "id"], name="odop_agreement_version_at"),
            models.Index(fields=["recorded_by", "recorded_at", "id"], name="odop_agreement_version_by"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} v{self.number}"


class AgreementEnd(models.Model):
    """An agreement was ended: after the Indian day `last_day` none of its versions binds, whatever they say.

    Rows are only ever added. An ended agreement does not live up again (another one is made); it may be ended sooner
    still, so that of several ends the earliest counts.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="ends")
    last_day = models.DateField()
    reason = models.CharField(max_length=1000)
    recorded_by = models.CharField(max_length=128)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["recorded_at", "id"], name="odop_agreement_end_at"),
            models.Index(fields=["recorded_by", "recorded_at", "id"], name="odop_agreement_end_by"),
        ]

    def __str__(self) -> str:
        return f"ends on {self.last_day}"


class CommissionScope(State):
    """From the most special to the most general: the first that fits a sale decides."""

    PRODUCT = "product", "one product"
    CATEGORY = "category", "a category of the store"
    CRAFT = "craft", "a craft"
    ALL = "all", "everything else"


class CommissionKind(State):
    SHARE = "share", "basis points of the value"
    FIXED = "fixed", "paise per piece"


class CommissionRule(models.Model):
    """What the seller keeps of the goods in its scope.

    `target` is the product's or category's global ID, or the craft's slug; "" for everything else. The rate is in the
    tiers: by what this supplier's sales under the agreement came to before. `floor_paise` and `cap_paise` hold for one
    sale's commission.
    """

    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="commission_rules")
    scope = models.CharField(max_length=16, choices=CommissionScope.choices())
    target = models.CharField(max_length=128, default="", blank=True)
    kind = models.CharField(max_length=16, choices=CommissionKind.choices())
    floor_paise = models.BigIntegerField(null=True, blank=True)
    cap_paise = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "scope", "target"], name="odop_commission_once"),
            models.CheckConstraint(condition=Q(scope="all") ^ ~Q(target=""), name="odop_commission_target"),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.target}"


class CommissionTier(models.Model):
    """From a cumulative value of `from_paise` (the first tier's is 0), the rate is `value`: basis points or paise."""

    rule = models.ForeignKey(CommissionRule, on_delete=models.PROTECT, related_name="tiers")
    from_paise = models.BigIntegerField(default=0)
    value = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule", "from_paise"], name="odop_commission_tier_once"),
            models.CheckConstraint(condition=Q(from_paise__gte=0) & Q(value__gte=0), name="odop_commission_tier_sane"),
        ]

    def __str__(self) -> str:
        return f"from {self.from_paise}: {self.value}"


class ChargeKind(State):
    PACKING = "packing", "packing material and work"
    PHOTOGRAPHY = "photography", "pictures for the shop"
    TRANSPORT = "transport", "bringing the goods to the hub"
    OTHER = "other", "as its words say"


class ChargeBasis(State):
    PER_PIECE = "per_piece", "paise for each piece sold"
    PER_SALE = "per_sale", "paise for each sale"
    SHARE = "share", "basis points of the value"


class Charge(models.Model):
    """What the supplier pays besides commission, for each sale."""

    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="charges")
    kind = models.CharField(max_length=16, choices=ChargeKind.choices())
    basis = models.CharField(max_length=16, choices=ChargeBasis.choices())
    value = models.BigIntegerField()
    words = models.CharField(max_length=255, default="", blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(value__gte=0), name="odop_charge_sane")]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"
