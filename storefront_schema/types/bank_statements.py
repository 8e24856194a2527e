"""Statements of the shop's bank accounts, and what their rows mean for payouts."""

from __future__ import annotations

import graphene

from odop_accounts.api import bank_statements
from storefront_schema import loaders, scalars
from storefront_schema.connection import CountableConnection
from storefront_schema.interfaces import NodeType
from storefront_schema.language import enum_of
from storefront_schema.resolvers import text_or_null
from storefront_schema.types.actors import staff_actor_field
from storefront_schema.types.fields import list_of
from storefront_schema.types.money import money_field
from storefront_schema.types.payouts import STAFF, Payout

BankStatementColumnEnum = enum_of(
    "BankStatementColumnEnum", "What a column of a bank statement says.", bank_statements.Column
)
BankStatementMatchKindEnum = enum_of(
    "BankStatementMatchKindEnum", "What a row of a bank statement means for a payout.", bank_statements.MatchKind
)


class BankStatement(NodeType):
    class Meta:
        description = "A statement of a bank account of the shop, as a file that was handed in."

    account = graphene.String(required=True, description="The shop's name of the account.")
    file_name = graphene.String(required=True, description="The file's name.")
    first_day = scalars.date_field(required=True, description="The first Indian day it covers.")
    last_day = scalars.date_field(required=True, description="The last one.")
    row_count = graphene.Int(required=True, description="How many rows it has.")
    new_count = graphene.Int(required=True, description="How many of them no earlier file had.")
    created_at = scalars.date_time_field(required=True, source="uploaded_at", description="When (UTC).")
    created_by = staff_actor_field("Who handed it in.", "uploaded_by", STAFF)


class BankStatementMatch(graphene.ObjectType):
    class Meta:
        description = "What a row means for a payout."

    kind = graphene.Field(BankStatementMatchKindEnum, required=True, description="What it means.")
    payout = graphene.Field(
        Payout, required=True, resolver=loaders.PayoutByID.resolver("payout_id"), description="The payout."
    )
    created_at = scalars.date_time_field(required=True, source="matched_at", description="When it was found (UTC).")
    created_by = staff_actor_field("Whose file brought it.", "matched_by", STAFF)


class BankStatementRow(NodeType):
    class Meta:
        description = "Money that came to a bank account of the shop, or went from it. Each is kept once."

    account = graphene.String(required=True, description="The shop's name of the account.")
    number = graphene.Int(required=True, description="Its row in the spreadsheet, or its line in an MT940 file.")
    date = scalars.date_field(required=True, source="day", description="The bank's day.")
    description = graphene.String(required=True, description="What the bank says of it.")
    reference = graphene.String(
        resolver=text_or_null("reference"), description="The bank's reference; null where it has none."
    )
    amount = money_field("How much; below zero where it went from the account.", source="amount_paise")
    balance = money_field(
        "What was on the account then; null where it is not said.", required=False, source="balance_paise"
    )
    matches = graphene.Field(
        graphene.NonNull(list_of(BankStatementMatch)),
        resolver=loaders.MatchesOfStatementRow.resolver(),
        description="What it means for payouts, the first that was found first; empty where it names none.",
    )
    created_at = scalars.date_time_field(required=True, source="recorded_at", description="When it was kept (UTC).")


class BankStatementCountableConnection(CountableConnection):
    class Meta:
        node = BankStatement


class BankStatementRowCountableConnection(CountableConnection):
    class Meta:
        node = BankStatementRow
