"""Questions, the policies by which they are asked again, and how fast suppliers answer, as plain data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from odop_consignment.api.suppliers import find_suppliers
from odop_core.database.filters import Choice, Flag, Moments, RowID, StoreID
from odop_core.database.lists import LATEST_MOMENT, RECORDED, RowList, Sort, nulls_last
from odop_core.database.text_search import Search
from odop_notifications.escalation import policies
from odop_notifications.escalation.metrics import Figures, Grouping, compute_figures
from odop_notifications.escalation.policies import CHANNELS, BadPolicy, Step, StepProblem, find_problems
from odop_notifications.models import OPEN_QUESTIONS, EscalationPolicy, Question, QuestionState

__all__ = [
    "CHANNELS",
    "QUESTIONS",
    "BadPolicy",
    "Figures",
    "Grouping",
    "PolicyInfo",
    "QuestionInfo",
    "QuestionState",
    "Step",
    "StepProblem",
    "compute_figures",
    "find_problems",
    "list_policies",
    "questions",
    "questions_of_orders",
    "questions_of_sales",
    "save_policy",
    "switch_policy",
]  # fmt: skip


@dataclass(frozen=True)
class QuestionInfo:
    """`due_at` is when the next step is taken; `meaning` and `ready_on` are the answer in force, "" without one."""

    id: int
    order_id: str
    order_number: str
    supplier_id: int
    sale_ids: tuple[int, ...]
    state: str
    policy: str
    opened_at: datetime
    due_at: datetime | None
    needed_by: datetime | None
    meaning: str
    ready_on: date | None
    answered_at: datetime | None
    answered_by: str


@dataclass(frozen=True)
class PolicyInfo:
    """Conditions that are None or "" fit everything; value in paise."""

    name: str
    position: int
    active: bool
    min_value_paise: int | None
    craft: str
    ready_within_hours: int | None
    steps: tuple[Step, ...]
    changed_at: datetime
    changed_by: str


def questions(ids: Iterable[int], using: str = "default") -> dict[int, QuestionInfo]:
    rows = Question.objects.using(using).filter(pk__in=list(ids)).select_related("policy")
    return {row.pk: _question(row) for row in rows}


def questions_of_sales(sale_ids: Iterable[int], using: str = "default") -> dict[int, QuestionInfo]:
    """The latest question about each sale."""
    wanted = set(sale_ids)
    rows = Question.objects.using(using).filter(sale_ids__overlap=list(wanted)).select_related("policy").order_by("id")
    return {sale_id: _question(row) for row in rows for sale_id in row.sale_ids if sale_id in wanted}


def questions_of_orders(order_ids: Iterable[str], using: str = "default") -> dict[str, list[QuestionInfo]]:
    """All questions by order, oldest first."""
    found: dict[str, list[QuestionInfo]] = defaultdict(list)
    rows = Question.objects.using(using).filter(order_id__in=list(order_ids)).select_related("policy").order_by("id")
    for row in rows:
        found[row.order_id].append(_question(row))
    return found


def list_policies(using: str = "default") -> list[PolicyInfo]:
    """In the order in which they are tried."""
    rows = EscalationPolicy.objects.using(using).prefetch_related("steps").order_by("position", "id")
    return [_policy(row) for row in rows]


def save_policy(
    name: str,
    steps: Sequence[Step],
    *,
    position: int,
    active: bool = True,
    min_value_paise: int | None = None,
    craft: str = "",
    ready_within_hours: int | None = None,
    by: str,
) -> PolicyInfo:
    """Create the policy of this name, or put this in its place. Raises BadPolicy."""
    row = policies.save_policy(
        name, steps, position=position, active=active, min_value_paise=min_value_paise, craft=craft,
        ready_within_hours=ready_within_hours, by=by,
    )  # fmt: skip
    return _policy(row)


def switch_policy(name: str, active: bool, by: str) -> PolicyInfo:
    """Raises BadPolicy when there is none of this name."""
    return _policy(policies.switch_policy(name, active, by))


def _question(row: Question) -> QuestionInfo:
    return QuestionInfo(
        row.pk, row.order_id, row.order_number, row.supplier_id, tuple(row.sale_ids), row.state,
        row.policy.name if row.policy else "", row.opened_at, row.due_at, row.needed_by, row.meaning, row.ready_on,
        row.answered_at, row.answered_by,
    )  # fmt: skip


def _policy(row: EscalationPolicy) -> PolicyInfo:
    steps = sorted(row.steps.all(), key=lambda step: step.position)
    return PolicyInfo(
        row.name, row.position, row.active, row.min_value_paise, row.craft, row.ready_within_hours,
        tuple(Step(step.wait_minutes, step.channel) for step in steps), row.changed_at, row.changed_by,
    )  # fmt: skip


QUESTIONS = RowList(
    Question,
    rows=lambda using: Question.objects.using(using).select_related("policy"),
    show=lambda rows, _using: [_question(row) for row in rows],
    filters={
        "status": Choice("state", "How far they have come.", states=QuestionState),
        "is_open": Flag("Whether they wait for an answer.", holds=lambda _using: Q(state__in=OPEN_QUESTIONS)),
        "is_overdue": Flag(
            "Whether the goods should be ready by now.",
            holds=lambda _using: Q(needed_by__isnull=False, needed_by__lte=timezone.now()),
        ),
        "supplier_id": RowID("supplier_id", "Who was asked.", of="Supplier"),
        "order_id": StoreID("order_id", "The order in the store."),
        "due_at": Moments("due_at", "When the next step is taken."),
        "created_at": Moments("opened_at", "When the question was asked."),
    },
    sorts={
        "created_at": RECORDED,
        "due_at": Sort(
            "When the next step is taken; questions without a next step come last.", nulls_last("due_at", LATEST_MOMENT)
        ),
    },
    search=Search(
        "Words of the order's number or the supplier's names or reference.",
        columns=("order_number",),
        others={"supplier_id": find_suppliers},
    ),
    newest_first=False,
)
