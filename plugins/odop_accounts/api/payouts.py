"""Payouts, as plain data: what is to be paid to whom, and how far it has come. All amounts in paise.

Bank accounts are masked here; in clear they leave only to the bank.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import models
from django.db.models import Count, Q, Sum, Window
from django.db.models.functions import RowNumber

from odop_accounts.models import (
    ObstacleKind,
    Payout,
    PayoutBatch,
    PayoutIssue,
    PayoutMode,
    PayoutObstacle,
    PayoutState,
    PayoutStep,
)
from odop_accounts.payouts import approval, preparation
from odop_accounts.payouts.approval import Approved
from odop_accounts.payouts.errors import NeedsSecondPerson, NothingDue, PayoutRefused, WrongState
from odop_accounts.payouts.obstacles import OBSTACLES
from odop_consignment.api.suppliers import find_suppliers
from odop_core.database.filters import Choice, Flag, Moments, RowID, String
from odop_core.database.lists import RowList
from odop_core.database.text_search import Search
from odop_core.i18n import Text, recall
from odop_core.security.masks import mask_account, mask_name

__all__ = [
    "OBSTACLES", "PAYOUTS", "PAYOUT_BATCHES", "PAYOUT_OBSTACLES", "Approved", "BatchInfo", "NeedsSecondPerson",
    "NothingDue", "ObstacleInfo", "ObstacleKind", "PayoutInfo", "PayoutIssue", "PayoutMode", "PayoutRefused",
    "PayoutState", "StepInfo", "WrongState", "approve_batch", "batches_by_id", "cancel_payout", "clear_issue",
    "newest_payouts_of", "payouts_by_id", "payouts_of",
    "prepare_batch", "steps_of",
]  # fmt: skip
MOST_OF_ONE = 20


@dataclass(frozen=True)
class PayoutInfo:
    """`account` is masked. `approved_by` is "" until somebody did; `reason` why it failed, came back or was called off;
    `issue` why a person must look. `utr` is the bank's reference, "" until it is known."""

    id: int
    key: str
    batch_id: int
    supplier_id: int
    amount_paise: int
    mode: str
    rail: str
    beneficiary: str
    account: str
    ifsc: str
    state: str
    reason: Text
    issue: str | None
    prepared_by: str
    prepared_at: datetime
    approved_by: str
    approved_at: datetime | None
    changed_at: datetime
    utr: str
    paid_on: date | None


@dataclass(frozen=True)
class BatchInfo:
    """`waiting` payouts of `count` wait for a second person."""

    id: int
    prepared_by: str
    prepared_at: datetime
    count: int
    waiting: int
    amount_paise: int


@dataclass(frozen=True)
class StepInfo:
    before: str
    after: str
    reason: Text
    moved_by: str
    moved_at: datetime


@dataclass(frozen=True)
class ObstacleInfo:
    """As it was when payouts were last prepared."""

    id: int
    supplier_id: int
    kind: str
    due_paise: int
    since: datetime


def prepare_batch(*, by: str) -> BatchInfo:
    """Of all that can be paid out now. Raises NothingDue."""
    batch = preparation.prepare_batch(by=by)
    if batch is None:
        raise NothingDue
    return batches_by_id([batch.pk])[batch.pk]


def approve_batch(batch_id: int, *, by: str, payout_ids: Collection[int] | None = None) -> Approved:
    """See `approval`. Raises UnknownRow, NeedsSecondPerson, OwnInterest."""
    return approval.approve_batch(batch_id, by=by, payout_ids=payout_ids)


def cancel_payout(payout_id: int, *, reason: str, by: str) -> PayoutInfo:
    """Raises UnknownRow, PayoutRefused, OwnInterest."""
    return _info(approval.cancel_payout(payout_id, reason=reason, by=by))


def clear_issue(payout_id: int, *, reason: str, by: str) -> PayoutInfo:
    """Raises UnknownRow, PayoutRefused, OwnInterest."""
    return _info(approval.clear_issue(payout_id, reason=reason, by=by))


def payouts_by_id(ids: Iterable[int], using: str = "default") -> dict[int, PayoutInfo]:
    return {row.pk: _info(row) for row in Payout.objects.using(using).filter(pk__in=list(ids))}


def batches_by_id(ids: Iterable[int], using: str = "default") -> dict[int, BatchInfo]:
    return {row.pk: _batch(row) for row in _batches(using).filter(pk__in=list(ids))}


