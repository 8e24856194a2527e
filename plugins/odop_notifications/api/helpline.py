"""The helpline, as plain data: the queue, an operator's call with what to say, its outcome, and the supervisor's view.

Permission: HANDLE_HELPLINE to call suppliers, MANAGE_NOTIFICATIONS to supervise; `show_number` takes SEE_SUPPLIER_DATA
besides. The caller checks them. `operator` is who acts, by their name at the helpline (`operator_of_user`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from odop_consignment import api as consignment
from odop_consignment.api import SaleInfo, SupplierInfo
from odop_consignment.api.suppliers import find_suppliers
from odop_core.database.filters import Choice, Flag, Moments, RowID, StoreID, String
from odop_core.database.lists import RECORDED, RowList, Sort
from odop_core.database.text_search import Search
from odop_core.plugin import configuration
from odop_core.retry import PermanentFailure, TemporaryFailure
from odop_core.security.masks import mask_phone_after_country
from odop_notifications.answers import records
from odop_notifications.calls.queue import OPEN_CALLS, is_call_over, queue_call_about_sales
from odop_notifications.helpline import claims, history, numbers, outcomes, script
from odop_notifications.helpline.claims import NoName, NotYours, OperatorBusy, UnknownOperator
from odop_notifications.helpline.history import Entry
from odop_notifications.helpline.numbers import NoNumber, OutOfHours
from odop_notifications.helpline.operators import (
    OPERATORS,
    BadOperator,
    OperatorInfo,
    operator_of_user,
    operators_by_name,
    save_operator,
)
from odop_notifications.helpline.outcomes import BadOutcome, OutcomeReport
from odop_notifications.helpline.script import Script
from odop_notifications.helpline.supervision import OperatorDay, Overview, overview
from odop_notifications.models import Call, CallAttempt, CallOutcome, CallReason, CallState, Queue
from odop_notifications.settings import NotificationSettings

__all__ = [
    "CALLS",
    "OPERATORS",
    "AttemptAtCall",
    "BadOperator",
    "BadOutcome",
    "CallCard",
    "CallInfo",
    "CallOutcome",
    "CallReason",
    "CallState",
    "Entry",
    "NoName",
    "NoNumber",
    "NotYours",
    "OperatorBusy",
    "OperatorDay",
    "OperatorInfo",
    "OutOfHours",
    "OutcomeReport",
    "Overview",
    "PermanentFailure",
    "Queue",
    "Script",
    "TemporaryFailure",
    "UnknownOperator",
    "attempts_of_calls",
    "calls_by_id",
    "claim_next_call",
    "connect_call",
    "count_open_calls",
    "extend_claim",
    "find_card",
    "find_card_in_hand",
    "is_calling_time",
    "list_next_calls",
    "log_outcome",
    "operator_of_user",
    "operators_by_name",
    "overview",
    "release_call",
    "request_call",
    "save_operator",
    "show_number",
    "transfer_call",
]  # fmt: skip


@dataclass(frozen=True)
class CallInfo:
    """`number` is masked; `detail` and `supplier_name` are for staff only. Money in paise, moments in UTC."""

    id: int
    queue: str
    reason: str
    state: str
    language: str
    supplier_name: str
    number: str
    supplier_id: int | None
    order_id: str
    order_number: str
    detail: str
    value_paise: int
    due_at: datetime
    sla_due_at: datetime
    is_overdue: bool
    tries: int
    operator: str
    claimed_until: datetime | None
    outcome: str
    created_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True)
class CallCard:
    """All an operator needs for a call. `is_over`: nothing is left to ask (answered or called off meanwhile), and the
    supplier wishes for nothing either."""

    call: CallInfo
    goods: tuple[SaleInfo, ...]
    script: Script
    history: tuple[Entry, ...]
    is_over: bool


@dataclass(frozen=True)
class AttemptAtCall:
    """One operator's time with a call, in UTC, and what came of it; `ready_on` is an Indian day."""

    operator: str
    claimed_at: datetime
    ended_at: datetime
    outcome: str
    note: str
    ready_on: date | None
    call_back_at: datetime | None


