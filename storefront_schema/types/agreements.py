"""Agreements with suppliers: their versions, the commission and charges of each, and the signed paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import graphene

from odop_consignment.api.agreements import (
    AgreementInfo,
    Bearer,
    ChargeBasis,
    ChargeKind,
    ChargeTerms,
    CommissionKind,
    CommissionScope,
    Rule,
    Tier,
    VersionInfo,
    VersionState,
    summarise_charge,
    summarise_rule,
)
from storefront_schema import loaders, request, scalars
from storefront_schema.connection import CountableConnection
from storefront_schema.interfaces import NodeType
from storefront_schema.language import enum_of, translate
from storefront_schema.metadata import IntegratedType
from storefront_schema.resolvers import sentence, text_or_null
from storefront_schema.types.actors import actor_field
from storefront_schema.types.fields import list_of
from storefront_schema.types.money import money_field
from storefront_schema.types.supplier_records import MANAGE
from storefront_schema.types.suppliers import Supplier

VersionStatusEnum = enum_of("AgreementVersionStatusEnum", "How far a version of an agreement has come.", VersionState)
BearerEnum = enum_of("AgreementPayerEnum", "Who pays for something.", Bearer)
CommissionScopeEnum = enum_of("AgreementCommissionScopeEnum", "Of what a commission is taken.", CommissionScope)
CommissionKindEnum = enum_of("AgreementCommissionKindEnum", "What a commission's rate is of.", CommissionKind)
ChargeKindEnum = enum_of("AgreementChargeKindEnum", "What a charge is for.", ChargeKind)
ChargeBasisEnum = enum_of("AgreementChargeBasisEnum", "How a charge is reckoned.", ChargeBasis)


class AgreementTier(graphene.ObjectType):
    class Meta:
        description = "A rate that holds once the supplier's sales under the agreement came to so much."

    threshold = money_field("From this cumulative value, without GST, on.")
    rate_basis_points = graphene.Int(
        description="Basis points of the value without GST (1250 is 12.5 %); null for an amount."
    )
    per_piece = money_field("The amount for each piece; null for a share.", required=False)

    @staticmethod
    def resolve_threshold(root: tuple[Rule, Tier], _info: graphene.ResolveInfo) -> int:
        return root[1].from_paise

    @staticmethod
    def resolve_rate_basis_points(root: tuple[Rule, Tier], _info: graphene.ResolveInfo) -> int | None:
        return root[1].value if root[0].kind == CommissionKind.SHARE else None

    @staticmethod
    def resolve_per_piece(root: tuple[Rule, Tier], _info: graphene.ResolveInfo) -> int | None:
        return root[1].value if root[0].kind == CommissionKind.FIXED else None


class AgreementRule(graphene.ObjectType):
    class Meta:
        description = "What the seller keeps of the goods in its scope. Of the rules that fit a sale the first decides."

    scope = graphene.Field(CommissionScopeEnum, required=True, description="Of what it is taken.")
    target = graphene.String(required=True, description="ID of the product or category, slug of the craft, or empty.")
    kind = graphene.Field(CommissionKindEnum, required=True, description="A share of the value, or an amount a piece.")
    tiers = graphene.Field(graphene.NonNull(list_of(AgreementTier)), description="The rates, the one from 0 first.")
    minimum = money_field("The least commission of one sale, if there is one.", required=False, source="floor_paise")
    maximum = money_field("The largest commission of one sale, if there is one.", required=False, source="cap_paise")
    description = graphene.String(required=True, description="All of it in one sentence.")

    @staticmethod
    def resolve_tiers(root: Rule, _info: graphene.ResolveInfo) -> list[tuple[Rule, Tier]]:
        return [(root, tier) for tier in root.tiers]

    @staticmethod
    def resolve_description(root: Rule, info: graphene.ResolveInfo) -> str:
        return translate(info, summarise_rule(root))


class AgreementCharge(graphene.ObjectType):
    class Meta:
        description = "What the supplier pays besides the commission, for each sale."

    kind = graphene.Field(ChargeKindEnum, required=True, description="What it is for.")
    basis = graphene.Field(ChargeBasisEnum, required=True, description="How it is reckoned.")
    label = graphene.String(required=True, source="words", description="What it is for, as free text; may be empty.")
    rate_basis_points = graphene.Int(description="Basis points of the value without GST; null for an amount.")
    amount = money_field("The amount for each piece or sale; null for a share.", required=False)
    description = graphene.String(required=True, description="All of it in one sentence.")

    @staticmethod
    def resolve_rate_basis_points(root: ChargeTerms, _info: graphene.ResolveInfo) -> int | None:
        return root.value if root.basis == ChargeBasis.SHARE else None

    @staticmethod
    def resolve_amount(root: ChargeTerms, _info: graphene.ResolveInfo) -> int | None:
        return root.value if root.basis != ChargeBasis.SHARE else None

    @staticmethod
    def resolve_description(root: ChargeTerms, info: graphene.ResolveInfo) -> str:
        return translate(info, summarise_charge(root))


class AgreementDocumentLink(graphene.ObjectType):
    class Meta:
        description = (
            "A link to a signed document. It expires after some minutes; anyone who has it until then "
            "can see the document."
        )

    url = graphene.String(required=True, description="The address of the paper.")
    expires_at = scalars.date_time_field(required=True, description="Until when it works (UTC).", source="ends_at")


class AgreementDocumentCheck(graphene.ObjectType):
    class Meta:
        description = "Whether the paper in the storage still is the one that was signed."

    is_intact = graphene.Boolean(required=True, description="Whether it is, byte by byte.", source="intact")
    sha256 = graphene.String(required=True, description="SHA-256 of what lies in the storage; empty if nothing does.")
    description = graphene.String(
        required=True, resolver=sentence("words"), description="What was found, in one sentence."
    )


class AgreementVersion(NodeType):
    class Meta:
        description = "The terms of an agreement from a day on. What is signed never changes."

    agreement = graphene.Field(lambda: Agreement, description="The agreement it is a version of.")
    reference = graphene.String(required=True, description="What people call the agreement.")
    number = graphene.Int(required=True, description="The first is 1.")
    status = graphene.Field(VersionStatusEnum, required=True, description="How far it has come.", source="state")
    valid_from = scalars.date_field(required=True, description="The first Indian day it holds.")
    valid_until = scalars.date_field(description="The last Indian day it holds; null while none is set.")
    return_window_days = graphene.Int(required=True, description="How many days buyers may return goods.")
    shelf_days = graphene.Int(required=True, description="How many days goods may lie unsold.")
    shipping_paid_by = graphene.Field(
        BearerEnum, required=True, description="Who pays for sending goods to buyers.", source="freight_borne_by"
    )
    return_shipping_paid_by = graphene.Field(
        BearerEnum, required=True, description="Who pays for sending goods back.", source="returns_borne_by"
    )
    supplier_discount_basis_points = graphene.Int(
        required=True,
        source="supplier_discount_bp",
        description="What of each discount to buyers the supplier bears; 10000 is all of it, 0 nothing.",
    )
    supplier_bears_losses = graphene.Boolean(
        required=True,
        description="Whether the supplier gets nothing for goods that are lost, come back damaged, or are paid back "
        "though the buyer keeps them.",
    )
    rules = graphene.Field(graphene.NonNull(list_of(AgreementRule)), description="The commission, in its precedence.")
    charges = graphene.Field(graphene.NonNull(list_of(AgreementCharge)), description="What is paid besides.")
    signed_on = scalars.date_field(description="The Indian day it was signed on.")
    signed_by = graphene.String(resolver=text_or_null("signed_by"), description="The name under it.")
    signature_recorded_by = actor_field(
        "Who recorded the signature; null until then.", "signature_recorded_by", required=False
    )
    document_sha256 = graphene.String(
        resolver=text_or_null("document_sha256"), description="SHA-256 of the signed paper."
    )
    document = graphene.Field(
        AgreementDocumentLink, description="A link to the signed paper, made for this answer; null until it is signed."
    )
    created_by = actor_field("Who wrote it.", "recorded_by")
    created_at = scalars.date_time_field(required=True, source="recorded_at", description="When it was recorded (UTC).")

    @staticmethod
    def resolve_agreement(root: VersionInfo, info: graphene.ResolveInfo) -> Any:
        return loaders.Agreement.of(info).load(root.agreement_id).then(hide_draft(info))

    @staticmethod
    def resolve_document(root: VersionInfo, info: graphene.ResolveInfo) -> Any:
        return loaders.PaperOfVersion.of(info).load(root.id) if root.document_sha256 else None


class AgreementTermination(graphene.ObjectType):
    class Meta:
        description = "The end of an agreement."

    last_day = scalars.date_field(required=True, description="The last Indian day on which it binds.")
    reason = graphene.String(required=True, description="Why, in words.")
    created_by = actor_field("Who ended it.", "recorded_by")
    created_at = scalars.date_time_field(required=True, source="recorded_at", description="When it was recorded (UTC).")


class Agreement(IntegratedType):
    class Meta:
        permissions = MANAGE
        loader = loaders.Agreement
        row = AgreementInfo
        description = "The contract between a supplier and the corporation, through all its versions."

    reference = graphene.String(required=True, description='What people call it, such as "ODOP/2026/000123".')
    supplier = graphene.Field(
        Supplier, required=True, resolver=loaders.Supplier.resolver("supplier_id"), description="With whom it is."
    )
    is_in_force = graphene.Boolean(
        required=True, description="Whether some version of it is in force today.", source="binds_today"
    )
    termination = graphene.Field(AgreementTermination, description="Its end; null if it was not ended.", source="end")
    versions = graphene.Field(
        graphene.NonNull(list_of(AgreementVersion)),
        description="All versions, newest first. Suppliers see those that were offered to them.",
    )
    created_by = actor_field("Who made it.", "created_by")
    created_at = scalars.date_time_field(required=True, source="created_at", description="When it was made (UTC).")

    @staticmethod
    def resolve_versions(root: AgreementInfo, info: graphene.ResolveInfo) -> Any:
        found = loaders.VersionsOfAgreement.of(info).load(root.id)
        if may_see_drafts(info):
            return found
        return found.then(lambda versions: [each for each in versions if each.state != VersionState.DRAFT])


def may_see_drafts(info: graphene.ResolveInfo) -> bool:
    """Terms that are being written are the corporation's own until it offers them."""
    return request.viewer(info).may_any(MANAGE)


def hide_draft(info: graphene.ResolveInfo) -> Callable[[AgreementInfo | None], AgreementInfo | None]:
    """For an agreement that was loaded: none, where all of it is a draft that the viewer may not see."""
    return lambda found: found if found is None or found.was_offered or may_see_drafts(info) else None


class AgreementCountableConnection(CountableConnection):
    class Meta:
        node = Agreement
