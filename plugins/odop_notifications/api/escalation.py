"""Questions, the policies by which they are asked again, and how fast suppliers answer, as plain data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from odop_core.database.pagination import Window
from odop_notifications.escalation import policies
from odop_notifications.escalation.metrics import Figures, Grouping, compute_figures
from odop_notifications.escalation.policies import CHANNELS, BadPolicy, Step, StepProblem, find_problems
from odop_notifications.models import OPEN_QUESTIONS, EscalationPolicy, Question, QuestionState

__all__ = [
    "CHANNELS",
    "BadPolicy",
    "Figures",
    "Grouping",
    "PolicyInfo",
    "QuestionInfo",
    "QuestionState",
    "Step",
    "StepProblem",
    "WantedQuestions",
    "compute_figures",
    "count_questions",
    "find_problems",
    "list_policies",
    "list_questions",
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


@dataclass(frozen=True)
class WantedQuestions:
    """Which questions to list; what is None or "" does not matter. `overdue`: the goods should be ready by now."""

    states: Sequence[QuestionState] = OPEN_QUESTIONS
    supplier_id: int | None = None
    order_id: str = ""
    overdue: bool | None = None


def list_questions(wanted: WantedQuestions, window: Window, using: str = "default") -> list[QuestionInfo]:
    return [_question(row) for row in window.select(_wanted(wanted, using).select_related("policy"))]


def count_questions(wanted: WantedQuestions, using: str = "default") -> int:
    return _wanted(wanted, using).count()


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


def _wanted(wanted: WantedQuestions, using: str) -> QuerySet[Question]:
    rows = Question.objects.using(using).filter(state__in=wanted.states)
    rows = rows if wanted.supplier_id is None else rows.filter(supplier_id=wanted.supplier_id)
    if wanted.overdue is not None:
        late = Q(needed_by__isnull=False, needed_by__lte=timezone.now())
        rows = rows.filter(late if wanted.overdue else ~late)
    return rows.filter(order_id=wanted.order_id) if wanted.order_id else rows


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
