"""Tax: rules, goods, and figures with their reasons."""

from __future__ import annotations

from typing import Any

import graphene

from odop_accounts.api.tax import RateRow, WithholdingRule
from odop_core.database.states import State
from odop_core.security.permissions import Permission
from storefront_schema import scalars
from storefront_schema.language import enum_of
from storefront_schema.resolvers import sentence
from storefront_schema.store_types import store_field
from storefront_schema.types.actors import staff_actor_field
from storefront_schema.types.fields import list_of
from storefront_schema.types.money import OdopMoney, money_field

PERMISSIONS = (Permission.MANAGE_ACCOUNTS,)


class WithholdingKind(State):
    TCS = "tcs", "GST of other sellers' sales that the operator collects (CGST section 52)"
    TDS_SALES = "tds_sales", "income tax on sales through the operator (section 393(1), before 194-O)"
    TDS_COMMISSION = "tds_commission", "income tax on commission that is paid (section 393(1), before 194H)"


class WithholdingLimit(State):
    NOBODY = "nobody", "there is no limit"
    INDIVIDUALS_WITH_PAN = "individuals_with_pan", "individuals and HUFs who gave a valid PAN"
    EVERYBODY = "everybody", "everybody"


class TaxedSeller(State):
    REGISTERED = "registered", "registered for GST"
    COMPOSITION = "composition", "pays under the composition scheme and may not collect GST"
    UNREGISTERED = "unregistered", "not registered and may not collect GST"


WithholdingKindEnum = enum_of("WithholdingKindEnum", "What is withheld of suppliers' money.", WithholdingKind)
WithholdingLimitEnum = enum_of("WithholdingLimitEnum", "Whom the limit of a tax year spares.", WithholdingLimit)
TaxedSellerEnum = enum_of("TaxedSellerEnum", "How a seller stands to GST.", TaxedSeller)


class _Rule(graphene.ObjectType):
    """Base of the rules."""

    class Meta:
        abstract = True

    rate_basis_points = graphene.Int(
        required=True, source="rate_bp", description="The rate in hundredths of a percent: 500 is 5 %."
    )
    valid_from = scalars.date_field(required=True, description="The Indian day it begins on.")
    valid_to = scalars.date_field(description="The last day it holds on; null: until the next rule.")
    citation = graphene.String(required=True, description="The notification or section that says so.")
    confidence = graphene.String(
        required=True,
        description="H: from the text of the law or two sources; M: one good source; L: weak or conflicting sources.",
    )
    revision = graphene.Int(required=True, description="Counts corrections of the rules of one day, from 0.")


class GstRate(_Rule):
    class Meta:
        description = "The GST rate of goods, from a day on. (CGST and SGST are half of it each.)"

    hsn_prefix = graphene.String(required=True, description="The HSN code of the goods, or its first digits.")
    entry = graphene.String(required=True, description='An entry that is named by words, such as "lac-bangle", or "".')
    is_handicraft = graphene.Boolean(
        source="handicraft", description="Only for declared handicrafts, or for all others; null: for both."
    )
    is_packaged = graphene.Boolean(
        source="packaged", description="Only for pre-packaged and labelled goods, or for all others; null: for both."
    )
    above = money_field("Only for pieces that cost more, without GST.", resolver=lambda root, _info: root.above_paise)
    up_to = graphene.Field(
        OdopMoney,
        resolver=lambda root, _info: root.up_to_paise,
        description="Only for pieces that cost at most so much, without GST; null: no end.",
    )
    goods = graphene.String(required=True, description="The goods in words.")

    @staticmethod
    def is_type_of(root: Any, _info: graphene.ResolveInfo) -> bool:
        return isinstance(root, RateRow)


class OdopWithholdingRule(_Rule):
    class Meta:
        description = "What is withheld of suppliers' money for the government, from a day on."

    kind = graphene.Field(WithholdingKindEnum, required=True, description="What is withheld.")
    no_pan_rate_basis_points = graphene.Int(
        source="no_pan_rate_bp", description="The rate for whom no valid PAN is known; null: the same."
    )
    limit = graphene.Field(
        OdopMoney,
        resolver=lambda root, _info: root.limit_paise,
        description="Nothing is withheld up to it in a tax year; null: there is no limit.",
    )
    limit_for = graphene.Field(WithholdingLimitEnum, required=True, description="Whom the limit spares.")
    section = graphene.String(required=True, description='As the forms call it, such as "194-O".')
    payment_code = graphene.String(required=True, description='The code of the payment, such as "1035", or "".')

    @staticmethod
    def is_type_of(root: Any, _info: graphene.ResolveInfo) -> bool:
        return isinstance(root, WithholdingRule)


