"""What is on record of a sale: its terms, its steps, and what came back. For staff, and for its supplier."""

from __future__ import annotations

import graphene

from odop_consignment.api.sales import ReversalKind, SaleState
from storefront_schema import loaders, scalars
from storefront_schema.connection import CountableConnection
from storefront_schema.interfaces import NodeType
from storefront_schema.language import enum_of, sentence_field, translate
from storefront_schema.resolvers import attribute, sentence, text_or_null
from storefront_schema.types.actors import staff_actor_field
from storefront_schema.types.exchange_rates import OdopExchangeRate
from storefront_schema.types.fields import staff_text
from storefront_schema.types.money import OdopMoney, money_field
from storefront_schema.types.supplier_records import SupplyModelEnum, TaxRegimeEnum

SaleStatusEnum = enum_of("ConsignmentSaleStatusEnum", "How far a sale has come.", SaleState)
ReturnKindEnum = enum_of("ConsignmentReturnKindEnum", "What a buyer gave back, or got back.", ReversalKind)


class ConsignmentFigure(graphene.ObjectType):
    class Meta:
        description = "One amount of a sale's terms, and what it is."

    code = graphene.String(required=True, description='What it is for programs, such as "commission".')
    amount = money_field("How much.", resolver=lambda root, _info: root["amount_paise"])
    text = sentence_field(
        "What it is, in words.", resolver=lambda root, info, language=None: translate(info, root["words"], language)
    )


class ConsignmentTerms(graphene.ObjectType):
    class Meta:
        description = (
            "On what terms a sale was made. Frozen when its supplier became known, and never changed. "
            "Amounts are for all its pieces, in rupees; null if the order is in another currency whose rate is not "
            "recorded yet."
        )

    supply_model = graphene.Field(SupplyModelEnum, required=True, description="Under which arrangement it was sold.")
    tax_regime = graphene.Field(TaxRegimeEnum, required=True, description="How the supplier stood towards GST.")
    seller_name = graphene.String(required=True, description="The seller of record, on the buyer's invoice.")
    seller_gstin = graphene.String(
        resolver=text_or_null("seller_gstin"), description="The GST registration it was sold under; null without one."
    )
    seller_state_code = graphene.String(required=True, description="GST code of the State it was sold from.")
    billing_state_code = graphene.String(
        resolver=text_or_null("bill_state_code"),
        description="GST code of the State it was billed to; null if it is not known.",
    )
    shipping_state_code = graphene.String(
        resolver=text_or_null("ship_state_code"),
        description="GST code of the State it was sent to; null if it is not known.",
    )
    agreement = graphene.String(
        resolver=text_or_null("agreement"),
        description="Reference of the agreement; null when none was in force that day.",
    )
    agreement_version = graphene.Int(
        source="version", description="Number of its version; null when none was in force that day."
    )
    rule = graphene.String(
        resolver=text_or_null("explanation.rule"),
        description='The rule of commission that was chosen, such as "craft chikankari".',
    )
    rule_reason = sentence_field("Why that rule was chosen; empty without one.", resolver=sentence("explanation.why"))
    sold_before = graphene.Field(
        OdopMoney,
        resolver=attribute("explanation.sold_before_paise"),
        description="Net value sold before under the agreement; null where the rate does not depend on it.",
    )
    paid = money_field("What the buyer pays, in the currency of the order.", source="paid_gross")
    paid_net = money_field("The same without GST.")
    exchange_rate = graphene.Field(
        OdopExchangeRate, description="The rate by which that became rupees; null for rupees, and while none is known."
    )
    gross = money_field("What the buyer pays, in rupees.", required=False, source="gross_paise")
    net = money_field("The same without GST.", required=False, resolver=attribute("explanation.net_paise"))
    commission = money_field(
        "What the seller keeps as commission.", required=False, resolver=attribute("explanation.commission_paise")
    )
    charges = money_field(
        "What the seller keeps for charges besides.", required=False, resolver=attribute("explanation.charges_paise")
    )
    supplier_amount = money_field(
        "What is left for the supplier, before deductions by law.",
        required=False,
        resolver=attribute("explanation.left_paise"),
    )
    return_window_days = graphene.Int(required=True, description="Days in which a buyer may give it back.")
    figures = graphene.List(
        graphene.NonNull(ConsignmentFigure),
        required=True,
        resolver=attribute("explanation.figures"),
        description="Each amount, and the rule that gave it.",
    )
    explanation = sentence_field("The whole story, one sentence a line.", resolver=sentence("explanation.words"))
    agreed_at = scalars.date_time_field(
        required=True, resolver=attribute("explanation.agreed_at"), description="When they were frozen (UTC)."
    )


class ConsignmentSaleEvent(graphene.ObjectType):
    class Meta:
        description = "One move of a sale. From a state to the same one: something was said of it."

    from_status = graphene.Field(SaleStatusEnum, required=True, source="before", description="The state before.")
    to_status = graphene.Field(SaleStatusEnum, required=True, source="after", description="The state after.")
    reason = staff_text("Why, in words; may be empty.", resolver=sentence("reason"))
    created_by = staff_actor_field("Who or what did it.", "moved_by")
    created_at = scalars.date_time_field(required=True, source="moved_at", description="When (UTC).")


class ConsignmentReturn(NodeType):
    class Meta:
        description = "Pieces of a sale that a buyer gave back. Returned goods wait for an inspection."

    sale = graphene.Field(
        "storefront_schema.types.sales.ConsignmentSale",
        required=True,
        resolver=loaders.Sale.resolver("sale_id"),
        description="The sale they are of.",
    )
    order_number = graphene.String(required=True, description="The number of the order.")
    product_name = graphene.String(required=True, description="The product as it was called when it was sold.")
    kind = graphene.Field(ReturnKindEnum, required=True, description="What was given back.")
    quantity = graphene.Int(required=True, description="How many pieces.")
    created_at = scalars.date_time_field(
        required=True, description="When we learned of it from the store (UTC).", source="recorded_at"
    )
    needs_inspection = graphene.Boolean(
        required=True, description="Whether the goods must be inspected.", source="is_to_inspect"
    )
    inspected_at = scalars.date_time_field(description="When it was inspected (UTC).")
    inspected_by = staff_actor_field("Who inspected it; null until then.", "inspected_by")
    good = graphene.Int(required=True, description="Pieces found fit to be sold again.")
    damaged = graphene.Int(required=True, description="Pieces that were not.")


class ConsignmentReturnCountableConnection(CountableConnection):
    class Meta:
        node = ConsignmentReturn