def claim_next_call(operator: str, languages: Sequence[str] = (), queue: Queue = Queue.OPERATORS) -> CallCard | None:
    """The call in the operator's hands, else the next; None when there is none, or suppliers may not be called now.

    Raises NoName.
    """
    call = claims.claim_next_call(operator, languages, queue)
    return _card(call, operator) if call else None


def find_card_in_hand(operator: str, language: str = "") -> CallCard | None:
    """The call the operator has taken and not ended, with its script as `find_card` has it."""
    call = Call.objects.select_related("question", "answer").filter(operator=operator, state=CallState.CLAIMED).first()
    return _card(call, operator, language) if call else None


def is_calling_time() -> bool:
    """Whether suppliers may be called now."""
    return claims.is_calling_time(configuration.load_settings(NotificationSettings), timezone.now())


def find_card(call_id: int, operator: str, language: str = "") -> CallCard | None:
    """A call in any state, with its script in `language` (the call's own if left out). None when there is none."""
    call = Call.objects.select_related("question", "answer").filter(pk=call_id).first()
    return _card(call, operator, language) if call else None


def extend_claim(call_id: int, operator: str) -> datetime:
    """A sign of life; returns until when the call stays in the operator's hands. Raises NotYours."""
    return claims.extend_claim(call_id, operator)


def release_call(call_id: int, operator: str, note: str = "") -> CallInfo:
    """Give the call back. Raises NotYours, BadOutcome."""
    outcomes.check_note(note)
    return _infos([claims.release_call(call_id, operator, note)])[0]


def transfer_call(call_id: int, operator: str, to: str, note: str = "") -> CallInfo:
    """Hand the call over to the operator `to`. Raises NotYours, UnknownOperator, OperatorBusy, BadOutcome."""
    outcomes.check_note(note)
    return _infos([claims.transfer_call(call_id, operator, to, note)])[0]


def log_outcome(
    call_id: int,
    operator: str,
    outcome: CallOutcome,
    *,
    note: str = "",
    ready_on: date | None = None,
    call_back_at: datetime | None = None,
    language: str = "",
) -> CallInfo:
    """End the work at a call; `ready_on` is an Indian day. Raises BadOutcome, NotYours."""
    report = OutcomeReport(outcome, note, ready_on, call_back_at, language)
    return _infos([outcomes.log_outcome(call_id, operator, report)])[0]


def connect_call(call_id: int, operator: str) -> str:
    """Put operator and supplier through. Raises NotYours, OutOfHours, NoNumber, TemporaryFailure, PermanentFailure."""
    return numbers.connect_call(call_id, operator)


def show_number(call_id: int, operator: str, reason: str) -> str:
    """The number in clear, which is recorded. The caller has checked SEE_SUPPLIER_DATA. Raises NotYours, NoNumber."""
    return numbers.show_number(call_id, operator, reason)


@transaction.atomic
def request_call(sale_ids: Sequence[int], reason: CallReason, key: str, detail: str = "") -> CallInfo | None:
    """Have the supplier of these sales called, once per `key`: a carrier that got nothing (PICKUP_MISSED), say.

    None when nobody was ever asked about them.
    """
    call = queue_call_about_sales(sale_ids, reason, f"asked:{key}"[:255], detail, timezone.now())
    return _infos([call])[0] if call else None


def list_next_calls(queue: Queue = Queue.OPERATORS, limit: int = 100, using: str = "default") -> list[CallInfo]:
    """What is open, in the order in which it is given out."""
    rows = CALLS.choose({"is_open": True, "queue": queue}, using=using).order_by("rank_at", "id")
    return _infos(list(rows[:limit]), using)


def count_open_calls(queue: Queue = Queue.OPERATORS, using: str = "default") -> int:
    return CALLS.count({"is_open": True, "queue": queue}, using=using)


def calls_by_id(ids: Iterable[int], using: str = "default") -> dict[int, CallInfo]:
    return {info.id: info for info in _infos(list(Call.objects.using(using).filter(pk__in=list(ids))), using)}


