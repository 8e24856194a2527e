"""Recognising senders: by a digest of their number, or as a supplier's own system.

A question keeps a digest of the number it was asked at. Suppliers change their numbers, and some numbers turn out to be
somebody else's: a sender is compared with the numbers on record now (`refresh_phone_digests`), and a number that was
found to be wrong answers nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from odop_consignment import api as consignment
from odop_consignment.api import SupplierInfo
from odop_consignment.api.suppliers import CheckItem, CheckResult, ItemStatus, checklists, verifications_of
from odop_core.india.phones import NotAPhoneNumber, read_reported_phone
from odop_core.security import encryption
from odop_notifications.models import OPEN_QUESTIONS, Question
from odop_notifications.suppliers import endpoints

# Words that come without a question are about one of so long ago, at most.
REMEMBERED = timedelta(days=30)
# Among so many of the newest questions the supplier of a number is looked for whom we did not know by it.
MOST_LOOKED_AT = 2000
# Their senders are no telephone numbers.
NO_PHONES = ("email", "webhook")


def digest_phone(phone: str) -> str:
    """The same for every way of writing a number, of all its digits and its country; "" for what is no number."""
    try:
        number = read_reported_phone(phone)
    except NotAPhoneNumber:
        return ""
    return encryption.digest_text(f"phone:{number}")


def digest_supplier_phone(supplier: SupplierInfo) -> str:
    """Of a supplier's number; "" when it was seen to be somebody else's."""
    return "" if _is_wrong(supplier.id) else digest_phone(supplier.phone)


def questions_to_sender(channel: str, address: str) -> QuerySet[Question]:
    """All that was ever asked of whoever speaks."""
    if (supplier_id := _endpoints_supplier(channel, address)) is not None:
        return Question.objects.filter(supplier_id=supplier_id)
    mark = digest_phone(address)
    return Question.objects.filter(phone_digest=mark).exclude(phone_digest="") if mark else Question.objects.none()


def recent_questions(now: datetime) -> Q:
    """Questions that a word without a question may be about."""
    return Q(state__in=OPEN_QUESTIONS) | Q(opened_at__gt=now - REMEMBERED)


def suppliers_of_sender(channel: str, address: str) -> list[int]:
    """Whose system it is, or whom we asked something at this number, however long ago: nobody, one, or two of them."""
    if (supplier_id := _endpoints_supplier(channel, address)) is not None:
        return [supplier_id]
    asked = questions_to_sender(channel, address).order_by("supplier_id").values_list("supplier_id", flat=True)
    return list(asked.distinct()[:2])


def is_asked_at(channel: str, address: str, question: Question) -> bool:
    """Whether this is the number of whom we asked, as far as it is known now; other addresses never change hands."""
    return channel in NO_PHONES or digest_phone(address) == question.phone_digest


def refresh_phone_digests(channel: str, address: str, now: datetime) -> None:
    """Numbers change: let the questions that this number may be about be those of whose number it is now.

    Most were asked at it, and it still is theirs. Else it is looked for among the suppliers asked last. In a
    transaction.
    """
    mark = "" if channel in NO_PHONES else digest_phone(address)
    if not mark:
        return
    asked = Question.objects.filter(recent_questions(now), phone_digest=mark).values_list("supplier_id", flat=True)
    marks = {supplier.id: digest_supplier_phone(supplier) for supplier in _suppliers(asked)}
    _set_anew({supplier_id: own for supplier_id, own in marks.items() if own != mark}, now)
    if Question.objects.filter(recent_questions(now), phone_digest=mark).exists():
        return
    others = (
        Question.objects.filter(recent_questions(now))
        .order_by("-id")
        .values_list("supplier_id", flat=True)[:MOST_LOOKED_AT]
    )
    found = [
        supplier.id
        for supplier in _suppliers(others)
        if digest_phone(supplier.phone) == mark and not _is_wrong(supplier.id)
    ]
    _set_anew(dict.fromkeys(found, mark), now)


def forget_number(supplier_id: int) -> None:
    """The supplier's number is somebody else's, who answers none of their questions. In a transaction."""
    supplier = consignment.suppliers_by_id([supplier_id]).get(supplier_id)
    mark = digest_phone(supplier.phone) if supplier else ""
    if mark:
        asked_at_it = lock_questions(Question.objects.filter(supplier_id=supplier_id, phone_digest=mark))
        Question.objects.filter(pk__in=asked_at_it).update(phone_digest="")


def lock_questions(rows: QuerySet[Question]) -> list[int]:
    """These questions, locked in the order in which everybody locks several."""
    return list(rows.select_for_update().order_by("id").values_list("pk", flat=True))


def _set_anew(marks: Mapping[int, str], now: datetime) -> None:
    """The numbers of these suppliers, for all their questions that may still be answered."""
    questions_of_theirs = Question.objects.filter(recent_questions(now), supplier_id__in=marks.keys())
    pks = lock_questions(questions_of_theirs) if marks else []
    for supplier_id, mark in marks.items():
        Question.objects.filter(pk__in=pks, supplier_id=supplier_id).update(phone_digest=mark)


def _is_wrong(supplier_id: int) -> bool:
    """Whether the number on record was seen to be somebody else's, and not to be right since."""
    seen = verifications_of([supplier_id]).get(supplier_id, [])
    if not any((one.item, one.result) == (CheckItem.PHONE, CheckResult.REFUSED) for one in seen):
        return False
    items = checklists([supplier_id]).get(supplier_id, [])
    return any(one.item == CheckItem.PHONE and one.status == ItemStatus.REFUSED for one in items)


def _suppliers(supplier_ids: QuerySet[Question, int]) -> list[SupplierInfo]:
    return list(consignment.suppliers_by_id(set(supplier_ids)).values())


def _endpoints_supplier(channel: str, address: str) -> int | None:
    """Only the webhook channel has proven that a supplier's system speaks."""
    if channel != "webhook" or not address.startswith(endpoints.PREFIX):
        return None
    return int(address.removeprefix(endpoints.PREFIX))
