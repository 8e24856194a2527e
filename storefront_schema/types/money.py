"""Amounts of money. GraphQL's Int ends at two crore rupees of paise, so paise travel as text.

What a buyer pays is in the currency of their order; whatever else has an amount is in rupees.
"""

from __future__ import annotations

from typing import Any

import graphene

from odop_core.money import RUPEES, Money


class OdopMoney(graphene.ObjectType):
    class Meta:
        description = "An amount of money. Its root is `Money`, or a number of paise."

    currency = graphene.String(required=True, description='Its currency, by ISO 4217, such as "INR".')
    amount = graphene.String(
        required=True, description='As many decimals as the currency has, such as "1234.50"; yen have none.'
    )
    amount_paise = graphene.String(description='Whole paise, such as "123450"; null for another currency than rupees.')
    text = graphene.String(required=True, description='As people in India write it: "₹1,234.50", "USD 1,234.50".')

    @staticmethod
    def resolve_currency(root: Money | int, _info: graphene.ResolveInfo) -> str:
        return _money(root).currency

    @staticmethod
    def resolve_amount(root: Money | int, _info: graphene.ResolveInfo) -> str:
        return str(_money(root).amount)

    @staticmethod
    def resolve_amount_paise(root: Money | int, _info: graphene.ResolveInfo) -> str | None:
        money = _money(root)
        return str(money.minor) if money.currency == RUPEES else None

    @staticmethod
    def resolve_text(root: Money | int, _info: graphene.ResolveInfo) -> str:
        return str(_money(root))


def _money(root: Money | int) -> Money:
    return root if isinstance(root, Money) else Money(root, RUPEES)


def money_field(description: str, *, required: bool = True, **options: Any) -> graphene.Field:
    """A field whose resolver returns paise, or `Money`."""
    return graphene.Field(OdopMoney, required=required, description=description, **options)


def money_input(description: str, *, required: bool = False) -> Any:
    """An input of rupees; read it with `clean_money`."""
    return graphene.String(required=required, description=f'{description} In rupees, such as "1234.50".')
