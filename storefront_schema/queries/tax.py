"""What staff ask of tax."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import graphene
from graphql import GraphQLError

from odop_accounts.api import tax
from odop_core.india.money import NotMoney, read_rupees
from odop_core.security.permissions import Permission
from storefront_schema import request, scalars
from storefront_schema.guards import GuardedField
from storefront_schema.language import translate
from storefront_schema.types.fields import list_of
from storefront_schema.types.money import money_input
from storefront_schema.types.tax import (
    GoodsTax,
    GstRate,
    OdopWithholdingRule,
    TaxClassDifference,
    TaxedSeller,
    TaxedSellerEnum,
    TaxExplanation,
)

PERMISSIONS = (Permission.MANAGE_ACCOUNTS,)
MOST_LINES = 100


class TaxLineInput(graphene.InputObjectType):
    class Meta:
        description = "Goods that are sold."

    hsn = graphene.String(required=True, description="Their HSN code.")
    quantity = graphene.Int(default_value=1, description="How many units.")
    amount = money_input("What all units cost together, after discounts.", required=True)
    is_handicraft = graphene.Boolean(default_value=False, description="Declared a handicraft.")
    is_packaged = graphene.Boolean(default_value=False, description="Pre-packaged and labelled.")
    entry = graphene.String(default_value="", description='An entry that is named by words, such as "lac-bangle".')
    pieces = graphene.Int(default_value=1, description="Pieces, or pairs, in a unit.")


class TaxExplainInput(graphene.InputObjectType):
    class Meta:
        description = "Goods that one seller sells to one buyer together. States are GST codes, such as 09."

    lines = graphene.List(graphene.NonNull(TaxLineInput), required=True, description=f"At most {MOST_LINES}.")
    delivery = money_input("What the buyer pays for delivery.")
    prices_include_tax = graphene.Boolean(default_value=True, description="Whether GST is in the amounts.")
    on = scalars.date_input(required=True, description="The Indian day of the sale.")
    seller_state = graphene.String(required=True, description="The State of the seller.")
    seller = TaxedSellerEnum(description="How the seller stands to GST. Default: registered.")
    bill_state = graphene.String(default_value="", description="The State of the billing address.")
    ship_state = graphene.String(default_value="", description="The State the goods are sent to; 96: abroad.")


class TaxQueries(graphene.ObjectType):
    class Meta:
        description = "What may be asked of tax."

    gst_rates = GuardedField(
        list_of(GstRate),
        hsn=graphene.String(default_value="", description="Only those of codes that begin so."),
        on=scalars.date_argument(description="Only those that hold on this Indian day. Default: of all days."),
        permissions=PERMISSIONS,
        description="The GST rates of goods, by HSN code.",
    )
    withholding_rules = GuardedField(
        list_of(OdopWithholdingRule),
        permissions=PERMISSIONS,
        description="The rules of TCS and TDS, of all times.",
    )
    goods_tax = GuardedField(
        GoodsTax,
        product_id=graphene.ID(required=True, description="ID of the product in the store."),
        permissions=PERMISSIONS,
        description="What a product is for its tax; null while it is not known: then it cannot be offered.",
    )
    tax_explain = GuardedField(
        TaxExplanation,
        input=graphene.Argument(TaxExplainInput, required=True, description="The goods."),
        permissions=PERMISSIONS,
        description="The GST of goods, and why it is so. An error says so where a rate is not known.",
    )

    tax_class_differences = GuardedField(
        list_of(TaxClassDifference),
        permissions=PERMISSIONS,
        description="Products whose tax class in the store does not say the GST rate of the rules; the first "
        f"{MOST_LINES} of them. The store is asked, so it takes a moment. `odop_set_tax_classes` sets them right.",
    )

    @staticmethod
    def resolve_tax_class_differences(_root: Any, info: graphene.ResolveInfo) -> Any:
        try:
            return tax.find_class_differences(MOST_LINES)
        except tax.TaxRefusal as refusal:
            raise GraphQLError(translate(info, refusal.text)) from refusal

    @staticmethod
    def resolve_gst_rates(_root: Any, info: graphene.ResolveInfo, hsn: str, on: Any = None) -> Any:
        return tax.list_rates(hsn, on, request.database(info))

    @staticmethod
    def resolve_withholding_rules(_root: Any, info: graphene.ResolveInfo) -> Any:
        return tax.list_withholding_rules(request.database(info))

    @staticmethod
    def resolve_goods_tax(_root: Any, info: graphene.ResolveInfo, product_id: str) -> Any:
        return tax.find_goods([product_id], request.database(info)).get(product_id)

    @staticmethod
    def resolve_tax_explain(_root: Any, info: graphene.ResolveInfo, input: Any) -> Any:
        if not 1 <= len(input["lines"]) <= MOST_LINES:
            raise GraphQLError(f"Send 1 to {MOST_LINES} lines (lines: {len(input['lines'])}).")
        try:
            taxed, figures = tax.explain_tax(
                [_line(number, line) for number, line in enumerate(input["lines"])],
                seller_state=input["seller_state"],
                bill_state=input["bill_state"],
                ship_state=input["ship_state"],
                on=input["on"],
                delivery_paise=read_rupees(input.get("delivery") or "0"),
                prices_include_tax=input["prices_include_tax"],
                seller=tax.SellerKind(input.get("seller") or TaxedSeller.REGISTERED),
                using=request.database(info),
            )
        except tax.TaxRefusal as refusal:
            raise GraphQLError(translate(info, refusal.text)) from refusal
        except (NotMoney, ValueError) as error:
            raise GraphQLError(str(error)) from error
        return SimpleNamespace(
            net=taxed.net_paise, tax=taxed.gross_paise - taxed.net_paise, gross=taxed.gross_paise, figures=figures
        )


def _line(number: int, given: Any) -> tax.Line:
    goods = tax.Goods(
        tax.read_hsn(given["hsn"]), given["is_handicraft"], given["is_packaged"], given["entry"], given["pieces"]
    )
    return tax.Line(str(number), goods, given["quantity"], read_rupees(given["amount"]))
