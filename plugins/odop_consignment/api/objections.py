"""Objections of suppliers, as plain data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from odop_consignment.models import Objection, ObjectionEntry, ObjectionState, ObjectionSubject
from odop_consignment.objections import records
from odop_consignment.supplier_search import find_suppliers
from odop_core.database.filters import Choice, Moments, RowID
from odop_core.database.lists import RECORDED, RowList, Sort
from odop_core.database.text_search import Search

__all__ = [
    "OBJECTIONS",
    "ObjectionEntryInfo", "ObjectionInfo", "ObjectionState", "ObjectionSubject", "answer_objection",
    "entries_of_objections", "objections_by_id", "raise_objection", "reply_to_objection",
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


def _info(row: Objection) -> ObjectionInfo:
    return ObjectionInfo(row.pk, row.supplier_id, row.subject, row.subject_id, row.state, row.raised_at, row.changed_at)


OBJECTIONS = RowList(
    Objection,
    rows=lambda using: Objection.objects.using(using).all(),
    show=lambda rows, _using: [_info(row) for row in rows],
    filters={
        "status": Choice("state", "How far they have come.", states=ObjectionState),
        "subject": Choice("subject", "What they object to.", states=ObjectionSubject),
        "supplier_id": RowID("supplier_id", "Who objects.", of="Supplier"),
        "created_at": Moments("raised_at", "When they objected first."),
        "updated_at": Moments("changed_at", "When it changed last."),
    },
    sorts={"created_at": RECORDED, "updated_at": Sort("When it changed last.", "changed_at")},
    search=Search("Words of the supplier's names or reference.", others={"supplier_id": find_suppliers}),
)
