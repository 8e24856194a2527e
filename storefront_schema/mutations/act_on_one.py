"""Mutations that name one row, maybe say why, call one function with it, and answer with the row as it now is.

Those of one kind of row share a base of their own, which says what kind that is; each is then a description and `act`.
They are found in the file `steps.py` of their folder.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import graphene
from graphene.utils.str_converters import to_camel_case

from storefront_schema import request
from storefront_schema.errors import collect
from storefront_schema.loaders.base import Loader
from storefront_schema.mutations.arguments import clean_id, clean_text
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import Refusals, refuse_as


class ActOnOne(StaffMutation):
    """Base. In Meta, `reason` is the description of the argument of that name, where there is to be one."""

    class Meta:
        abstract = True

    # The type in the row's ID, the argument that is this ID, and its description.
    row: ClassVar[str]
    id_argument: ClassVar[str] = "id"
    id_description: ClassVar[str]
    # The field of the answer, which the base declares.
    answer: ClassVar[str]
    refusals: ClassVar[Refusals]
    # Loaders that may remember, by the row's number, what is no longer so.
    outdated: ClassVar[tuple[type[Loader], ...]] = ()
    # Called with the row's number, `by=`, and `reason=` where there is one; returns the row as it now is.
    act: ClassVar[Callable[..., Any]]
    # What is called instead when suppliers do it to what is their own, where that is not the same.
    own_act: ClassVar[Callable[..., Any] | None] = None
    reason_is_required: ClassVar[bool]

    @classmethod
    def __init_subclass_with_meta__(cls, *, reason: str = "", reason_is_required: bool = True, **options: Any) -> None:
        arguments = {cls.id_argument: graphene.ID(required=True, description=cls.id_description)}
        if reason:
            arguments["reason"] = graphene.String(required=reason_is_required, description=reason)
        cls.reason_is_required = reason_is_required
        super().__init_subclass_with_meta__(arguments=arguments, **options)

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        said = {}
        with collect() as each:
            number = each(clean_id, to_camel_case(cls.id_argument), cls.row, arguments[cls.id_argument])
            if "reason" in arguments:
                said["reason"] = each(clean_text, "reason", arguments["reason"], required=cls.reason_is_required)
        with refuse_as(cls.refusals):
            act = cls.own_act if cls.own_act and not request.viewer(info).may_any(cls.permissions) else cls.act
            row = act(number, by=request.actor(info), **said)
        for loader in cls.outdated:
            loader.of(info).clear(number)
        return {cls.answer: row}
