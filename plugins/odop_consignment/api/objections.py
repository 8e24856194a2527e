"""Objections of suppliers, as plain data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from odop_consignment.models import Objection, ObjectionEntry, ObjectionState, ObjectionSubject
from odop_consignment.objections import records
from odop_core.database.pagination import Window

__all__ = [
    "ObjectionEntryInfo", "ObjectionInfo", "ObjectionState", "ObjectionSubject", "answer_objection", "count_objections",
    "entries_of_objections", "list_objections", "objections_by_id", "raise_objection", "reply_to_objection",
    "withdraw_objection",
]  # fmt: skip


@dataclass(frozen=True)
class ObjectionInfo:
    """`subject_id` is the number of the row it is about."""

    id: int
    supplier_id: int
    subject: str
    subject_id: int
    state: str
    raised_at: datetime
    changed_at: datetime


@dataclass(frozen=True)
class ObjectionEntryInfo:
    id: int
    supplier_id: int
    is_answer: bool
    text: str
    by: str
    at: datetime


def raise_objection(supplier_id: int, subject: str, subject_id: int, *, text: str, by: str) -> ObjectionInfo:
    """Objecting again to the same thing says more of it. Raises UnknownRow, WrongChoice, IdentityError."""
    return _info(records.raise_objection(supplier_id, ObjectionSubject(subject), subject_id, text=text, by=by))


def reply_to_objection(objection_id: int, *, text: str, by: str) -> ObjectionInfo:
    """The supplier says more. Raises UnknownRow, IdentityError."""
    return _info(records.reply_to_objection(objection_id, text=text, by=by))


def answer_objection(objection_id: int, *, text: str, by: str) -> ObjectionInfo:
    """Staff answer. Raises UnknownRow, IdentityError, OwnInterest."""
    return _info(records.answer_objection(objection_id, text=text, by=by))


def withdraw_objection(objection_id: int, *, by: str) -> ObjectionInfo:
    """The supplier takes it back. Raises UnknownRow."""
    return _info(records.withdraw_objection(objection_id, by=by))


def list_objections(
    window: Window, supplier_id: int | None = None, state: str | None = None, using: str = "default"
) -> list[ObjectionInfo]:
    return [_info(row) for row in window.select(_wanted(supplier_id, state, using))]


def count_objections(supplier_id: int | None = None, state: str | None = None, using: str = "default") -> int:
    return _wanted(supplier_id, state, using).count()


def objections_by_id(ids: Iterable[int], using: str = "default") -> dict[int, ObjectionInfo]:
    return {row.pk: _info(row) for row in Objection.objects.using(using).filter(pk__in=list(ids))}


def entries_of_objections(ids: Iterable[int], using: str = "default") -> dict[int, list[ObjectionEntryInfo]]:
    """The oldest first."""
    found: dict[int, list[ObjectionEntryInfo]] = defaultdict(list)
    rows = ObjectionEntry.objects.using(using).filter(objection_id__in=list(ids)).select_related("objection")
    for row in rows.order_by("id"):
        owner = row.objection.supplier_id
        entry = ObjectionEntryInfo(row.pk, owner, row.is_answer, row.text, row.written_by, row.written_at)
        found[row.objection_id].append(entry)
    return found


def _wanted(supplier_id: int | None, state: str | None, using: str) -> QuerySet[Objection]:
    rows = Objection.objects.using(using).all()
    rows = rows if supplier_id is None else rows.filter(supplier_id=supplier_id)
    return rows.filter(state=state) if state else rows


def _info(row: Objection) -> ObjectionInfo:
    return ObjectionInfo(row.pk, row.supplier_id, row.subject, row.subject_id, row.state, row.raised_at, row.changed_at)
