"""What is on record of a sale: its terms, its steps, and what came back. For staff, and for its supplier."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.sales import Figure, ReturnInfo, ReversalKind, SaleState, StepInfo, TermsInfo
from odop_core.security.permissions import Permission
from storefront_schema import ids, loaders, scalars
from storefront_schema.connection import CountableConnection
from storefront_schema.guards import GuardedField
from storefront_schema.language import enum_of, sentence_field, translate
from storefront_schema.types.money import OdopMoney, money_field
from storefront_schema.types.supplier_records import SupplyModelEnum, TaxRegimeEnum

SaleStateEnum = enum_of("ConsignmentSaleStateEnum", "How far a sale has come.", SaleState)
ReturnKindEnum = enum_of("ConsignmentReturnKindEnum", "What a buyer gave back, or got back.", ReversalKind)


def staff_text(description: str) -> GuardedField:
    """For staff only: other suppliers may be named in it."""
    return GuardedField(graphene.String, permissions=[Permission.MANAGE_CONSIGNMENT], description=description)


class ConsignmentFigure(graphene.ObjectType):
    class Meta:
        description = "One amount of a sale's terms, and what it is."

    code = graphene.String(required=True, description='What it is for programs, such as "commission".')
    amount = money_field("How much.")
    text = sentence_field("What it is, in words.")

    @staticmethod
    def resolve_code(root: Figure, _info: graphene.ResolveInfo) -> str:
        return root["code"]

    @staticmethod
    def resolve_amount(root: Figure, _info: graphene.ResolveInfo) -> int:
        return root["amount_paise"]

    @staticmethod
    def resolve_text(root: Figure, info: graphene.ResolveInfo, language: str | None = None) -> str:
        return translate(info, root["words"], language)


class ConsignmentTerms(graphene.ObjectType):
    class Meta:
        description = (
            "On what terms a sale was made. Frozen when its supplier was known, and never changed. Amounts are for all "
            "its pieces."
        )

    supply_model = graphene.Field(SupplyModelEnum, required=True, description="Under which arrangement it was sold.")
    tax_regime = graphene.Field(TaxRegimeEnum, required=True, description="How the supplier stood towards GST.")
    seller_name = graphene.String(required=True, description="The seller of record, on the buyer's invoice.")
    seller_gstin = graphene.String(description="The GST registration it was sold under; null without one.")
    seller_state_code = graphene.String(required=True, description="GST code of the State it was sold from.")
    bill_state_code = graphene.String(description="GST code of the State it was billed to; null if it is not known.")
    ship_state_code = graphene.String(description="GST code of the State it was sent to; null if it is not known.")
    agreement = graphene.String(description="Reference of the agreement; null when none was in force that day.")
    agreement_version = graphene.Int(description="Number of its version; null when none was in force that day.")
    rule = graphene.String(description='The rule of commission that was chosen, such as "craft chikankari".')
    why = sentence_field("Why that rule was chosen; empty without one.")
    sold_before = graphene.Field(
        OdopMoney, description="Net value sold before under the agreement; null where the rate does not depend on it."
    )
    gross = money_field("What the buyer pays.")
    net = money_field("The same without GST.")
    commission = money_field("What the seller keeps as commission.")
    charges = money_field("What the seller keeps for charges besides.")
    left = money_field("What is left for the supplier, before deductions by law.")
    return_window_days = graphene.Int(required=True, description="Days in which a buyer may give it back.")
    figures = graphene.List(
        graphene.NonNull(ConsignmentFigure), required=True, description="Each amount, and the rule that gave it."
    )
    explanation = sentence_field("The whole story, one sentence a line.")
    agreed_at = scalars.date_time_field(required=True, description="When they were frozen (UTC).")

    @staticmethod
    def resolve_seller_gstin(root: TermsInfo, _info: graphene.ResolveInfo) -> str | None:
        return root.seller_gstin or None

    @staticmethod
    def resolve_bill_state_code(root: TermsInfo, _info: graphene.ResolveInfo) -> str | None:
        return root.bill_state_code or None

    @staticmethod
    def resolve_ship_state_code(root: TermsInfo, _info: graphene.ResolveInfo) -> str | None:
        return root.ship_state_code or None

    @staticmethod
    def resolve_agreement(root: TermsInfo, _info: graphene.ResolveInfo) -> str | None:
        return root.agreement or None

    @staticmethod
    def resolve_agreement_version(root: TermsInfo, _info: graphene.ResolveInfo) -> int | None:
        return root.version

    @staticmethod
    def resolve_rule(root: TermsInfo, _info: graphene.ResolveInfo) -> str | None:
        return root.explanation.rule or None

    @staticmethod
    def resolve_why(root: TermsInfo, info: graphene.ResolveInfo, language: str | None = None) -> str:
        return translate(info, root.explanation.why, language)

    @staticmethod
    def resolve_sold_before(root: TermsInfo, _info: graphene.ResolveInfo) -> int | None:
        return root.explanation.sold_before_paise

    @staticmethod
    def resolve_gross(root: TermsInfo, _info: graphene.ResolveInfo) -> int:
        return root.gross_paise

    @staticmethod
    def resolve_net(root: TermsInfo, _info: graphene.ResolveInfo) -> int:
        return root.explanation.net_paise

    @staticmethod
    def resolve_commission(root: TermsInfo, _info: graphene.ResolveInfo) -> int:
        return root.explanation.commission_paise

    @staticmethod
    def resolve_charges(root: TermsInfo, _info: graphene.ResolveInfo) -> int:
        return root.explanation.charges_paise

    @staticmethod
    def resolve_left(root: TermsInfo, _info: graphene.ResolveInfo) -> int:
        return root.explanation.left_paise

    @staticmethod
    def resolve_figures(root: TermsInfo, _info: graphene.ResolveInfo) -> list[Figure]:
        return root.explanation.figures

    @staticmethod
    def resolve_explanation(root: TermsInfo, info: graphene.ResolveInfo, language: str | None = None) -> str:
        return translate(info, root.explanation.words, language)

    @staticmethod
    def resolve_agreed_at(root: TermsInfo, _info: graphene.ResolveInfo) -> Any:
        return root.explanation.agreed_at


class ConsignmentSaleStep(graphene.ObjectType):
    class Meta:
        description = "One move of a sale. From a state to the same one: something was said of it."

    from_state = graphene.Field(SaleStateEnum, required=True, description="The state before.")
    to_state = graphene.Field(SaleStateEnum, required=True, description="The state after.")
    reason = staff_text("Why, in words; may be empty.")
    by = staff_text("The ID of the user who did it, or what did it.")
    at = scalars.date_time_field(required=True, description="When (UTC).")

    @staticmethod
    def resolve_from_state(root: StepInfo, _info: graphene.ResolveInfo) -> str:
        return root.before

    @staticmethod
    def resolve_to_state(root: StepInfo, _info: graphene.ResolveInfo) -> str:
        return root.after

    @staticmethod
    def resolve_by(root: StepInfo, _info: graphene.ResolveInfo) -> str:
        return root.moved_by

    @staticmethod
    def resolve_at(root: StepInfo, _info: graphene.ResolveInfo) -> Any:
        return root.moved_at


class ConsignmentReturn(graphene.ObjectType):
    class Meta:
        description = "Pieces of a sale that a buyer gave back. What comes back waits for somebody to look at it."

    id = graphene.ID(required=True, description="The ID of the return.")
    sale = graphene.Field(
        "storefront_schema.types.sales.ConsignmentSale", required=True, description="The sale they are of."
    )
    order_number = graphene.String(required=True, description="The number of the order.")
    product_name = graphene.String(required=True, description="The product as it was called when it was sold.")
    kind = graphene.Field(ReturnKindEnum, required=True, description="What was given back.")
    quantity = graphene.Int(required=True, description="How many pieces.")
    recorded_at = scalars.date_time_field(required=True, description="When the store told us (UTC).")
    is_to_inspect = graphene.Boolean(required=True, description="Whether somebody must look at the goods.")
    inspected_at = scalars.date_time_field(description="When somebody did (UTC).")
    inspected_by = staff_text("The ID of the user who did.")
    good = graphene.Int(required=True, description="Pieces found fit to be sold again.")
    damaged = graphene.Int(required=True, description="Pieces that were not.")

    @staticmethod
    def resolve_id(root: ReturnInfo, _info: graphene.ResolveInfo) -> str:
        return ids.make("ConsignmentReturn", root.id)

    @staticmethod
    def resolve_sale(root: ReturnInfo, info: graphene.ResolveInfo) -> Any:
        return loaders.Sale.of(info).load(root.sale_id)

    @staticmethod
    def resolve_inspected_by(root: ReturnInfo, _info: graphene.ResolveInfo) -> str | None:
        return root.inspected_by or None


class ConsignmentReturnCountableConnection(CountableConnection):
    class Meta:
        node = ConsignmentReturn