def attempts_of_calls(ids: Iterable[int], using: str = "default") -> dict[int, list[AttemptAtCall]]:
    """By call, oldest first."""
    found: dict[int, list[AttemptAtCall]] = defaultdict(list)
    for row in CallAttempt.objects.using(using).filter(call_id__in=list(ids)).order_by("id"):
        found[row.call_id].append(
            AttemptAtCall(
                row.operator, row.claimed_at, row.ended_at, row.outcome, row.note, row.ready_on, row.call_back_at
            )
        )
    return found


def _card(call: Call, operator: str, language: str = "") -> CallCard:
    sales = _goods(call)
    supplier = _suppliers([call]).get(call.supplier_id or 0)
    nothing_left = call.question is not None and call.queue == Queue.OPERATORS and not sales
    return CallCard(
        _info(call, supplier),
        tuple(sales),
        script.write_script(call, operator, supplier, sales, language),
        tuple(history.call_history(call)),
        nothing_left and (not call.wish or is_call_over(call)),
    )


def _goods(call: Call) -> list[SaleInfo]:
    """What the supplier can still say something about."""
    if call.question is None:
        return []
    sales = consignment.sales_of_order(call.order_id)
    return records.answerable_sales(call.question, sales)


def _suppliers(calls: Sequence[Call], using: str = "default") -> dict[int, SupplierInfo]:
    return consignment.suppliers_by_id({call.supplier_id for call in calls if call.supplier_id is not None}, using)


def _infos(calls: Sequence[Call], using: str = "default") -> list[CallInfo]:
    suppliers = _suppliers(calls, using)
    return [_info(call, suppliers.get(call.supplier_id or 0)) for call in calls]


def _info(call: Call, supplier: SupplierInfo | None) -> CallInfo:
    return CallInfo(
        id=call.pk,
        queue=call.queue,
        reason=call.reason,
        state=call.state,
        language=call.language,
        supplier_name=script.name_of(supplier, call.language),
        number=mask_phone_after_country(supplier.phone if supplier else call.sender),
        supplier_id=call.supplier_id,
        order_id=call.order_id,
        order_number=call.order_number,
        detail=call.detail,
        value_paise=call.value_paise,
        due_at=call.due_at,
        sla_due_at=call.sla_due_at,
        is_overdue=call.state in OPEN_CALLS and call.sla_due_at <= timezone.now(),
        tries=call.tries,
        operator=call.operator,
        claimed_until=call.claimed_until,
        outcome=call.outcome,
        created_at=call.created_at,
        finished_at=call.finished_at,
    )


def _is_open(_using: str) -> Q:
    return Q(state__in=OPEN_CALLS)


CALLS = RowList(
    Call,
    rows=lambda using: Call.objects.using(using).all(),
    show=_infos,
    filters={
        "status": Choice("state", "How far they have come.", states=CallState),
        "is_open": Flag("Whether they are still to be made, or are being made.", holds=_is_open),
        "queue": Choice("queue", "Whose work they are.", states=Queue),
        "reason": Choice("reason", "Why they are to be made.", states=CallReason),
        "language": String("language", "The language the supplier speaks."),
        "is_breached": Flag(
            "Whether they are open beyond the time they should have been made by.",
            holds=lambda using: _is_open(using) & Q(sla_due_at__lte=timezone.now()),
        ),
        "operator": String("operator", "The name of the operator who is at them, or was last."),
        "supplier_id": RowID("supplier_id", "Who is to be called.", of="Supplier"),
        "order_id": StoreID("order_id", "The order in the store."),
        "due_at": Moments("due_at", "When they are to be made."),
        "created_at": Moments("created_at", "When they were queued."),
    },
    sorts={
        "created_at": RECORDED,
        "due_at": Sort("When they are to be made.", "due_at"),
        "priority": Sort("The order in which they are given out.", "rank_at"),
    },
    search=Search(
        "Words of the order's number or the supplier's names or reference.",
        columns=("order_number",),
        others={"supplier_id": find_suppliers},
    ),
    newest_first=False,
)
