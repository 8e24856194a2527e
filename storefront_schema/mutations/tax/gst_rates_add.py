"""gstRatesAdd: the GST rates of a notification."""

from __future__ import annotations

from typing import Any

import graphene

from odop_accounts.api.tax import BadRules, RateRow, add_rates
from odop_core.i18n import _
from storefront_schema import request
from storefront_schema.errors import Code, Refused, under
from storefront_schema.mutations.arguments import clean_line
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.tax import shared
from storefront_schema.types.fields import list_of
from storefront_schema.types.tax import GstRate

MOST = 200
LONGEST_HSN = 8


class GstRateInput(shared.NewRuleInput):
    class Meta:
        description = "The GST rate of goods, from a day on."

    hsn_prefix = graphene.String(required=True, description="The HSN code of the goods, or its first 2 to 8 digits.")
    entry = graphene.String(
        default_value="", description='An entry of the notification that is named by words, such as "lac-bangle".'
    )
    is_handicraft = graphene.Boolean(description="Only for declared handicrafts, or for all others. Default: for both.")
    is_packaged = graphene.Boolean(
        description="Only for goods that are pre-packaged and labelled, or for all others. Default: for both."
    )
    above_paise = graphene.String(default_value="0", description="Only for pieces that cost more, without GST.")
    up_to_paise = graphene.String(description="Only for pieces that cost at most so much, without GST.")
    goods = graphene.String(default_value="", description="The goods in words.")


class GstRatesAddInput(graphene.InputObjectType):
    class Meta:
        description = "The rates of a notification."

    rates = graphene.List(
        graphene.NonNull(GstRateInput),
        required=True,
        description=f"At most {MOST}. Those of one code and day replace all rates of this code from that day on.",
    )
    may_leave_gaps, is_backdated, is_correction = shared.flag_fields().values()


class GstRatesAdd(StaffMutation):
    class Meta:
        description = (
            "Adds GST rates, all or none. They may not overlap, leave a price or kind of goods without a rate unless "
            "that is meant, or be without a source."
        )
        permissions = shared.PERMISSIONS

    class Arguments:
        input = GstRatesAddInput(required=True, description="The rates.")

    gst_rates = graphene.Field(list_of(GstRate), description="The rates that were added.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given = arguments["input"]
        if len(given["rates"]) > MOST:
            raise Refused("rates", _("Send at most {most} rates at once.", most=MOST), Code.LIMIT)
        try:
            added = add_rates(_rows(given["rates"]), by=request.actor(info), **shared.flags_of(given))
        except BadRules as error:
            raise shared.refuse_rules(error, "rates") from error
        return {"gst_rates": added}


def _rows(given: Any) -> list[RateRow]:
    """Raises Refused, for all that is wrong in all of them."""
    with shared.collect() as each:
        return [each(_row, number, one) for number, one in enumerate(given)]


def _row(number: int, given: Any) -> RateRow:
    with under("rates", number), shared.collect() as each:
        row = RateRow(
            hsn_prefix=each(clean_line, "hsnPrefix", given["hsn_prefix"], longest=LONGEST_HSN),
            rate_bp=each(shared.read_rate, given["rate_basis_points"]),
            valid_from=given["valid_from"],
            citation=each(clean_line, "citation", given["citation"], longest=shared.LONGEST_CITATION),
            confidence=each(shared.read_confidence, given["confidence"]),
            entry=each(clean_line, "entry", given["entry"].lower(), required=False, longest=shared.LONGEST_ENTRY),
            handicraft=given.get("is_handicraft"),
            packaged=given.get("is_packaged"),
            above_paise=each(shared.read_paise, given["above_paise"], "abovePaise") or 0,
            up_to_paise=each(shared.read_paise, given.get("up_to_paise"), "upToPaise"),
            valid_to=given.get("valid_to"),
            goods=each(clean_line, "goods", given["goods"], required=False, longest=shared.LONGEST_GOODS),
        )
    return row
