"""Account sales, as staff and suppliers see them."""

from __future__ import annotations

from typing import Any, cast

import graphene

from odop_accounts import api as accounts
from odop_accounts.api.statements import StatementInfo, link_to_paper
from odop_core.security.permissions import Permission
from storefront_schema import loaders, scalars
from storefront_schema.connection import CountableConnection
from storefront_schema.guards import GuardedField
from storefront_schema.interfaces import NodeType
from storefront_schema.language import Language, OdopLanguageEnum, language_of, sentence_field
from storefront_schema.resolvers import sentence
from storefront_schema.types.accounts import JournalEntry, JournalEntryKindEnum
from storefront_schema.types.actors import staff_actor_field
from storefront_schema.types.fields import list_of
from storefront_schema.types.money import money_field

STAFF = (Permission.MANAGE_ACCOUNTS,)


class AccountSalesTotals(graphene.ObjectType):
    class Meta:
        description = (
            "What the lines of an account sales come to. Gross and returns, less what is taken off and paid out, and "
            "with compensation and other entries, are what the balance moved."
        )

    gross = money_field("What buyers paid, and what of discounts the shop bears.", source="gross_paise")
    returns = money_field("What was given back to buyers; not above zero.", source="returns_paise")
    goods_tax = money_field("GST of goods that the shop sold in its own name, and pays.", source="goods_tax_paise")
    commission = money_field("Commission taken off.", source="commission_paise")
    charges = money_field("Charges taken off.", source="charges_paise")
    services_tax = money_field("GST on commission and charges.", source="services_tax_paise")
    tcs = money_field("GST collected at source (section 52).", source="tcs_paise")
    tds = money_field("Income tax deducted at source.", source="tds_paise")
    compensation = money_field("Paid for goods that are gone.", source="compensation_paise")
    payouts = money_field("Paid out to the supplier.", source="payouts_paise")
    other = money_field("All other entries.", source="other_paise")


class AccountSalesLine(graphene.ObjectType):
    class Meta:
        description = "What one entry of the books brought the supplier, and of what that is made."

    place = graphene.Int(required=True, description="1, 2, 3 on the account sales.")
    journal_entry = GuardedField(
        JournalEntry,
        resolver=loaders.Entry.resolver("entry_id"),
        permissions=STAFF,
        description="The entry of the journal that it shows.",
    )
    kind = graphene.Field(JournalEntryKindEnum, required=True, description="What the entry records.")
    date = scalars.date_field(required=True, source="day", description="The Indian day it belongs to.")
    sale = graphene.Field(
        "storefront_schema.types.sales.ConsignmentSale",
        resolver=loaders.Sale.resolver("sale_id"),
        description="The sale; null for what is of no sale, such as a payout.",
    )
    title = sentence_field("What it is about.", resolver=sentence("title"))
    explanation = sentence_field("How the amount came about; may be empty.", resolver=sentence("explanation"))
    rule = sentence_field(
        "By which rule of the agreement commission is taken; may be empty.", resolver=sentence("rule")
    )
    value = money_field(
        "What the buyer paid, and what of a discount the shop bears; below zero: was given back.", source="value_paise"
    )
    goods_tax = money_field("GST of the goods, taken off.", source="goods_tax_paise")
    commission = money_field("Commission, taken off.", source="commission_paise")
    charges = money_field("Charges, taken off.", source="charges_paise")
    services_tax = money_field("GST on commission and charges, taken off.", source="services_tax_paise")
    tcs = money_field("GST collected at source, taken off.", source="tcs_paise")
    tds = money_field("Income tax deducted at source, taken off.", source="tds_paise")
    compensation = money_field("Paid for goods that are gone.", source="compensation_paise")
    payout = money_field("Paid out; below zero: came back.", source="payout_paise")
    other = money_field("Whatever else the entry says.", source="other_paise")
    amount = money_field("What it brings the supplier.", source="amount_paise")

    @staticmethod
    def resolve_kind(root: Any, _info: graphene.ResolveInfo) -> Any:
        return cast("Any", accounts.Kind)(root.kind)


class AccountSalesStatement(NodeType):
    class Meta:
        description = (
            "Account sales: what a supplier earned, was charged and was paid, as recorded since the one before. It is "
            "never changed; a correction is a line of the next one."
        )

    number = graphene.String(required=True, description='As it is printed, such as "AS2627-00001".')
    turn = graphene.Int(required=True, description="1, 2, 3 of each supplier.")
    supplier = graphene.Field(
        "storefront_schema.types.suppliers.Supplier",
        required=True,
        resolver=loaders.Supplier.resolver("supplier_id"),
        description="Whose it is.",
    )
    first_day = scalars.date_field(required=True, description="The first Indian day it is of.")
    last_day = scalars.date_field(required=True, description="The last Indian day it is of.")
    date = scalars.date_field(required=True, source="issued_on", description="The Indian day it was issued.")
    created_at = scalars.date_time_field(required=True, source="issued_at", description="When it was issued (UTC).")
    created_by = staff_actor_field("Who issued it.", "issued_by", STAFF)
    opening_balance = money_field("The closing balance of the one before.", source="opening_paise")
    totals = graphene.Field(AccountSalesTotals, required=True, description="What its lines come to.")
    closing_balance = money_field("All that the shop has for the supplier.", source="closing_paise")
    due = money_field("Of that, to be paid out; below zero, the supplier owes it.", source="due_paise")
    under_way = money_field("Of that, on its way to the bank.", source="under_way_paise")
    not_due = money_field("Of that, earned and not due yet.", source="earned_paise")
    line_count = graphene.Int(required=True, description="How many lines it has.")
    lines = graphene.Field(
        graphene.NonNull(list_of(AccountSalesLine)),
        resolver=loaders.LinesOfStatement.resolver(),
        description="Its lines, in the order in which they were recorded.",
    )
    pdf_url = graphene.String(
        required=True,
        language=graphene.Argument(
            OdopLanguageEnum,
            description="The language of the paper. Default: that of the request (Accept-Language), else English.",
        ),
        description="A link to the paper as PDF. It ends after an hour.",
    )

    @staticmethod
    def resolve_pdf_url(root: StatementInfo, info: graphene.ResolveInfo, language: str | None = None) -> str:
        return link_to_paper(root.id, Language(language).value if language else language_of(info))


class AccountSalesStatementCountableConnection(CountableConnection):
    class Meta:
        node = AccountSalesStatement
