"""What was sold, line by line and owner by owner."""

from __future__ import annotations

from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.db import models
from django.db.models import F, Q

from odop_consignment.models.agreement import AgreementVersion, CommissionRule
from odop_consignment.models.exchange_rate import ExchangeRate
from odop_consignment.models.offer import Offer
from odop_consignment.models.supplier import Regime, Supplier, SupplyModel, TaxRegime
from odop_core.database.lists import LATEST_DAY, nulls_last
from odop_core.database.sentences import SentenceField
from odop_core.database.states import State
from odop_core.database.text_search import search_vector
from odop_core.money import RUPEES, Money


class SaleState(State):
    PLACED = "placed", "bought; the goods are still with the supplier"
    CONFIRMED = "confirmed", "the supplier has them, and said when they will be ready"
    READY = "ready", "packed; the carrier may come"
    COLLECTED = "collected", "the carrier has the goods"
    DELIVERED = "delivered", "the buyer has the goods"
    FINAL = "final", "the return window is over"
    CANCELLED = "cancelled", "called off before the goods were collected"
    RETURNED = "returned", "every piece came back"


# The goods are with the supplier; the sale can still be called off.
WITH_SUPPLIER = (SaleState.PLACED, SaleState.CONFIRMED, SaleState.READY)


class Sale(models.Model):
    """So many pieces of one order line that come from one pickup point, and so belong to one supplier.

    An order line supplied from two pickup points is two sales, and so is one to which pieces were added later. The
    pieces of a sale never change: whoever heard of it heard the truth. `offer` is null while nobody is known to
    supply the goods: such a sale is *unassigned*, shown to staff and never dropped.
    """

    order_id = models.CharField(max_length=128)
    order_number = models.CharField(max_length=64)
    order_line_id = models.CharField(max_length=128)
    product_id = models.CharField(max_length=128, null=True)
    variant_id = models.CharField(max_length=128, null=True)
    product_name = models.CharField(max_length=255)
    # "" when neither the store nor an offer says where the goods are.
    pickup_point_id = models.CharField(max_length=128, default="", blank=True)
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, null=True, related_name="sales")
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, null=True, related_name="sales")
    quantity = models.PositiveIntegerField()
    # The sale, now cancelled, whose pieces this one supplies instead: its supplier could not, or staff gave them away.
    instead_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="successors")
    # One of the parts into which its supplier divided a sale by their answer; `instead_of` is that sale.
    is_part = models.BooleanField(default=False)
    # Pieces that came back from the buyer.
    returned = models.PositiveIntegerField(default=0)
    # The order's, and what the buyer pays for a piece in the smallest coins of it.
    currency = models.CharField(max_length=3, default=RUPEES)
    unit_price_gross_minor = models.BigIntegerField()
    unit_price_net_minor = models.BigIntegerField(default=0)
    state = models.CharField(max_length=16, choices=SaleState.choices(), default=SaleState.PLACED.value)
    # The day the supplier promised, in India.
    ready_on = models.DateField(null=True, blank=True)
    # What a person must look at: "the supplier cannot supply and no one else offers it". Empty when all is well.
    issue = SentenceField()
    collected_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    # When the return window ends, and the sale becomes final.
    final_from = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(returned__lte=F("quantity")), name="odop_sale_returned")]
        indexes = [
            models.Index(fields=["order_id"], name="odop_sale_order"),
            models.Index(fields=["order_line_id"], name="odop_sale_line"),
            models.Index(fields=["supplier", "-id"], name="odop_sale_supplier"),
            models.Index(fields=["id"], name="odop_sale_unassigned", condition=Q(offer=None, state="placed")),
            models.Index(fields=["id"], name="odop_sale_issue", condition=Q(issue__isnull=False)),
            models.Index(fields=["final_from"], name="odop_sale_to_be_final", condition=Q(state="delivered")),
            # For the lists.
            models.Index(fields=["state", "id"], name="odop_sale_state"),
            models.Index(fields=["order_number", "id"], name="odop_sale_order_number"),
            models.Index(fields=["product_id", "id"], name="odop_sale_product"),
            models.Index(fields=["variant_id", "id"], name="odop_sale_variant"),
            models.Index(fields=["pickup_point_id", "id"], name="odop_sale_pickup_point"),
            models.Index(fields=["created_at"], name="odop_sale_created"),
            models.Index(fields=["changed_at", "id"], name="odop_sale_changed"),
            models.Index(fields=["ready_on", "id"], name="odop_sale_ready_on"),
            models.Index(nulls_last("ready_on", LATEST_DAY), "id", name="odop_sale_by_ready_on"),
            GinIndex(search_vector("order_number", "product_name"), name="odop_sale_search"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.product_name} of order {self.order_number}"

    @property
    def unit_price_gross(self) -> Money:
        return Money(self.unit_price_gross_minor, self.currency)

    @property
    def unit_price_net(self) -> Money:
        return Money(self.unit_price_net_minor, self.currency)


class SupplierAnswer(State):
    CANNOT = "cannot", "the supplier cannot supply the goods"
    CAN = "can", "they can after all"


class SaleStep(models.Model):
    """One move of a sale from one state to another: when, by whom, and why. Rows are only ever added.

    `answer` is what the supplier answered with it, where we must remember that ("" mostly): the last answer counts.
    """

    sale = models.ForeignKey(Sale, on_delete=models.PROTECT, related_name="steps")
    before = models.CharField(max_length=16, choices=SaleState.choices())
    after = models.CharField(max_length=16, choices=SaleState.choices())
    # A sentence of ours, or what a person wrote.
    reason = SentenceField()
    answer = models.CharField(max_length=8, choices=SupplierAnswer.choices(), default="", blank=True)
    moved_by = models.CharField(max_length=128)
    moved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["moved_at", "id"], name="odop_sale_step_at"),
            models.Index(fields=["moved_by", "moved_at", "id"], name="odop_sale_step_by"),
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class SaleTerms(models.Model):
    """On what terms a sale was made: frozen when its supplier was known, and never changed (the database refuses).

    `seller_*` is the seller of record, whose name is on the buyer's invoice. Amounts are for all pieces of the sale.
    `*_minor` is what the buyer pays, in the smallest coins of the order's currency; `*_paise` the same in rupees, by
    the rate of the day, and what is kept of it. Those and `figures` stay empty until that rate is known, and are then
    written once. `figures` lists each amount with the rule that gave it and a sentence (see `agreements.figures`).
    """

    sale = models.OneToOneField(Sale, on_delete=models.PROTECT, related_name="terms")
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="+")
    supply_model = models.CharField(max_length=32, choices=SupplyModel.choices())
    tax_regime = models.CharField(max_length=16, choices=TaxRegime.choices())
    seller_name = models.CharField(max_length=128)
    seller_gstin = models.CharField(max_length=15, default="", blank=True)
    seller_state_code = models.CharField(max_length=2)
    # GST codes of the States the goods are billed and sent to; "" when the address names none we know.
    bill_state_code = models.CharField(max_length=2, default="", blank=True)
    ship_state_code = models.CharField(max_length=2, default="", blank=True)
    # null: no signed agreement covered the day of the sale; somebody must settle it by hand.
    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, null=True, related_name="sales")
    commission_rule = models.ForeignKey(CommissionRule, on_delete=models.PROTECT, null=True, related_name="sales")
    # The Indian day of the order: the law, the agreement and the rate of that day hold.
    ordered_on = models.DateField()
    currency = models.CharField(max_length=3, default=RUPEES)
    gross_minor = models.BigIntegerField()
    net_minor = models.BigIntegerField()
    # What promotions and vouchers took off before that, with and without GST.
    discount_gross_minor = models.BigIntegerField(default=0)
    discount_net_minor = models.BigIntegerField(default=0)
    # null for rupees, and while the rate is not known.
    exchange_rate = models.ForeignKey(ExchangeRate, on_delete=models.PROTECT, null=True, related_name="sales")
    gross_paise = models.BigIntegerField(null=True)
    net_paise = models.BigIntegerField(null=True)
    commission_paise = models.BigIntegerField(null=True)
    charges_paise = models.BigIntegerField(null=True)
    # What of the discount the shop bears, in rupees: it is settled with the supplier as if the buyer had paid it.
    borne_gross_paise = models.BigIntegerField(default=0)
    borne_net_paise = models.BigIntegerField(default=0)
    return_window_days = models.PositiveSmallIntegerField()
    figures = models.JSONField(default=list)
    agreed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(currency=RUPEES, exchange_rate=None, gross_paise__isnull=False)
                & Q(gross_paise=F("gross_minor"), net_paise=F("net_minor"))
                | ~Q(currency=RUPEES) & Q(exchange_rate=None, gross_paise=None)
                | ~Q(currency=RUPEES) & Q(exchange_rate__isnull=False, gross_paise__isnull=False),
                name="odop_terms_rate",
            ),
            models.CheckConstraint(
                condition=Q(gross_paise=None, net_paise=None, commission_paise=None, charges_paise=None)
                | Q(
                    gross_paise__isnull=False,
                    net_paise__isnull=False,
                    commission_paise__isnull=False,
                    charges_paise__isnull=False,
                ),
                name="odop_terms_settled",
            ),
        ]
        indexes = [
            models.Index(fields=["version", "id"], name="odop_terms_version"),
            models.Index(
                fields=["currency", "ordered_on"], name="odop_terms_without_rate", condition=Q(gross_paise=None)
            ),
        ]

    def __str__(self) -> str:
        return f"terms of sale {self.sale_id}"

    @property
    def gross(self) -> Money:
        return Money(self.gross_minor, self.currency)

    @property
    def net(self) -> Money:
        return Money(self.net_minor, self.currency)

    @property
    def discount_gross(self) -> Money:
        return Money(self.discount_gross_minor, self.currency)

    @property
    def discount_net(self) -> Money:
        return Money(self.discount_net_minor, self.currency)

    @property
    def value_net_paise(self) -> int | None:
        """What is settled with the supplier, without GST: what the buyer pays, and the shop's part of the discount."""
        return None if self.net_paise is None else self.net_paise + self.borne_net_paise


