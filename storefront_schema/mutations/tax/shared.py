"""What the mutations of tax share."""

from __future__ import annotations

from typing import Any

import graphene

from odop_accounts.api.tax import BadGoods, BadHsn, BadRules, NoRate
from odop_core.collector import Collector
from odop_core.i18n import _
from odop_core.security.permissions import Permission
from storefront_schema import scalars
from storefront_schema.errors import Code, Refused, SeveralRefused
from storefront_schema.mutations.refusals import Refusals

CONFIDENCES = ("H", "M", "L")
HIGHEST_BP = 10_000
# As long as the database's columns.
LONGEST_CITATION, LONGEST_GOODS, LONGEST_ENTRY, LONGEST_SECTION, LONGEST_CODE = 500, 255, 64, 64, 16
PERMISSIONS = (Permission.MANAGE_ACCOUNTS,)
GOODS_REFUSALS: Refusals = {
    BadHsn: ("hsn", Code.INVALID),
    NoRate: ("hsn", Code.INVALID),
    BadGoods: ("input", Code.INVALID),
}


class NewRuleInput(graphene.InputObjectType):
    """Base of the inputs that add rules."""

    class Meta:
        description = "A rule of tax, with the day it begins on and its source."

    rate_basis_points = graphene.Int(required=True, description="The rate in hundredths of a percent: 500 is 5 %.")
    valid_from = scalars.date_input(required=True, description="The Indian day it begins on.")
    valid_to = scalars.date_input(description="The last day it holds on. Default: until the next rule.")
    citation = graphene.String(
        required=True, description='The notification or section that says so, such as "9/2025-CT(R) of 2025-09-17".'
    )
    confidence = graphene.String(
        default_value="H",
        description="H: from the text of the law or two sources; M: one good source; L: weak or conflicting sources.",
    )


def flags_of(given: Any) -> dict[str, bool]:
    return {
        "gaps": given["may_leave_gaps"],
        "backdated": given["is_backdated"],
        "corrects": given["is_correction"],
    }


def refuse_rules(error: BadRules, field: str) -> Refused:
    """Each reason is an error of its own."""
    return SeveralRefused([Refused(field, reason, Code.INVALID) for reason in error.reasons])


def collect() -> Collector:
    """All mistakes of a form are told at once."""
    return Collector(Refused, several=SeveralRefused)


def read_confidence(value: str) -> str:
    """Raises Refused."""
    if value not in CONFIDENCES:
        raise Refused("confidence", _("The confidence is H, M or L."), Code.INVALID)
    return value


def read_rate(value: int, field: str = "rateBasisPoints") -> int:
    """Raises Refused."""
    if not 0 <= value <= HIGHEST_BP:
        raise Refused(field, _("A rate is from 0 to 10,000 basis points (0.1 % is 10)."), Code.INVALID)
    return value


def read_paise(value: str | None, field: str) -> int | None:
    """Raises Refused."""
    if value is None:
        return None
    if not (value.isascii() and value.isdigit() and len(value) <= 15):
        raise Refused(field, _("Write a whole number of paise, such as 250000."), Code.INVALID)
    return int(value)


def flag_fields() -> dict[str, Any]:
    return {
        "may_leave_gaps": graphene.Boolean(
            default_value=False, description="Whether it is meant that goods or days are left without a rule."
        ),
        "is_backdated": graphene.Boolean(
            default_value=False, description="Whether rules may begin before today. What was invoiced keeps its rate."
        ),
        "is_correction": graphene.Boolean(
            default_value=False, description="Whether rules of the same goods and day are replaced, as mistakes."
        ),
    }