def steps_of(payout_ids: Iterable[int], using: str = "default") -> dict[int, list[StepInfo]]:
    """By payout, the first step first."""
    found: dict[int, list[StepInfo]] = defaultdict(list)
    for row in PayoutStep.objects.using(using).filter(payout__in=list(payout_ids)).order_by("id"):
        found[row.payout_id].append(StepInfo(row.before, row.after, recall(row.reason), row.moved_by, row.moved_at))
    return found


def _info(row: Payout) -> PayoutInfo:
    return PayoutInfo(
        row.pk, row.key, row.batch_id, row.supplier_id, row.amount_paise, row.mode, row.rail,
        mask_name(row.beneficiary_name), mask_account(row.account_number, row.vpa), row.ifsc, row.state,
        recall(row.reason), row.issue, row.prepared_by, row.prepared_at, row.approved_by, row.approved_at,
        row.changed_at, row.utr, row.paid_on,
    )  # fmt: skip


def _batch(row: PayoutBatch) -> BatchInfo:
    counted = row.__dict__
    return BatchInfo(
        row.pk, row.prepared_by, row.prepared_at, counted["count"], counted["waiting"], counted["amount"] or 0
    )


def _batches(using: str) -> models.QuerySet[PayoutBatch]:
    waiting = Q(payouts__state=PayoutState.PREPARED)
    return PayoutBatch.objects.using(using).annotate(
        count=Count("payouts"), waiting=Count("payouts", filter=waiting), amount=Sum("payouts__amount_paise")
    )


PAYOUTS = RowList(
    Payout,
    rows=lambda using: Payout.objects.using(using).all(),
    show=lambda rows, _using: [_info(row) for row in rows],
    filters={
        "status": Choice("state", "How far they have come.", states=PayoutState),
        "issue": Choice("issue", "Why a person must look at them.", states=PayoutIssue),
        "has_issue": Flag("Whether a person must look at them.", holds=lambda _using: Q(issue__isnull=False)),
        "supplier_id": RowID("supplier_id", "Who is paid.", of="Supplier"),
        "batch_id": RowID("batch_id", "The batch they were prepared in.", of="PayoutBatch"),
        "utr": String("utr", "The bank's reference."),
        "created_at": Moments("prepared_at", "When they were prepared."),
    },
    search=Search("Words of the supplier's names or reference.", others={"supplier_id": find_suppliers}),
)
PAYOUT_BATCHES = RowList(
    PayoutBatch,
    rows=_batches,
    show=lambda rows, _using: [_batch(row) for row in rows],
    filters={"created_at": Moments("prepared_at", "When they were prepared.")},
    owner="",
)
PAYOUT_OBSTACLES = RowList(
    PayoutObstacle,
    rows=lambda using: PayoutObstacle.objects.using(using).all(),
    show=lambda rows, _using: [
        ObstacleInfo(row.pk, row.supplier_id, row.kind, row.due_paise, row.since) for row in rows
    ],
    filters={
        "kind": Choice("kind", "What is in the way.", states=ObstacleKind),
        "supplier_id": RowID("supplier_id", "Who cannot be paid.", of="Supplier"),
        "created_at": Moments("since", "Since when."),
    },
    search=Search("Words of the supplier's names or reference.", others={"supplier_id": find_suppliers}),
)


def payouts_of(supplier_id: int | None) -> RowList[PayoutInfo]:
    """The same of one supplier, and only what somebody approved; None: all."""
    if supplier_id is None:
        return PAYOUTS
    return replace(
        PAYOUTS, rows=lambda using: PAYOUTS.rows(using).filter(supplier_id=supplier_id).exclude(approved_by="")
    )


def newest_payouts_of(supplier_ids: Iterable[int], using: str = "default") -> dict[int, list[PayoutInfo]]:
    """Of each supplier the newest that somebody approved, at most MOST_OF_ONE."""
    found: dict[int, list[PayoutInfo]] = defaultdict(list)
    place = Window(RowNumber(), partition_by="supplier_id", order_by="-pk")
    rows = Payout.objects.using(using).filter(supplier_id__in=list(supplier_ids)).exclude(approved_by="")
    for row in rows.annotate(place=place).filter(place__lte=MOST_OF_ONE).order_by("supplier_id", "-pk"):
        found[row.supplier_id].append(_info(row))
    return found
