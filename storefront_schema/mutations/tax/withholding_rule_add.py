"""withholdingRuleAdd: a new rate or limit of TCS or TDS."""

from __future__ import annotations

from typing import Any

import graphene

from odop_accounts.api.tax import BadRules, LimitFor, Withheld, WithholdingRule, add_withholding_rule
from storefront_schema import request
from storefront_schema.mutations.arguments import clean_line
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.tax import shared
from storefront_schema.types.tax import OdopWithholdingRule, WithholdingKindEnum, WithholdingLimitEnum


class WithholdingRuleInput(shared.NewRuleInput):
    class Meta:
        description = "A rule of what is withheld of suppliers' money for the government."

    kind = WithholdingKindEnum(required=True, description="What is withheld.")
    no_pan_rate_basis_points = graphene.Int(description="The rate for whom no valid PAN is known. Default: the same.")
    limit_paise = graphene.String(description="Nothing is withheld up to it in a tax year.")
    limit_for = WithholdingLimitEnum(description="Whom the limit spares.")
    section = graphene.String(default_value="", description='The section as the forms call it, such as "194-O".')
    payment_code = graphene.String(default_value="", description='The code of the payment, such as "1035".')


class WithholdingRuleAddInput(WithholdingRuleInput):
    class Meta:
        description = "A rule, and what is meant by it."

    may_leave_gaps, is_backdated, is_correction = shared.flag_fields().values()


class WithholdingRuleAdd(StaffMutation):
    class Meta:
        description = "Adds a rule of TCS or TDS. It ends the rule of its kind before it."
        permissions = shared.PERMISSIONS

    class Arguments:
        input = WithholdingRuleAddInput(required=True, description="The rule.")

    withholding_rule = graphene.Field(OdopWithholdingRule, description="The rule that was added.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given = arguments["input"]
        with shared.collect() as each:
            no_pan = given.get("no_pan_rate_basis_points")
            rule = WithholdingRule(
                kind=Withheld(given["kind"]),
                valid_from=given["valid_from"],
                rate_bp=each(shared.read_rate, given["rate_basis_points"]),
                citation=each(clean_line, "citation", given["citation"], longest=shared.LONGEST_CITATION),
                confidence=each(shared.read_confidence, given["confidence"]),
                no_pan_rate_bp=None if no_pan is None else each(shared.read_rate, no_pan, "noPanRateBasisPoints"),
                limit_paise=each(shared.read_paise, given.get("limit_paise"), "limitPaise"),
                limit_for=LimitFor(given.get("limit_for") or LimitFor.NOBODY),
                section=each(clean_line, "section", given["section"], required=False, longest=shared.LONGEST_SECTION),
                payment_code=each(
                    clean_line, "paymentCode", given["payment_code"], required=False, longest=shared.LONGEST_CODE
                ),
                valid_to=given.get("valid_to"),
            )
        try:
            added = add_withholding_rule(rule, by=request.actor(info), **shared.flags_of(given))
        except BadRules as error:
            raise shared.refuse_rules(error, "input") from error
        return {"withholding_rule": added}
