"""What all mutations share: a permission, a transaction, and errors as a part of the answer."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext
from typing import Any, Self

import graphene
from django.db import transaction

from odop_core.i18n import _
from odop_core.security.interests import OwnInterest, acting_as
from odop_core.security.permissions import Permission
from storefront_schema import request, supplier_access
from storefront_schema.errors import Code, Refused, errors_field, list_errors
from storefront_schema.guards import PermissionDenied, permission_note, refuse_unkeepable, require_permission
from storefront_schema.mutations import texts
from storefront_schema.mutations.refusals import as_own_interest

ONLY_OWNERS = " Of a supplier's group, only owners may do it."
NOT_YOURS = _("There is no such thing of yours. Use the IDs from your own lists.")


class StaffMutation(graphene.Mutation):
    """Base. A subclass names its `description` and (here or in a base) `permissions` in Meta, and works in `perform`.

    `atomic=False` in Meta is for work that reaches the store or the file storage, and so keeps no transaction open.
    """

    class Meta:
        abstract = True

    permissions: tuple[Permission, ...]
    atomic: bool
    errors: Any
    # Arguments whose texts it checks for Aadhaar numbers itself (see `texts`).
    reads_itself: tuple[str, ...] = ()
    # Who else than those with the permission may do it, in words.
    open_to = ""
    is_public = False

    @classmethod
    def __init_subclass_with_meta__(
        cls, *, permissions: tuple[Permission, ...] = (), description: str = "", atomic: bool = True, **options: Any
    ) -> None:
        permissions = permissions or getattr(cls, "permissions", ())
        if not (permissions or cls.is_public) or not description:
            raise TypeError(f"{cls.__name__} needs permissions and a description in its Meta.")
        cls.permissions, cls.atomic = permissions, atomic
        cls.errors = errors_field(cls.__module__, "Why it was not done; empty when it was.")
        note = "" if cls.is_public else permission_note(permissions)
        super().__init_subclass_with_meta__(description=description + note + cls.open_to, **options)

    @classmethod
    def mutate(cls, _root: Any, info: graphene.ResolveInfo, **arguments: Any) -> Self:
        refuse_unkeepable(arguments)
        viewer = request.viewer(info)
        with request.adapter().writing(info.context), acting_as(viewer.user_id or "", viewer.email):
            try:
                cls.check(info, **arguments)
                texts.refuse_aadhaar(info.parent_type.fields[info.field_name].args, arguments, cls.reads_itself)
                with transaction.atomic() if cls.atomic else nullcontext():
                    return cls._answer(cls.perform(info, **arguments))
            except Refused as refusal:
                return cls(errors=list_errors(refusal))
            except OwnInterest as error:
                return cls(errors=list_errors(as_own_interest(error)))

    @classmethod
    def _answer(cls, values: dict[str, Any]) -> Self:
        """Also with values that are no fields, from which fields are resolved, such as the ID of an object."""
        answer = cls(errors=[])
        for name, value in values.items():
            setattr(answer, name, value)
        return answer

    @classmethod
    def check(cls, info: graphene.ResolveInfo, **arguments: Any) -> None:
        """Raises PermissionDenied."""
        require_permission(info, cls.permissions)

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        """Do it, and return the fields of the answer. Raises Refused, which undoes everything."""
        raise NotImplementedError


class PublicMutation(StaffMutation):
    """Base of what anybody may do, such as signing in."""

    class Meta:
        abstract = True

    is_public = True
    open_to = " Open to everybody."

    @classmethod
    def check(cls, info: graphene.ResolveInfo, **arguments: Any) -> None:
        """Nobody is refused."""


class SupplierMutation(StaffMutation):
    """Base of what suppliers may also do with their own token, to rows of their own: `find_owners` says whose they
    are. They are told the same of what is not theirs and of what is not there."""

    class Meta:
        abstract = True

    open_to = " Suppliers may do it for themselves."
    # What is about money or people, and so not for a helper of a group.
    for_owners = False

    @classmethod
    def check(cls, info: graphene.ResolveInfo, **arguments: Any) -> None:
        """Raises PermissionDenied; and Refused when one of many rows is not a supplier's own."""
        supplier_id = supplier_access.get_supplier_scope(info, cls.permissions, cls.open_to)
        if cls.for_owners and not request.viewer(info).is_owner:
            raise PermissionDenied(cls.permissions, ONLY_OWNERS)
        if supplier_id is not None and set(cls.find_owners(info, **arguments)) - {supplier_id}:
            raise Refused("ids" if "ids" in arguments else "id", NOT_YOURS, Code.NOT_FOUND)

    @classmethod
    def find_owners(cls, info: graphene.ResolveInfo, **arguments: Any) -> Iterable[int | None]:
        """The supplier (by number) of each row that the arguments name; None for one that is nobody's, or not there.

        Asked of suppliers only. May raise Refused.
        """
        raise NotImplementedError
