"""What all mutations share: a permission, a transaction, and errors as a part of the answer."""

from __future__ import annotations

from typing import Any, Self

import graphene
from django.db import transaction

from odop_core.permissions import Permission
from storefront_schema import request
from storefront_schema.errors import OdopError, Refused
from storefront_schema.guards import demand, requires


class StaffMutation(graphene.Mutation):
    """Base. A subclass names its `permissions` and `description` in Meta, and does its work in `perform`."""

    class Meta:
        abstract = True

    permissions: tuple[Permission, ...]

    errors = graphene.List(
        graphene.NonNull(OdopError), required=True, description="Why it was not done; empty when it was."
    )

    @classmethod
    def __init_subclass_with_meta__(
        cls, permissions: tuple[Permission, ...] = (), description: str = "", **options: Any
    ) -> None:
        if not permissions or not description:
            raise TypeError(f"{cls.__name__} needs permissions and a description in its Meta.")
        cls.permissions = permissions
        super().__init_subclass_with_meta__(description=description + requires(permissions), **options)

    @classmethod
    def mutate(cls, _root: Any, info: graphene.ResolveInfo, **arguments: Any) -> Self:
        demand(info, cls.permissions)
        with request.adapter().writing(info.context):
            try:
                with transaction.atomic():
                    return cls(errors=[], **cls.perform(info, **arguments))
            except Refused as refusal:
                error = OdopError(field=refusal.field, message=str(refusal), code=refusal.code.value)
                return cls(errors=[error])

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        """Do it, and return the fields of the answer. Raises Refused, which undoes everything."""
        raise NotImplementedError