class WithheldTax(graphene.ObjectType):
    class Meta:
        description = "Tax that was kept of a supplier's money at one credit: a sale, or what came back of it."

    kind = graphene.Field(WithholdingKindEnum, required=True, description="What is withheld.")
    date = scalars.date_field(required=True, source="on", description="The Indian day it counts from.")
    amount = money_field("What was credited, without GST; below zero what came back.", source="amount_paise")
    tax = money_field("The tax; below zero where less is due.", source="tax_paise")
    rate_basis_points = graphene.Int(required=True, source="rate_bp", description="The rate: 10 is 0.1 %.")
    section = graphene.String(required=True, description='As the forms call it, such as "194-O".')
    payment_code = graphene.String(required=True, description='The code of the payment, such as "1035", or "".')
    reason = graphene.String(required=True, resolver=sentence("why"), description="Why it is so much, in a sentence.")


class TaxClassDifference(graphene.ObjectType):
    class Meta:
        description = "A product whose tax class in the store does not say the GST rate of the rules."

    product = store_field("Product", "product_id", "The product.")
    product_name = graphene.String(required=True, description="Its name in the store.")
    tax_class = graphene.String(required=True, description='The name of its tax class, or "".')
    rate_basis_points = graphene.Int(source="rate_bp", description="The rate of that class for India; null: none.")
    wanted_rate_basis_points = graphene.Int(
        source="wanted_bp", description="The rate by the rules; null while it is not known."
    )
    reason = graphene.String(
        required=True, resolver=sentence("why"), description="Where the rate comes from, or why it is not known."
    )


class GoodsTax(graphene.ObjectType):
    class Meta:
        description = "What a product is for its tax."

    product = store_field("Product", "product_id", "The product.")
    hsn = graphene.String(required=True, resolver=lambda root, _info: root.goods.hsn, description="Its HSN code.")
    is_handicraft = graphene.Boolean(
        required=True, resolver=lambda root, _info: root.goods.handicraft, description="Declared a handicraft."
    )
    is_packaged = graphene.Boolean(
        required=True, resolver=lambda root, _info: root.goods.packaged, description="Pre-packaged and labelled."
    )
    entry = graphene.String(
        required=True,
        resolver=lambda root, _info: root.goods.entry,
        description='An entry of a notification that is named by words, such as "lac-bangle", or "".',
    )
    pieces = graphene.Int(
        required=True, resolver=lambda root, _info: root.goods.pieces, description="Pieces, or pairs, in a unit of it."
    )
    remark = graphene.String(required=True, description="Who declared it and how, in words.")
    is_from_craft = graphene.Boolean(
        required=True,
        resolver=lambda root, _info: root.recorded_at is None,
        description="Nobody recorded it: the code is that of the product's craft.",
    )
    recorded_by = staff_actor_field("Who recorded it; null if nobody did.", "recorded_by", PERMISSIONS)
    recorded_at = scalars.date_time_field(description="When it was recorded; null if it was not.")


class TaxFigure(graphene.ObjectType):
    class Meta:
        description = "One figure of a tax, and where it comes from."

    code = graphene.String(
        required=True,
        description='Which figure: "place", "rate", "net", "CGST", "SGST", "IGST", "total:CGST", "total".',
    )
    line = graphene.String(
        required=True, source="subject", description='The line it belongs to, counted from "0", or "delivery", or "".'
    )
    amount = money_field("The figure; zero where it is none.", resolver=lambda root, _info: root.amount_paise)
    text = graphene.String(required=True, resolver=sentence("words"), description="The figure as a sentence.")
    citation = graphene.String(required=True, description="The notification or section that says so, or empty.")
    confidence = graphene.String(required=True, description="How sure the source is: H, M, L, or empty.")


class TaxExplanation(graphene.ObjectType):
    class Meta:
        description = "The GST of goods that are sold together, figure by figure."

    net = money_field("Without GST.")
    tax = money_field("The GST.")
    gross = money_field("With GST.")
    figures = graphene.Field(list_of(TaxFigure), required=True, description="Every figure with its reason.")
