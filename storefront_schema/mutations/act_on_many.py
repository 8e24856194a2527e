"""Mutations that do to many rows what another does to one: `supplierBulkApprove` is `supplierApprove` of each.

As in Saleor they take `errorPolicy`, and answer with `count` and `results`.
"""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

import graphene

from odop_core.i18n import _
from storefront_schema.errors import Refused, errors_field, too_few_or_many
from storefront_schema.mutations import bulk
from storefront_schema.mutations.act_on_one import ActOnOne
from storefront_schema.mutations.base import StaffMutation

MOST_AT_ONCE = 100


class ActOnMany(StaffMutation):
    """Base. In Meta, `one` is the mutation of one row, and `reason` as there: said once, it counts for all."""

    class Meta:
        abstract = True

    one: ClassVar[type[ActOnOne]]
    result: ClassVar[Any]

    @classmethod
    def __init_subclass_with_meta__(  # type: ignore[override]
        cls, *, one: type[ActOnOne], reason: str = "", **options: Any
    ) -> None:
        cls.one = one
        cls.result = _result_type(cls, one)
        arguments = {
            "ids": graphene.List(
                graphene.NonNull(graphene.ID), required=True, description=f"Their IDs, at most {MOST_AT_ONCE}."
            ),
            "error_policy": bulk.policy_argument(),
        }
        if reason:
            arguments["reason"] = graphene.String(required=one.reason_is_required, description=reason)
        cls.count = bulk.count_field()
        cls.results = graphene.List(graphene.NonNull(cls.result), description="What became of each, in order.")
        super().__init_subclass_with_meta__(arguments=arguments, permissions=one.permissions, atomic=False, **options)

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        row_ids = arguments.pop("ids")
        policy = arguments.pop("error_policy", None)
        if not 1 <= len(row_ids) <= MOST_AT_ONCE:
            raise Refused("ids", _("Name at least 1 and at most {most}.", most=MOST_AT_ONCE), too_few_or_many(row_ids))
        results: dict[int, Any] = {}
        with bulk.undone_if_wrong(policy, results.values()):
            # Everybody locks rows in the same order, so that no two calls wait for each other.
            for place, row_id in sorted(enumerate(row_ids), key=lambda item: item[1]):
                results[place] = bulk.result_of(cls.result, partial(cls._act, info, row_id, arguments))
        return bulk.finish(policy, [results[place] for place in range(len(row_ids))], cls.one.answer)

    @classmethod
    def _act(cls, info: graphene.ResolveInfo, row_id: str, arguments: dict[str, Any]) -> dict[str, Any]:
        return cls.one.perform(info, **{cls.one.id_argument: row_id, **arguments})


def _result_type(cls: type[ActOnMany], one: type[ActOnOne]) -> Any:
    answer = getattr(one, one.answer)
    fields = {
        one.answer: graphene.Field(answer.type, description="As it now is; null if nothing was done."),
        "errors": errors_field(cls.__module__, "Why it was refused; empty when it was not."),
        "Meta": type("Meta", (), {"description": "What became of one of them."}),
    }
    return type(f"{cls.__name__}Result", (graphene.ObjectType,), fields)
