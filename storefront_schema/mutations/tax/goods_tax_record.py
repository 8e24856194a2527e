"""goodsTaxRecord: what a product is for its tax."""

from __future__ import annotations

from typing import Any

import graphene

from odop_accounts.api.tax import Goods, read_hsn, record_goods
from storefront_schema import request
from storefront_schema.mutations.arguments import clean_line, clean_store_id
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.tax import shared
from storefront_schema.types.tax import GoodsTax


class GoodsTaxInput(graphene.InputObjectType):
    class Meta:
        description = "What a product is for its tax."

    product_id = graphene.ID(required=True, description="ID of the product in the store.")
    hsn = graphene.String(required=True, description="Its HSN code: 4, 6 or 8 digits.")
    is_handicraft = graphene.Boolean(
        default_value=False,
        description="Whether it is declared a handicraft: made mainly by hand, ornamented, distinct (21/2018-CT(R)).",
    )
    is_packaged = graphene.Boolean(default_value=False, description="Whether it is pre-packaged and labelled.")
    entry = graphene.String(
        default_value="", description='An entry of a notification that is named by words, such as "lac-bangle".'
    )
    pieces = graphene.Int(default_value=1, description="How many pieces, or pairs, a unit of it holds.")
    remark = graphene.String(default_value="", description="Who declared it and how, in words.")


class GoodsTaxRecord(StaffMutation):
    class Meta:
        description = (
            "Records what a product is for its tax: without an HSN code that has a GST rate it is not offered. What is "
            "recorded last holds."
        )
        permissions = shared.PERMISSIONS

    class Arguments:
        input = GoodsTaxInput(required=True, description="The goods.")

    goods_tax = graphene.Field(GoodsTax, description="What holds now.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given = arguments["input"]
        with shared.collect() as each:
            product_id = each(clean_store_id, "productId", "Product", given["product_id"])
            remark = each(clean_line, "remark", given["remark"], required=False, longest=shared.LONGEST_GOODS)
            entry = each(clean_line, "entry", given["entry"], required=False, longest=shared.LONGEST_ENTRY)
            hsn = each(_read_hsn, given["hsn"])
        goods = Goods(hsn, given["is_handicraft"], given["is_packaged"], entry, given["pieces"])
        with refuse_as(shared.GOODS_REFUSALS):
            kept = record_goods(product_id, goods, by=request.actor(info), remark=remark)
        return {"goods_tax": kept}


def _read_hsn(text: str) -> str:
    """Raises Refused."""
    with refuse_as(shared.GOODS_REFUSALS):
        return read_hsn(text)
