"""What is on record of a supplier: what they are, what was checked, agreed to, declared and asked for."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.bank import BankAccountInfo, BankAccountState
from odop_consignment.api.privacy import ErasureState, Purpose
from odop_consignment.api.regimes import SupplyModel, TaxRegime
from odop_consignment.api.suppliers import CheckItem, ChecklistItem, CheckResult, ItemStatus, SupplierState
from odop_core.security.permissions import Permission
from storefront_schema import loaders, scalars
from storefront_schema.connection import CountableConnection
from storefront_schema.guards import GuardedField
from storefront_schema.interfaces import NodeType
from storefront_schema.language import OdopLanguageEnum, enum_of, translate
from storefront_schema.resolvers import sentence, sentence_or_null, text_or_null
from storefront_schema.types.actors import actor_field
from storefront_schema.types.money import money_field

SupplierStatusEnum = enum_of("SupplierStatusEnum", "The state of a supplier's onboarding.", SupplierState)
SupplyModelEnum = enum_of("SupplyModelEnum", "The arrangement under which a supplier supplies goods.", SupplyModel)
TaxRegimeEnum = enum_of("TaxRegimeEnum", "A supplier's registration for GST.", TaxRegime)
CheckItemEnum = enum_of("SupplierCheckItemEnum", "One thing to know of a supplier.", CheckItem)
CheckResultEnum = enum_of(
    "SupplierCheckResultEnum", "The result of the check.", CheckResult, {CheckResult.REFUSED: "REJECTED"}
)
ItemStatusEnum = enum_of(
    "SupplierItemStatusEnum",
    "How far one item of the checklist is there.",
    ItemStatus,
    {ItemStatus.REFUSED: "REJECTED"},
)
BankAccountStatusEnum = enum_of(
    "SupplierBankAccountStatusEnum",
    "What became of a bank account.",
    BankAccountState,
    {BankAccountState.REFUSED: "REJECTED"},
)
PurposeEnum = enum_of("SupplierConsentPurposeEnum", "What a supplier can agree to.", Purpose)
ErasureStatusEnum = enum_of("SupplierErasureStatusEnum", "What became of a wish to be forgotten.", ErasureState)

MANAGE = (Permission.MANAGE_CONSIGNMENT,)


class SupplierRegime(graphene.ObjectType):
    class Meta:
        description = "What a supplier is from a day on: how they supply, and how they are taxed."

    valid_from = scalars.date_field(required=True, description="From this Indian day on, until a later regime begins.")
    supply_model = graphene.Field(SupplyModelEnum, required=True, description="How they supply.")
    tax_regime = graphene.Field(TaxRegimeEnum, required=True, description="How they are taxed.")
    gstin = graphene.String(
        resolver=text_or_null("gstin"), description="Their GST registration in their State, if they have one."
    )
    enrolment_number = graphene.String(
        resolver=text_or_null("enrolment_number"), description="Their enrolment number, if they have one."
    )
    created_by = actor_field("Who did it.", "by")
    created_at = scalars.date_time_field(required=True, description="When it was recorded (UTC).", source="at")


class SupplierChecklistItem(graphene.ObjectType):
    class Meta:
        description = "One thing to know of a supplier, and how far it is there."

    item = graphene.Field(CheckItemEnum, required=True, description="What it is.")
    is_required = graphene.Boolean(
        required=True, description="Whether this kind of supplier needs it.", source="needed"
    )
    status = graphene.Field(ItemStatusEnum, required=True, description="How far it is there.")
    checked_at = scalars.date_time_field(description="When it was last given, verified or refused (UTC).", source="at")
    checked_by = actor_field("Who did it.", "by", required=False)
    source = graphene.String(resolver=text_or_null("source"), description="How it was seen.")
    remark = graphene.String(resolver=sentence_or_null("remark"), description="What was found.")
    is_enough_to_submit = graphene.Boolean(required=True, description="Whether the supplier can be submitted with it.")
    is_enough_to_approve = graphene.Boolean(required=True, description="Whether the supplier can be approved with it.")
    required_action = graphene.String(description="What is still wrong with it; null when it is enough to approve.")

    @staticmethod
    def resolve_required_action(root: ChecklistItem, info: graphene.ResolveInfo) -> str | None:
        return None if root.is_enough_to_approve else translate(info, root.what_is_wrong)


class SupplierEvent(graphene.ObjectType):
    class Meta:
        description = "One thing that happened to a supplier. From a state to the same one: something was changed."

    from_status = graphene.Field(SupplierStatusEnum, required=True, source="before", description="The state before.")
    to_status = graphene.Field(SupplierStatusEnum, required=True, source="after", description="The state after.")
    reason = graphene.String(required=True, resolver=sentence("reason"), description="Why, in words; may be empty.")
    created_by = actor_field("Who did it.", "by")
    created_at = scalars.date_time_field(required=True, description="When (UTC).", source="at")


class SupplierVerification(graphene.ObjectType):
    class Meta:
        description = "The result of checking one fact about a supplier. It is valid until that fact changes."

    item = graphene.Field(CheckItemEnum, required=True, description="What was looked at.")
    result = graphene.Field(CheckResultEnum, required=True, description="What was found.")
    source = graphene.String(required=True, description='How it was seen, such as "GST portal".')
    reference = graphene.String(required=True, description="The reference the source gave; may be empty.")
    remark = graphene.String(required=True, description="What was found, in words; may be empty.")
    created_by = actor_field("Who did it.", "by")
    created_at = scalars.date_time_field(required=True, description="When (UTC).", source="at")


class SupplierBankAccount(NodeType):
    class Meta:
        description = "An account a supplier is to be paid into, masked."

    supplier = graphene.Field(
        "storefront_schema.types.suppliers.Supplier",
        required=True,
        resolver=loaders.Supplier.resolver("supplier_id"),
        description="Whose account it is.",
    )
    holder = graphene.String(required=True, description="Whose name it is in, masked.")
    account = graphene.String(required=True, description="Its number or UPI address, masked.")
    ifsc = graphene.String(required=True, description="The branch; empty for a UPI address.")
    status = graphene.Field(BankAccountStatusEnum, required=True, description="What became of it.", source="state")
    is_in_use = graphene.Boolean(required=True, description="Whether money now goes there.", source="in_use")
    usable_from = scalars.date_time_field(description="When an approved account is used from (UTC).")
    proof = graphene.String(
        resolver=text_or_null("proof"), description="The bank's paper that shows the number, where one was named."
    )
    proposed_by = actor_field("Who entered it.", "proposed_by")
    created_at = scalars.date_time_field(required=True, description="When it was entered (UTC).", source="proposed_at")
    decided_by = actor_field("Who approved or refused it; null until then.", "decided_by", required=False)
    decided_at = scalars.date_time_field(description="When that was (UTC).")
    reason = graphene.String(resolver=text_or_null("reason"), description="Why it was refused.")
    shared_with = GuardedField(
        graphene.List(graphene.NonNull("storefront_schema.types.suppliers.Supplier")),
        permissions=MANAGE,
        description="Other suppliers who gave the same account. This should be checked.",
    )

    @staticmethod
    def resolve_shared_with(root: BankAccountInfo, info: graphene.ResolveInfo) -> Any:
        return loaders.Supplier.of(info).load_many(root.shared_with)


class SupplierBankAccountCountableConnection(CountableConnection):
    class Meta:
        node = SupplierBankAccount


class SupplierConsent(graphene.ObjectType):
    class Meta:
        description = "A word of a supplier: they agreed to a purpose, or took that back. The last one counts."

    purpose = graphene.Field(PurposeEnum, required=True, description="What it is about.")
    is_given = graphene.Boolean(required=True, description="Whether they agreed.", source="given")
    notice_version = graphene.String(required=True, description="The version of the notice they were shown.")
    language = graphene.Field(OdopLanguageEnum, required=True, description="The language of the notice.")
    medium = graphene.String(required=True, description='How they said so, such as "paper form".', source="channel")
    created_by = actor_field("Who did it.", "by")
    created_at = scalars.date_time_field(required=True, description="When (UTC).", source="at")


class SupplierErasure(NodeType):
    class Meta:
        description = "A supplier asked to be forgotten."

    supplier = graphene.Field(
        "storefront_schema.types.suppliers.Supplier",
        required=True,
        resolver=loaders.Supplier.resolver("supplier_id"),
        description="Who asked.",
    )
    status = graphene.Field(ErasureStatusEnum, required=True, description="What became of it.", source="state")
    hold_reason = graphene.String(
        required=True, resolver=sentence("kept_because"), description="Why the data are kept for now; or empty."
    )
    held_until = scalars.date_field(source="kept_until", description="Until which Indian day, where a law names one.")
    created_by = actor_field("Who did it.", "by")
    created_at = scalars.date_time_field(required=True, description="When it was asked (UTC).", source="at")
    done_at = scalars.date_time_field(description="When the data were erased (UTC).")


class SupplierErasureCountableConnection(CountableConnection):
    class Meta:
        node = SupplierErasure


class SupplierDisclosure(NodeType):
    class Meta:
        description = "A record of someone who saw a supplier's data unmasked."

    supplier = graphene.Field(
        "storefront_schema.types.suppliers.Supplier",
        required=True,
        resolver=loaders.Supplier.resolver("supplier_id"),
        description="Whose data they were.",
    )
    field = graphene.String(
        required=True, description='What was seen, such as "pan", "bank" or "export".', source="what"
    )
    reason = graphene.String(required=True, description="Why, in words.")
    created_by = actor_field("Who did it.", "by")
    created_at = scalars.date_time_field(required=True, description="When (UTC).", source="at")


class SupplierDisclosureCountableConnection(CountableConnection):
    class Meta:
        node = SupplierDisclosure


class SupplierTurnover(graphene.ObjectType):
    class Meta:
        description = (
            "How far a person is from the limit for going without a GST registration, in one financial year. All "
            "suppliers with the same PAN count together."
        )

    year = graphene.Int(required=True, description="The financial year, by the year it begins in: 2026 is 2026-27.")
    sold = money_field("What was sold here, without GST and less returns.", source="sold_paise")
    elsewhere = money_field("What they last declared to have sold elsewhere.", source="elsewhere_paise")
    total = money_field("Both together.", source="total_paise")
    limit = money_field("The limit; null where none applies.", required=False, source="limit_paise")
    percent = graphene.Int(description="The total as a part of the limit, rounded down; null where none applies.")
    is_near = graphene.Boolean(required=True, description="Whether the supplier is to be warned.")
    is_reached = graphene.Boolean(required=True, description="Whether nothing more may be sold.")
    citation = graphene.String(required=True, description="The law the limit is from; empty where none applies.")
    description = graphene.String(required=True, resolver=sentence("words"), description="All of it in one sentence.")


class SupplierTurnoverDeclaration(graphene.ObjectType):
    class Meta:
        description = "What a supplier said they sold elsewhere in a financial year so far. The last word counts."

    year = graphene.Int(required=True, description="The financial year, by the year it begins in: 2026 is 2026-27.")
    elsewhere = money_field("What they sold elsewhere.", source="elsewhere_paise")
    declared_on = scalars.date_field(required=True, description="The Indian day they said so.")
    created_by = actor_field("Who did it.", "by")
    created_at = scalars.date_time_field(required=True, description="When it was recorded (UTC).", source="at")


class SupplierNotice(graphene.ObjectType):
    class Meta:
        description = "What suppliers are shown, or read to, before they agree (DPDP Act 2023, s.5)."

    version = graphene.String(required=True, description="The version; name it when you record a consent.")
    language = graphene.Field(OdopLanguageEnum, required=True, description="The language it is in.")
    text = graphene.String(required=True, description="The notice, in Markdown.")
