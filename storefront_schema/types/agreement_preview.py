"""What terms would give for a trial sale."""

from __future__ import annotations

import graphene

from odop_consignment.api.agreements import Trial
from storefront_schema.errors import AgreementError
from storefront_schema.language import sentence_field
from storefront_schema.resolvers import sentence
from storefront_schema.types.fields import list_of
from storefront_schema.types.money import OdopMoney, money_field, money_input
from storefront_schema.types.sale_records import ConsignmentFigure


class AgreementTrialSaleInput(graphene.InputObjectType):
    class Meta:
        description = "A sale that nobody made."

    amount = money_input("What the buyer pays for all pieces.", required=True)
    net_amount = money_input("The same without GST. Default: the same amount.")
    quantity = graphene.Int(description="How many pieces. Default: 1.")
    product_id = graphene.ID(description="ID of the product, which decides the rule by its categories and craft.")
    craft = graphene.String(description="Slug of a craft, where no product is named or it has none.")
    sold_before = money_input("Net value sold before under the agreement. Default: as it really is.")


class AgreementPreview(graphene.ObjectType):
    class Meta:
        description = (
            "What the terms would give for a trial sale: the figures, or what is wrong with the input. Amounts are for "
            "all its pieces."
        )

    amount = money_field("What the buyer pays.", required=False, source="gross_paise")
    net_amount = money_field("The same without GST.", required=False, source="net_paise")
    sold_before = graphene.Field(
        OdopMoney,
        source="sold_before_paise",
        description="Net value sold before under the agreement; null where the rate does not depend on it.",
    )
    commission = money_field("What the seller keeps as commission.", required=False, source="commission_paise")
    charges = money_field("What the seller keeps for charges besides.", required=False, source="charges_paise")
    supplier_amount = money_field(
        "What is left for the supplier, before deductions by law.", required=False, source="left_paise"
    )
    rule_reason = sentence_field("Which rule decides, and why.", required=False, resolver=sentence("why"))
    figures = graphene.Field(list_of(ConsignmentFigure), description="Each amount, and the rule that gave it.")
    explanation = sentence_field("The whole story, one sentence a line.", required=False, resolver=sentence("words"))
    errors = graphene.List(
        graphene.NonNull(AgreementError),
        required=True,
        description="What is wrong with the input; empty when nothing is.",
    )


class Wrong:
    """The root of a preview whose input is wrong: no figures."""

    gross_paise = net_paise = sold_before_paise = commission_paise = charges_paise = left_paise = None
    why = words = figures = None

    def __init__(self, errors: list[object]) -> None:
        self.errors = errors


class Right:
    """The root of a preview with figures."""

    errors: tuple[object, ...] = ()

    def __init__(self, trial: Trial) -> None:
        self.__dict__.update(vars(trial))
