"""What the mutations of metadata share: which object they are about, and what they answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import graphene
from graphql_relay import from_global_id  # type: ignore[import-untyped]

from odop_core import metadata
from odop_core.i18n import _
from odop_core.metadata import BadMetadata, ReferenceTaken, TooMuchMetadata
from odop_core.security.permissions import Permission
from storefront_schema import loaders, request
from storefront_schema.errors import Code, Refused, collect, under
from storefront_schema.guards import PermissionDenied, require_permission
from storefront_schema.interfaces import named_type
from storefront_schema.metadata import INTEGRATED, IntegratedType
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import Refusals, refuse_as, refuse_wrong_ids
from storefront_schema.types import agreements, offers, places, sales, stock, suppliers  # noqa: F401 (they have metadata)

REFUSALS: Refusals = {
    BadMetadata: ("input", Code.INVALID),
    TooMuchMetadata: ("input", Code.LIMIT),
    ReferenceTaken: ("externalReference", Code.UNIQUE),
}
ID_DESCRIPTION = "ID of the object: one of " + ", ".join(f"`{name}`" for name in sorted(INTEGRATED)) + "."


class OdopObjectWithMetadata(graphene.Union):
    class Meta:
        types = tuple(INTEGRATED[name] for name in sorted(INTEGRATED))
        description = "An object of ours that other systems can keep metadata with."

    @classmethod
    def resolve_type(cls, instance: Any, _info: graphene.ResolveInfo) -> Any:
        return next(kind for kind in INTEGRATED.values() if isinstance(instance, kind.row))


@dataclass(frozen=True)
class Target:
    """The object a mutation is about: its type, and its key as metadata are kept by."""

    kind: type[IntegratedType]
    key: str

    @property
    def place(self) -> tuple[str, str]:
        return self.kind._meta.name, self.key


class MetadataMutation(StaffMutation):
    """Base: needs the permission to manage the object it is about."""

    class Meta:
        abstract = True

    permissions = (Permission.MANAGE_CONSIGNMENT, Permission.MANAGE_PROVENANCE)
    item = graphene.Field(OdopObjectWithMetadata, description="The object as it is now.")

    @classmethod
    def check(cls, info: graphene.ResolveInfo, **arguments: Any) -> None:
        require_permission(info, cls.permissions)
        kind = find_kind(arguments["id"])
        if kind is not None and not request.viewer(info).may_any(kind.permissions):
            raise PermissionDenied(kind.permissions)


def find_kind(global_id: str) -> type[IntegratedType] | None:
    """The type of this ID, if it has metadata."""
    try:
        return INTEGRATED.get(from_global_id(global_id)[0])
    except ValueError:
        return None


def find_target(info: graphene.ResolveInfo, global_id: str) -> tuple[Target, Any]:
    """The object, and its row. Raises Refused."""
    kind = find_kind(global_id)
    if kind is None:
        raise Refused("id", _("Give the ID of an object that has metadata."), Code.GRAPHQL_ERROR)
    with refuse_wrong_ids("id"):
        key = kind.key_of_id(kind._meta.name, global_id)
    row = kind.loader(info.context).read([key], request.database(info)).get(key)
    if row is None:
        raise Refused("id", _("There is no such object."), Code.NOT_FOUND)
    return Target(kind, str(key)), row


def read_items(given: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """The items of a form, by key. Raises Refused."""
    with collect() as each:
        for place, item in enumerate(given):
            each(_check, metadata.check_key, item["key"], place, "key")
            each(_check, metadata.check_value, item["value"], place, "value")
    return {item["key"]: item["value"] for item in given}


def _check(check: Callable[[str], None], text: str, place: int, name: str) -> None:
    with under("input", place), refuse_as({BadMetadata: (name, Code.INVALID), TooMuchMetadata: (name, Code.LIMIT)}):
        check(text)


def show(info: graphene.ResolveInfo, target: Target, row: Any) -> dict[str, Any]:
    """The answer: the object with what it has now."""
    loaders.Metadata.of(info).clear(target.place)
    return {"item": row}


class MetadataUpdate(MetadataMutation):
    """Base of the two that add items or change them; `which` says of which metadata."""

    class Meta:
        abstract = True

    class Arguments:
        id = graphene.ID(required=True, description=ID_DESCRIPTION)
        input = graphene.List(
            graphene.NonNull(named_type("MetadataInput")), required=True, description="The items to add or change."
        )

    which: ClassVar[metadata.Kind]

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        with collect() as each:
            found = each(find_target, info, arguments["id"])
            items = each(read_items, arguments["input"])
        target, row = found
        with refuse_as(REFUSALS):
            metadata.update_metadata(*target.place, cls.which, items)
        return show(info, target, row)


class MetadataDelete(MetadataMutation):
    """The same for the two that delete items."""

    class Meta:
        abstract = True

    class Arguments:
        id = graphene.ID(required=True, description=ID_DESCRIPTION)
        keys = graphene.List(
            graphene.NonNull(graphene.String), required=True, description="The keys of the items to delete."
        )

    which: ClassVar[metadata.Kind]

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        target, row = find_target(info, arguments["id"])
        with refuse_as(REFUSALS):
            metadata.delete_metadata(*target.place, cls.which, arguments["keys"])
        return show(info, target, row)
