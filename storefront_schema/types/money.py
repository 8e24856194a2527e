"""Amounts of money. GraphQL's Int ends at two crore rupees of paise, so paise travel as text."""

from __future__ import annotations

from typing import Any

import graphene

from odop_core.india.money import format_inr, rupees


class OdopMoney(graphene.ObjectType):
    class Meta:
        description = "An amount of Indian rupees. Its root is a number of paise."

    amount_paise = graphene.String(required=True, description='Whole paise, such as "123450".')
    amount = graphene.String(required=True, description='Rupees with two decimals, such as "1234.50".')
    text = graphene.String(required=True, description='As people in India write it, such as "₹1,234.50".')

    @staticmethod
    def resolve_amount_paise(root: int, _info: graphene.ResolveInfo) -> str:
        return str(root)

    @staticmethod
    def resolve_amount(root: int, _info: graphene.ResolveInfo) -> str:
        return str(rupees(root))

    @staticmethod
    def resolve_text(root: int, _info: graphene.ResolveInfo) -> str:
        return format_inr(root)


def money_field(description: str, *, required: bool = True, **options: Any) -> graphene.Field:
    """A field whose resolver returns paise."""
    return graphene.Field(OdopMoney, required=required, description=description, **options)


def money_input(description: str, *, required: bool = False) -> Any:
    """An input of rupees; read it with `clean_money`."""
    return graphene.String(required=required, description=f'{description} In rupees, such as "1234.50".')
