"""What waits for a person, as a merchant's first page shows it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import graphene

from odop_core.database.states import State
from odop_core.i18n import Text, _
from odop_core.waiting import Waiting
from storefront_schema import scalars
from storefront_schema.language import enum_of, translate


class TaskKind(State):
    UNASSIGNED_SALES = "unassigned_sales", "sold, and nobody is known to supply it"
    SALES_WITH_ISSUE = "sales_with_issue", "sales that a person must look at"
    RETURNS_TO_INSPECT = "returns_to_inspect", "goods that came back and are to be inspected"
    SUPPLIERS_TO_APPROVE = "suppliers_to_approve", "submitted suppliers whom a second person approves"
    BANK_ACCOUNTS_TO_DECIDE = "bank_accounts_to_decide", "proposed bank accounts on which a second person decides"
    AGREEMENTS_ENDING = "agreements_ending", "agreements that are in force and soon will not be"
    NOTES_IN_DRAFT = "notes_in_draft", "consignment notes that are not posted"
    COUNTS_TO_COMPLETE = "counts_to_complete", "stock counts that a second person completes"
    STOCK_DIFFERENCES = "stock_differences", "changes of stock that the store has not made for an hour"
    EXCHANGE_RATES_MISSING = "exchange_rates_missing", "days and currencies without a rate that sales wait for"
    ORDERS_NOT_INVOICED = "orders_not_invoiced", "orders whose documents are due and lack something"
    PAYOUTS_TO_APPROVE = "payouts_to_approve", "payouts that a second person approves"
    PAYOUTS_WITH_ISSUE = "payouts_with_issue", "payouts that a person must look at"
    SUPPLIERS_NOT_PAYABLE = "suppliers_not_payable", "something is due to them that nobody can pay"
    CLAIMS_TO_REVIEW = "claims_to_review", "claims of origin that no reviewer has decided on"
    MARKS_TO_REVIEW = "marks_to_review", "registrations of marks that no reviewer has decided on"
    PICKUPS_FAILED = "pickups_failed", "pickups that the carrier does not make"
    PICKUPS_WITHOUT_DAY = "pickups_without_day", "booked pickups without a day"
    QUESTIONS_OVERDUE = "questions_overdue", "no answer, and the goods should be ready by now"
    ANSWERS_TO_REVIEW = "answers_to_review", "answers of suppliers that nobody understood"
    MESSAGES_IN_DOUBT = "messages_in_doubt", "messages of which nobody knows whether they were sent"
    CALLS_OVERDUE = "calls_overdue", "calls to suppliers that should have been made by now"
    CALLS_FOR_STAFF = "calls_for_staff", "what operators of the helpline could not settle"
    FAILED_EVENTS = "failed_events", "events that were given up"
    FAILED_HANDLINGS = "failed_handlings", "what plugins gave up doing about events"
    FAILED_DELIVERIES = "failed_deliveries", "what could not be delivered to the outside world"


OdopTaskKindEnum = enum_of("OdopTaskKindEnum", "What waits for a person.", TaskKind)

TITLES: dict[TaskKind, Text] = {
    TaskKind.UNASSIGNED_SALES: _("Sales without a supplier"),
    TaskKind.SALES_WITH_ISSUE: _("Sales with an issue"),
    TaskKind.RETURNS_TO_INSPECT: _("Returned goods to inspect"),
    TaskKind.SUPPLIERS_TO_APPROVE: _("Suppliers to approve"),
    TaskKind.BANK_ACCOUNTS_TO_DECIDE: _("Bank accounts to approve or reject"),
    TaskKind.AGREEMENTS_ENDING: _("Agreements that end soon"),
    TaskKind.NOTES_IN_DRAFT: _("Consignment notes in draft"),
    TaskKind.COUNTS_TO_COMPLETE: _("Stock counts to complete"),
    TaskKind.STOCK_DIFFERENCES: _("Stock changes that did not reach the store"),
    TaskKind.EXCHANGE_RATES_MISSING: _("Missing exchange rates"),
    TaskKind.ORDERS_NOT_INVOICED: _("Orders that cannot be invoiced"),
    TaskKind.PAYOUTS_TO_APPROVE: _("Payouts to approve"),
    TaskKind.PAYOUTS_WITH_ISSUE: _("Payouts with an issue"),
    TaskKind.SUPPLIERS_NOT_PAYABLE: _("Suppliers who cannot be paid"),
    TaskKind.CLAIMS_TO_REVIEW: _("Claims of origin to review"),
    TaskKind.MARKS_TO_REVIEW: _("Registrations of marks to review"),
    TaskKind.PICKUPS_FAILED: _("Failed pickups"),
    TaskKind.PICKUPS_WITHOUT_DAY: _("Pickups without a day"),
    TaskKind.QUESTIONS_OVERDUE: _("Questions that suppliers have not answered in time"),
    TaskKind.ANSWERS_TO_REVIEW: _("Unclear answers of suppliers"),
    TaskKind.MESSAGES_IN_DOUBT: _("Messages that were perhaps not sent"),
    TaskKind.CALLS_OVERDUE: _("Overdue calls to suppliers"),
    TaskKind.CALLS_FOR_STAFF: _("Calls that operators passed on to staff"),
    TaskKind.FAILED_EVENTS: _("Events that could not be processed"),
    TaskKind.FAILED_HANDLINGS: _("Reactions of plugins that failed"),
    TaskKind.FAILED_DELIVERIES: _("Deliveries that failed"),
}


@dataclass(frozen=True)
class TaskInfo:
    kind: TaskKind
    waiting: Waiting
    # The query that lists them, and its arguments.
    query: str
    arguments: Mapping[str, Any]


class OdopTask(graphene.ObjectType):
    class Meta:
        description = "Things of one kind that wait for a person who may do what the viewer may."

    kind = graphene.Field(OdopTaskKindEnum, required=True, description="What they are.")
    description = graphene.String(
        required=True, description="The same in words, in the language of the request (Accept-Language)."
    )
    count = graphene.Int(required=True, description="How many there are.")
    own_count = graphene.Int(
        required=True,
        description="How many of them the viewer has begun (submitted, proposed, counted): another person must decide.",
    )
    oldest_at = scalars.date_time_field(description="Since when the oldest of them waits (UTC); null if there is none.")
    query = graphene.String(required=True, description="The name of the query that lists them.")
    arguments = graphene.String(required=True, description="Its arguments, as JSON.")

    @staticmethod
    def resolve_description(root: TaskInfo, info: graphene.ResolveInfo) -> str:
        return translate(info, TITLES[root.kind])

    @staticmethod
    def resolve_count(root: TaskInfo, _info: graphene.ResolveInfo) -> int:
        return root.waiting.count

    @staticmethod
    def resolve_own_count(root: TaskInfo, _info: graphene.ResolveInfo) -> int:
        return root.waiting.own

    @staticmethod
    def resolve_oldest_at(root: TaskInfo, _info: graphene.ResolveInfo) -> Any:
        return root.waiting.oldest_at

    @staticmethod
    def resolve_arguments(root: TaskInfo, _info: graphene.ResolveInfo) -> str:
        return json.dumps(root.arguments)
