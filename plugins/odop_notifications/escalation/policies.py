"""Escalation policies: finding the one that fits a question, and changing them."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction

from odop_core.database.locks import lock_subject
from odop_core.i18n import Text, TextError, _
from odop_notifications.channels.availability import is_set_up
from odop_notifications.models import HELPLINE, EscalationPolicy, EscalationStep
from odop_notifications.settings import NotificationSettings
from odop_notifications.suppliers import endpoints

SHIPPED = Path(__file__).with_name("shipped.toml")
# Channels that ask a supplier; the merchant's own systems and trials ("console") are no way to be heard sooner.
CHANNELS = ("gateway", "sms", "whatsapp", "voice", "email", "webhook", "console", HELPLINE)
LONGEST_WAIT = 7 * 24 * 60


@dataclass(frozen=True)
class StepProblem:
    """What is wrong with the steps of a policy: with a field of the step at a place, or with all of them together."""

    text: Text
    place: int | None = None
    field: str = ""


class BadPolicy(TextError, ValueError):
    """A policy that cannot be followed; the message says what to change."""


@dataclass(frozen=True)
class Step:
    wait_minutes: int
    channel: str


@dataclass(frozen=True)
class PolicyFacts:
    """What a policy's conditions are about."""

    value_paise: int
    craft: str
    needed_by: datetime | None


def find_policy(question: PolicyFacts, now: datetime) -> EscalationPolicy | None:
    """The first active policy whose conditions all hold."""
    rows = EscalationPolicy.objects.filter(active=True).order_by("position", "id")
    return next((row for row in rows if _fits(row, question, now)), None)


def _fits(policy: EscalationPolicy, question: PolicyFacts, now: datetime) -> bool:
    if policy.min_value_paise is not None and question.value_paise < policy.min_value_paise:
        return False
    if policy.craft and policy.craft != question.craft:
        return False
    if policy.ready_within_hours is None:
        return True
    return question.needed_by is not None and question.needed_by - now <= timedelta(hours=policy.ready_within_hours)


def find_next_step(
    policy_id: int | None, position: int, settings: NotificationSettings, supplier_id: int
) -> EscalationStep | None:
    """The first step from `position` on by which this supplier can be asked; None when there is none left."""
    if policy_id is None:
        return None
    steps = EscalationStep.objects.filter(policy_id=policy_id, position__gte=position).order_by("position")
    return next((step for step in steps if _reaches(step.channel, settings, supplier_id)), None)


def _reaches(channel: str, settings: NotificationSettings, supplier_id: int) -> bool:
    if channel == "webhook":
        return bool(endpoints.endpoint_address(supplier_id))
    return is_set_up(channel, settings)


@transaction.atomic
def save_policy(
    name: str,
    steps: Sequence[Step],
    *,
    position: int,
    active: bool = True,
    min_value_paise: int | None = None,
    craft: str = "",
    ready_within_hours: int | None = None,
    by: str = "",
) -> EscalationPolicy:
    """Create the policy of this name, or put another in its place. Raises BadPolicy."""
    _check(steps)
    lock_subject("escalation-policy", name)
    policy, _created = EscalationPolicy.objects.update_or_create(
        name=name,
        defaults={
            "position": position,
            "active": active,
            "min_value_paise": min_value_paise,
            "craft": craft,
            "ready_within_hours": ready_within_hours,
            "changed_by": by,
        },
    )
    policy.steps.all().delete()
    EscalationStep.objects.bulk_create(
        EscalationStep(policy=policy, position=number, wait_minutes=step.wait_minutes, channel=step.channel)
        for number, step in enumerate(steps, start=1)
    )
    return policy


@transaction.atomic
def switch_policy(name: str, active: bool, by: str) -> EscalationPolicy:
    """Raises BadPolicy when there is none of this name."""
    policy = EscalationPolicy.objects.select_for_update().filter(name=name).first()
    if policy is None:
        raise BadPolicy(_("There is no policy {name}.", name=repr(name)))
    policy.active, policy.changed_by = active, by
    policy.save(update_fields=["active", "changed_by", "changed_at"])
    return policy


def _check(steps: Sequence[Step]) -> None:
    for problem in find_problems(steps):
        raise BadPolicy(problem.text)


def find_problems(steps: Sequence[Step]) -> list[StepProblem]:
    """All that keeps these steps from being a policy's."""
    problems = []
    for place, step in enumerate(steps):
        if step.channel not in CHANNELS:
            text = _(
                "There is no channel {name}; there are {names}.", name=repr(step.channel), names=", ".join(CHANNELS)
            )
            problems.append(StepProblem(text, place, "channel"))
        if not 0 <= step.wait_minutes <= LONGEST_WAIT:
            text = _("Wait between 0 and {most} minutes, not {given}.", most=LONGEST_WAIT, given=step.wait_minutes)
            problems.append(StepProblem(text, place, "wait_minutes"))
        if step.channel == HELPLINE and place < len(steps) - 1:
            text = _("Nothing can follow the step 'helpline': from there on people decide.")
            problems.append(StepProblem(text, place, "channel"))
    if not steps or steps[-1].channel != HELPLINE:
        problems.append(StepProblem(_("The last step must be 'helpline', or the supplier would never be called.")))
    return problems


def load_shipped_policies() -> None:
    """Add the shipped policies whose names are not taken."""
    known = set(EscalationPolicy.objects.values_list("name", flat=True))
    for entry in tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["policy"]:
        if entry["name"] not in known:
            steps = [Step(**step) for step in entry.pop("steps")]
            save_policy(steps=steps, by="shipped", **entry)