class ReversalKind(State):
    RETURNED = "returned", "the goods come back"
    REFUNDED = "refunded", "the money goes back, the buyer keeps the goods"
    REPLACED = "replaced", "the goods come back, others are sent"


class SaleReversal(models.Model):
    """Pieces of a sale were returned, refunded or replaced, as the store reported it; `key` is the store's own name of
    it.

    What came back is looked at by a person: `good` pieces go back into their lot, `damaged` ones do not.
    """

    sale = models.ForeignKey(Sale, on_delete=models.PROTECT, related_name="reversals")
    key = models.CharField(max_length=255, unique=True)
    kind = models.CharField(max_length=16, choices=ReversalKind.choices())
    quantity = models.PositiveIntegerField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    inspected_by = models.CharField(max_length=128, default="", blank=True)
    inspected_at = models.DateTimeField(null=True, blank=True)
    good = models.PositiveIntegerField(default=0)
    damaged = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(inspected_at__isnull=True) | Q(quantity=F("good") + F("damaged")),
                name="odop_reversal_every_piece_seen",
            )
        ]
        indexes = [
            models.Index(fields=["id"], name="odop_reversal_to_inspect", condition=Q(inspected_at=None)),
            models.Index(fields=["kind", "id"], name="odop_reversal_kind"),
            BrinIndex(fields=["recorded_at"], name="odop_reversal_recorded"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} {self.kind}"


class CheckoutRefusal(models.Model):
    """A buyer was told that this line cannot be sold to their State, and why (statutory.md A1.5 to A1.7)."""

    variant_id = models.CharField(max_length=128)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="+")
    tax_regime = models.CharField(max_length=16, choices=TaxRegime.choices())
    supplier_state_code = models.CharField(max_length=2)
    bill_state_code = models.CharField(max_length=2, default="", blank=True)
    ship_state_code = models.CharField(max_length=2, default="", blank=True)
    refused_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["variant_id", "refused_at"], name="odop_refusal_lately"),
            BrinIndex(fields=["refused_at"], name="odop_refusal_at"),
        ]

    def __str__(self) -> str:
        return f"{self.variant_id} to {self.ship_state_code}"
