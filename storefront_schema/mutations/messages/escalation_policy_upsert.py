"""escalationPolicyUpsert: when and how suppliers who do not answer are asked again."""

from __future__ import annotations

from typing import Any

import graphene

from odop_core.i18n import _
from odop_core.security.permissions import Permission
from odop_notifications.api import escalation
from storefront_schema import request
from storefront_schema.errors import Code, Refused, SeveralRefused, collect
from storefront_schema.mutations.arguments import clean_money, clean_slug
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse
from storefront_schema.types.answers import EscalationPolicy
from storefront_schema.types.money import money_input

HIGHEST = 2**31 - 1
_STEP_FIELDS = {"channel": "transport", "wait_minutes": "waitMinutes", "": "steps"}


class EscalationStepInput(graphene.InputObjectType):
    class Meta:
        description = "What is done when a supplier still has not answered."

    wait_minutes = graphene.Int(required=True, description="Minutes since the step before, or the first message.")
    transport = graphene.String(required=True, description='A channel, or "helpline", which is always the last.')


class EscalationPolicyUpsertInput(graphene.InputObjectType):
    class Meta:
        description = "A whole policy; what is left out is not kept from before."

    name = graphene.String(required=True, description="Its name: small letters, digits, hyphens.")
    position = graphene.Int(required=True, description="Policies are tried in this order; the first that fits holds.")
    is_active = graphene.Boolean(description="Whether it is used. Default: true.")
    min_value = money_input("Only for at least this much, tax included.")
    craft = graphene.String(description="Only for this craft (slug).")
    ready_within_hours = graphene.Int(description="Only if the goods must be ready so soon.")
    steps = graphene.List(graphene.NonNull(EscalationStepInput), required=True, description="What is done, in order.")


class EscalationPolicyUpsert(StaffMutation):
    class Meta:
        description = "Makes a policy, or puts this in the place of the one of its name; questions that wait follow it."
        permissions = (Permission.MANAGE_NOTIFICATIONS,)

    class Arguments:
        input = EscalationPolicyUpsertInput(required=True, description="The policy.")

    policy = graphene.Field(EscalationPolicy, description="The policy as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given = arguments["input"]
        active = given.get("is_active")
        with collect() as each:
            name = each(clean_slug, "name", given["name"])
            position = each(_clean_count, "position", given["position"])
            hours = each(_clean_count, "readyWithinHours", given.get("ready_within_hours"))
            least = each(clean_money, "minValue", given["min_value"]) if given.get("min_value") else None
            craft = each(clean_slug, "craft", given["craft"]) if given.get("craft") else ""
            steps = each(_read_steps, given["steps"])
        with refuse("steps", Code.INVALID, escalation.BadPolicy):
            policy = escalation.save_policy(
                name,
                steps,
                position=position or 0,
                active=True if active is None else active,
                min_value_paise=least,
                craft=craft,
                ready_within_hours=hours,
                by=request.actor(info),
            )
        return {"policy": policy}


def _read_steps(given: list[dict[str, Any]]) -> list[escalation.Step]:
    """All that is wrong with them, each at its place. Raises Refused."""
    steps = [escalation.Step(step["wait_minutes"], step["transport"]) for step in given]
    refusals = []
    for problem in escalation.find_problems(steps):
        place = () if problem.place is None else (problem.place, _STEP_FIELDS[problem.field])
        field = _STEP_FIELDS[problem.field] if place else "steps"
        refusals.append(Refused(field, problem.text, Code.INVALID, ("steps", *place)))
    if refusals:
        raise SeveralRefused(refusals)
    return steps


def _clean_count(field: str, value: int | None) -> int | None:
    if value is not None and not 0 <= value <= HIGHEST:
        raise Refused(field, _("This must not be negative."), Code.INVALID)
    return value
