"""What waits for the person who asks, whatever part of the suite it is of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import graphene

from odop_accounts.api import waiting as accounts
from odop_consignment.api import waiting as consignment
from odop_core.security.permissions import Permission
from odop_core.waiting import Waiting, count_waiting
from odop_logistics.api import waiting as logistics
from odop_notifications.api import waiting as notifications
from odop_provenance.api import waiting as provenance
from storefront_schema import request
from storefront_schema.failed_jobs import FAILED_JOBS
from storefront_schema.guards import GuardedField
from storefront_schema.types.tasks import OdopTask, OdopTaskKindEnum, TaskInfo, TaskKind
from storefront_schema.types.work import WorkQueue


@dataclass(frozen=True)
class _Source:
    """How one kind is counted (`count` takes the user's ID and the database), who may act on it, where it is listed."""

    count: Callable[[str, str], Waiting]
    permissions: frozenset[Permission]
    query: str
    arguments: Mapping[str, Any] = field(default_factory=dict)


def _source(count: Callable[[str], Waiting], permission: Permission, query: str, **where: Any) -> _Source:
    arguments = {"where": where} if where else {}
    return _Source(lambda _by, using: count(using), frozenset({permission}), query, arguments)


def _second_person(count: Callable[[str, str], Waiting], query: str, **arguments: Any) -> _Source:
    return _Source(count, frozenset({Permission.MANAGE_CONSIGNMENT}), query, arguments)


def _failed(queue: WorkQueue) -> _Source:
    return _Source(
        lambda _by, using: count_waiting(FAILED_JOBS[queue.value].choose(using=using), "created_at"),
        frozenset({Permission.MANAGE_ODOP_WORK}),
        "failedJobs",
        {"queue": queue.name},
    )


GOODS, ORIGIN = Permission.MANAGE_CONSIGNMENT, Permission.MANAGE_PROVENANCE
MONEY, PAYOUTS = Permission.MANAGE_ACCOUNTS, Permission.APPROVE_PAYOUTS
PICKUPS, MESSAGES = Permission.MANAGE_LOGISTICS, Permission.MANAGE_NOTIFICATIONS

SOURCES: dict[TaskKind, _Source] = {
    TaskKind.UNASSIGNED_SALES: _source(
        consignment.unassigned_sales, GOODS, "consignmentSales", isAssigned=False
    ),
    TaskKind.SALES_WITH_ISSUE: _source(consignment.sales_with_issue, GOODS, "consignmentSales", hasIssue=True),
    TaskKind.RETURNS_TO_INSPECT: _source(
        consignment.returns_to_inspect, GOODS, "consignmentReturns", needsInspection=True
    ),
    TaskKind.SUPPLIERS_TO_APPROVE: _second_person(
        consignment.suppliers_to_approve, "suppliers", where={"status": {"eq": "SUBMITTED"}}
    ),
    TaskKind.BANK_ACCOUNTS_TO_DECIDE: _second_person(
        consignment.bank_accounts_to_decide, "supplierBankAccounts", where={"status": {"eq": "PROPOSED"}}
    ),
    TaskKind.AGREEMENTS_ENDING: _source(consignment.agreements_ending, GOODS, "agreements", isEndingSoon=True),
    TaskKind.NOTES_IN_DRAFT: _source(consignment.notes_in_draft, GOODS, "consignmentNotes", status={"eq": "DRAFT"}),
    TaskKind.COUNTS_TO_COMPLETE: _second_person(
        consignment.counts_to_settle, "stockCounts", where={"status": {"eq": "OPEN"}}
    ),
    TaskKind.STOCK_DIFFERENCES: _source(consignment.stock_changes_not_made, GOODS, "stockDifferences"),
    TaskKind.EXCHANGE_RATES_MISSING: _source(consignment.missing_exchange_rates, GOODS, "missingExchangeRates"),
    TaskKind.ORDERS_NOT_INVOICED: _Source(
        lambda _by, using: accounts.orders_not_invoiced(using), frozenset({MONEY}), "odopDocumentObstacles"
    ),
    TaskKind.PAYOUTS_TO_APPROVE: _Source(
        accounts.payouts_to_approve, frozenset({PAYOUTS}), "payouts", {"where": {"status": {"eq": "PREPARED"}}}
    ),
    TaskKind.PAYOUTS_WITH_ISSUE: _source(accounts.payouts_with_issue, MONEY, "payouts", hasIssue=True),
    TaskKind.SUPPLIERS_NOT_PAYABLE: _Source(
        lambda _by, using: accounts.suppliers_not_payable(using), frozenset({MONEY}), "payoutObstacles"
    ),
    TaskKind.CLAIMS_TO_REVIEW: _source(
        provenance.claims_to_review, ORIGIN, "provenanceClaims", status={"eq": "ATTESTED"}
    ),
    TaskKind.MARKS_TO_REVIEW: _source(
        provenance.marks_to_review, ORIGIN, "provenanceMarks", status={"eq": "SUBMITTED"}
    ),
    TaskKind.PICKUPS_FAILED: _source(logistics.failed_pickups, PICKUPS, "pickups", status={"eq": "FAILED"}),
    TaskKind.PICKUPS_WITHOUT_DAY: _source(
        logistics.pickups_without_day, PICKUPS, "pickups", status={"eq": "BOOKED"}, hasDay=False
    ),
    TaskKind.QUESTIONS_OVERDUE: _source(
        notifications.questions_overdue, MESSAGES, "supplierQuestions", isOpen=True, isOverdue=True
    ),
    TaskKind.ANSWERS_TO_REVIEW: _source(
        notifications.answers_to_review, MESSAGES, "supplierAnswers", needsReview=True
    ),
    TaskKind.MESSAGES_IN_DOUBT: _source(
        notifications.messages_in_doubt, MESSAGES, "supplierMessages", status={"eq": "MAYBE_SENT"}
    ),
    TaskKind.CALLS_OVERDUE: _Source(
        lambda _by, using: notifications.calls_overdue(using),
        frozenset({MESSAGES, Permission.HANDLE_HELPLINE}),
        "helplineCalls",
        {"where": {"queue": {"eq": "OPERATORS"}, "isBreached": True}},
    ),
    TaskKind.CALLS_FOR_STAFF: _Source(
        lambda _by, using: notifications.calls_for_staff(using),
        frozenset({MESSAGES, Permission.HANDLE_HELPLINE}),
        "helplineCalls",
        {"where": {"queue": {"eq": "STAFF"}, "isOpen": True}},
    ),
    TaskKind.FAILED_EVENTS: _failed(WorkQueue.EVENTS),
    TaskKind.FAILED_HANDLINGS: _failed(WorkQueue.HANDLINGS),
    TaskKind.FAILED_DELIVERIES: _failed(WorkQueue.OUTBOX),
}  # fmt: skip
PERMISSIONS = [
    permission for permission in Permission if any(permission in source.permissions for source in SOURCES.values())
]


class TaskQueries(graphene.ObjectType):
    class Meta:
        description = "What waits for a person."

    odop_tasks = GuardedField(
        graphene.List(graphene.NonNull(OdopTask)),
        kinds=graphene.List(
            graphene.NonNull(OdopTaskKindEnum), description="Only these. Default: all that the viewer may act on."
        ),
        permissions=PERMISSIONS,
        description="What waits for a person, by kind; kinds that the viewer may not act on are left out, and those of "
        "which nothing waits are not.",
    )

    @staticmethod
    def resolve_odop_tasks(_root: Any, info: graphene.ResolveInfo, kinds: Sequence[str] | None = None) -> Any:
        viewer, using = request.viewer(info), request.database(info)
        wanted = {
            kind: source
            for kind, source in SOURCES.items()
            if viewer.may_any(source.permissions) and (kinds is None or kind in kinds)
        }
        with request.adapter().reading(info.context):
            return [
                TaskInfo(kind, source.count(request.actor(info), using), source.query, source.arguments)
                for kind, source in wanted.items()
            ]
