"""The books: what suppliers have earned, the journal, and what is held back."""

from __future__ import annotations

from typing import Any, cast

import graphene

from odop_accounts import api as accounts
from odop_core.database.states import State
from odop_core.security.permissions import Permission
from storefront_schema import loaders, scalars
from storefront_schema.connection import CountableConnection
from storefront_schema.interfaces import NodeType
from storefront_schema.language import enum_of
from storefront_schema.resolvers import text_or_null
from storefront_schema.types.actors import staff_actor_field
from storefront_schema.types.fields import list_of
from storefront_schema.types.money import OdopMoney, money_field

STAFF = (Permission.MANAGE_ACCOUNTS,)
LedgerAccountEnum = enum_of("LedgerAccountEnum", "For what an account is kept.", cast("type[State]", accounts.Purpose))
JournalEntryKindEnum = enum_of("JournalEntryKindEnum", "What an entry records.", accounts.Kind)


class EarningsHold(NodeType):
    class Meta:
        description = "Earnings of a supplier that are not paid for now: of one sale, or all."

    sale = graphene.Field(
        "storefront_schema.types.sales.ConsignmentSale",
        resolver=loaders.Sale.resolver("sale_id"),
        description="The sale; null where all of the supplier is held.",
    )
    supplier = graphene.Field(
        "storefront_schema.types.suppliers.Supplier",
        required=True,
        resolver=loaders.Supplier.resolver("supplier_id"),
        description="Whose earnings are held.",
    )
    reason = graphene.String(required=True, description="Why, in words.")
    created_at = scalars.date_time_field(required=True, source="placed_at", description="Since when (UTC).")
    created_by = staff_actor_field("Who did it.", "placed_by", STAFF)
    released_at = scalars.date_time_field(description="Until when (UTC); null while it lasts.")
    released_by = staff_actor_field("Who released it; null while it lasts.", "released_by", STAFF)
    release_reason = graphene.String(
        resolver=text_or_null("release_reason"), description="Why it was released; null while it lasts."
    )


class EarningsHoldCountableConnection(CountableConnection):
    class Meta:
        node = EarningsHold


class SupplierAccount(graphene.ObjectType):
    class Meta:
        description = "What a supplier has in the books, in rupees."

    earned = money_field(
        "Earned, and not due: buyers may still give the goods back, or the sale is held.", source="earned_paise"
    )
    due = money_field("Due to be paid out; below zero, the supplier owes it.", source="due_paise")
    is_held = graphene.Boolean(required=True, description="Whether nothing is paid out for now.")
    holds = graphene.Field(
        graphene.NonNull(list_of(EarningsHold)),
        resolver=loaders.HoldsOfSupplier.resolver("supplier_id"),
        description="What is held now, oldest first.",
    )


class ConsignmentSaleEarnings(graphene.ObjectType):
    class Meta:
        description = "What its supplier has earned by a sale, in rupees."

    earned = money_field(
        "Earned, and not due: the buyer may still give goods back, or the sale is held.", source="earned_paise"
    )
    due = money_field("Due to be paid out, or paid out.", source="due_paise")
    is_held = graphene.Boolean(required=True, description="Whether the sale is held, as one the buyer disputes is.")


class JournalLine(graphene.ObjectType):
    class Meta:
        description = "One line of an entry: an account, and its debit or its credit."

    purpose = graphene.Field(LedgerAccountEnum, required=True, description="For what the account is kept.")
    party = graphene.String(
        resolver=text_or_null("party"),
        description='With whom, such as "supplier:12" or "seller:" and a GSTIN; null for the shop itself.',
    )
    debit = graphene.Field(OdopMoney, description="The debit; null on the other side.")
    credit = graphene.Field(OdopMoney, description="The credit; null on the other side.")

    @staticmethod
    def resolve_debit(root: accounts.LineInfo, _info: graphene.ResolveInfo) -> int | None:
        return root.amount_paise if root.amount_paise > 0 else None

    @staticmethod
    def resolve_credit(root: accounts.LineInfo, _info: graphene.ResolveInfo) -> int | None:
        return -root.amount_paise if root.amount_paise < 0 else None


class JournalEntry(NodeType):
    class Meta:
        description = "An entry of the journal. It is never changed. Suppliers see the lines on their own accounts."

    key = graphene.String(required=True, description='What it records, once, such as "sale:12:delivered".')
    kind = graphene.Field(JournalEntryKindEnum, required=True, description="What it records.")
    source = graphene.String(required=True, description='What it came of, such as "sale:12".')
    date = scalars.date_field(required=True, source="effective_on", description="The Indian day it belongs to.")
    created_at = scalars.date_time_field(required=True, source="recorded_at", description="When it was entered (UTC).")
    created_by = staff_actor_field("Who entered it.", "recorded_by", STAFF)
    narration = graphene.String(resolver=text_or_null("narration"), description="A remark; null without one.")
    lines = graphene.Field(graphene.NonNull(list_of(JournalLine)), description="Its lines.")


class JournalEntryCountableConnection(CountableConnection):
    class Meta:
        node = JournalEntry


class TrialBalanceLine(graphene.ObjectType):
    class Meta:
        description = "What stands on all accounts of one purpose together. All debits are as much as all credits."

    purpose = graphene.Field(LedgerAccountEnum, required=True, description="For what the accounts are kept.")
    debit = graphene.Field(OdopMoney, description="The debit; null on the other side.")
    credit = graphene.Field(OdopMoney, description="The credit; null on the other side.")

    resolve_debit = staticmethod(JournalLine.resolve_debit)
    resolve_credit = staticmethod(JournalLine.resolve_credit)


def trial_balance_lines(found: dict[Any, int]) -> list[accounts.LineInfo]:
    """In the order of the chart."""
    return [accounts.LineInfo(purpose, "", found[purpose]) for purpose in accounts.Purpose if found.get(purpose)]
