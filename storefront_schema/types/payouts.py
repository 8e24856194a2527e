"""Payouts: what is paid to whom, the batches they are prepared in, and the files they go to the bank by."""

from __future__ import annotations

import graphene

from odop_accounts.api import payouts
from odop_core.security.permissions import Permission
from storefront_schema import loaders, scalars
from storefront_schema.connection import CountableConnection
from storefront_schema.interfaces import NodeType
from storefront_schema.language import enum_of, translate
from storefront_schema.resolvers import text_or_null
from storefront_schema.types.actors import staff_actor_field
from storefront_schema.types.fields import list_of
from storefront_schema.types.money import money_field

STAFF = (Permission.MANAGE_ACCOUNTS, Permission.APPROVE_PAYOUTS)
PayoutStatusEnum = enum_of("PayoutStatusEnum", "How far a payout has come.", payouts.PayoutState)
PayoutModeEnum = enum_of("PayoutModeEnum", "How banks move the money.", payouts.PayoutMode)
PayoutIssueEnum = enum_of("PayoutIssueEnum", "Why a person must look at a payout.", payouts.PayoutIssue)
PayoutObstacleKindEnum = enum_of(
    "PayoutObstacleKindEnum", "Why something is due and nobody can pay it.", payouts.ObstacleKind
)


class PayoutStep(graphene.ObjectType):
    class Meta:
        description = "A payout went from one status to another."

    before = graphene.Field(PayoutStatusEnum, required=True, description="The status before.")
    after = graphene.Field(PayoutStatusEnum, required=True, description="The status after.")
    reason = graphene.String(resolver=text_or_null("reason"), description="Why; null if nobody said.")
    created_at = scalars.date_time_field(required=True, source="moved_at", description="When (UTC).")
    created_by = staff_actor_field("Who did it.", "moved_by", STAFF)


class PayoutBatch(NodeType):
    class Meta:
        description = "Payouts that were prepared together, of all that was due."

    created_at = scalars.date_time_field(required=True, source="prepared_at", description="When (UTC).")
    created_by = staff_actor_field("Who prepared it; another person must approve.", "prepared_by", STAFF)
    count = graphene.Int(required=True, description="How many payouts there are.")
    waiting = graphene.Int(required=True, description="How many of them wait for a second person.")
    amount = money_field("All of them together.", source="amount_paise")


class Payout(NodeType):
    class Meta:
        description = "An amount that is to go, or went, to a supplier's bank account."

    supplier = graphene.Field(
        "storefront_schema.types.suppliers.Supplier",
        required=True,
        resolver=loaders.Supplier.resolver("supplier_id"),
        description="Who is paid.",
    )
    amount = money_field("How much.", source="amount_paise")
    status = graphene.Field(PayoutStatusEnum, required=True, source="state", description="How far it has come.")
    reason = graphene.String(
        resolver=text_or_null("reason"), description="Why it failed, came back, waits or was called off."
    )
    issue = graphene.Field(PayoutIssueEnum, description="Why a person must look; null if none must.")
    mode = graphene.Field(PayoutModeEnum, required=True, description="How the bank moves the money.")
    rail = graphene.String(required=True, description='The rail that sends it, or "bank_file".')
    reference = graphene.String(
        required=True, source="key", description="Our reference, as the bank and its statements have it."
    )
    beneficiary = graphene.String(required=True, description="Whose account it is, masked.")
    account = graphene.String(required=True, description="The account, all but the last digits hidden.")
    ifsc = graphene.String(resolver=text_or_null("ifsc"), description="The branch's IFSC.")
    utr = graphene.String(resolver=text_or_null("utr"), description="The bank's reference; null until it is known.")
    paid_on = scalars.date_field(description="The Indian day on which the bank paid it.")
    created_at = scalars.date_time_field(required=True, source="prepared_at", description="When it was prepared (UTC).")
    updated_at = scalars.date_time_field(required=True, source="changed_at", description="When it last moved (UTC).")
    created_by = staff_actor_field("Who prepared it.", "prepared_by", STAFF)
    approved_at = scalars.date_time_field(description="When it was approved (UTC); null before.")
    approved_by = staff_actor_field("Who approved it; null before.", "approved_by", STAFF)
    batch = graphene.Field(
        PayoutBatch,
        required=True,
        resolver=loaders.BatchOfPayouts.resolver("batch_id"),
        description="The batch it was prepared in.",
    )
    steps = graphene.Field(
        graphene.NonNull(list_of(PayoutStep)),
        resolver=loaders.StepsOfPayout.resolver(),
        description="What it went through, oldest first.",
    )


class PayoutCountableConnection(CountableConnection):
    class Meta:
        node = Payout


class PayoutBatchCountableConnection(CountableConnection):
    class Meta:
        node = PayoutBatch


class PayoutObstacle(NodeType):
    class Meta:
        description = "Something is due to a supplier, and nobody can pay it. As when payouts were last prepared."

    supplier = graphene.Field(
        "storefront_schema.types.suppliers.Supplier",
        required=True,
        resolver=loaders.Supplier.resolver("supplier_id"),
        description="Who cannot be paid.",
    )
    kind = graphene.Field(PayoutObstacleKindEnum, required=True, description="What is in the way.")
    description = graphene.String(
        required=True, description="The same in words, in the language of the request (Accept-Language)."
    )
    due = money_field("What is due.", source="due_paise")
    created_at = scalars.date_time_field(required=True, source="since", description="Since when (UTC).")

    @staticmethod
    def resolve_description(root: payouts.ObstacleInfo, info: graphene.ResolveInfo) -> str:
        return translate(info, payouts.OBSTACLES[payouts.ObstacleKind(root.kind)])


class PayoutObstacleCountableConnection(CountableConnection):
    class Meta:
        node = PayoutObstacle


class BankFileLayout(NodeType):
    class Meta:
        description = "A table of columns by which a bank file is written. The newest approved one of a name is used."

    name = graphene.String(required=True, description="Its name.")
    definition = graphene.String(required=True, description="The columns and the file around them, as JSON.")
    created_at = scalars.date_time_field(required=True, source="proposed_at", description="When it was proposed (UTC).")
    created_by = staff_actor_field("Who proposed it.", "proposed_by", STAFF)
    approved_at = scalars.date_time_field(description="When it was approved (UTC); null before.")
    approved_by = staff_actor_field("Who approved it; null before.", "approved_by", STAFF)


class BankFileLayoutCountableConnection(CountableConnection):
    class Meta:
        node = BankFileLayout


class BankFile(NodeType):
    class Meta:
        description = "A file of payouts for the bank, as it was exported, once."

    number = graphene.Int(required=True, source="serial", description="Its number; each is used once.")
    file_name = graphene.String(required=True, description="Its name, as the bank wants it.")
    sha256 = graphene.String(required=True, description="The SHA-256 of its bytes, in hexadecimal digits.")
    payout_count = graphene.Int(required=True, description="How many payouts it has.")
    total = money_field("All of them together.", source="total_paise")
    created_at = scalars.date_time_field(required=True, source="exported_at", description="When it was exported (UTC).")
    created_by = staff_actor_field("Who exported it.", "exported_by", STAFF)


class BankFileCountableConnection(CountableConnection):
    class Meta:
        node = BankFile
