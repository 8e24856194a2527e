"""Metadata and external references in GraphQL: what an app keeps with our rows, read as Saleor's `ObjectWithMetadata`.

A type has them by being an `IntegratedType` and naming in its Meta who may write them and which dataloader finds its
rows. `updateMetadata` of Saleor knows only Saleor's own types, so we have mutations of our own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import graphene
from graphql import GraphQLError
from promise import Promise

from odop_core import metadata
from odop_core.security.permissions import Permission
from storefront_schema import ids, loaders, request, scalars
from storefront_schema.guards import GuardedField
from storefront_schema.interfaces import NodeType, named_type, stand_in

_KEYS = {"keys": graphene.Argument(graphene.List(graphene.NonNull(graphene.String)), description="Only these.")}
_KEY = {"key": graphene.Argument(graphene.NonNull(graphene.String), description="The key of the item.")}


@stand_in
class MetadataItem(graphene.ObjectType):
    class Meta:
        description = "An item of metadata."

    key = graphene.String(required=True, description="Key of a metadata item.")
    value = graphene.String(required=True, description="Value of a metadata item.")


@stand_in
class MetadataInput(graphene.InputObjectType):
    class Meta:
        description = "An item of metadata, to be kept."

    key = graphene.String(required=True, description="Key of a metadata item.")
    value = graphene.String(required=True, description="Value of a metadata item.")


def _items() -> Any:
    return graphene.NonNull(graphene.List(graphene.NonNull(named_type("MetadataItem"))))


@stand_in
class ObjectWithMetadata(graphene.Interface):
    class Meta:
        description = "An object that apps can keep metadata with."

    private_metadata = graphene.Field(_items, description="Private metadata. Needs staff permissions.")
    private_metafield = graphene.Field(graphene.String, args=_KEY, description="One value of the private metadata.")
    private_metafields = graphene.Field(
        scalars.scalar("Metadata"), args=_KEYS, description="Private metadata as a map. Needs staff permissions."
    )
    metadata = graphene.Field(_items, description="Public metadata.")
    metafield = graphene.Field(graphene.String, args=_KEY, description="One value of the public metadata.")
    metafields = graphene.Field(scalars.scalar("Metadata"), args=_KEYS, description="Public metadata as a map.")


class IntegratedType(NodeType):
    """Base of the types that merchants' other systems work with: those with metadata and an external reference."""

    class Meta:
        abstract = True

    permissions: tuple[Permission, ...]
    loader: Any
    row: Any
    has_text_key: bool
    key_of_id: Any

    @classmethod
    def __init_subclass_with_meta__(  # type: ignore[override]
        cls, *, permissions: tuple[Permission, ...], loader: Any, row: Any, has_text_key: bool = False, **options: Any
    ) -> None:
        """`row` is the class of its rows; `has_text_key` of a type whose key is not a number."""
        cls.permissions, cls.loader, cls.row = permissions, loader, row
        cls.has_text_key = has_text_key
        cls.key_of_id = ids.key_of if has_text_key else ids.number_of
        for name, field in _fields_of(cls, permissions).items():
            setattr(cls, name, field)
        super().__init_subclass_with_meta__(interfaces=(ObjectWithMetadata,), **options)
        INTEGRATED[cls._meta.name] = cls


INTEGRATED: dict[str, type[IntegratedType]] = {}


def _fields_of(kind: type[IntegratedType], permissions: tuple[Permission, ...]) -> dict[str, graphene.Field]:
    def read(take: Any) -> Any:
        def resolve(root: Any, info: graphene.ResolveInfo, **arguments: Any) -> Any:
            key = kind._meta.name, str(_key_of_row(kind, root, info))
            return loaders.Metadata.of(info).load(key).then(lambda found: take(found, **arguments))

        return resolve

    def three(which: metadata.Kind, words: str) -> dict[str, tuple[Any, dict[str, Any]]]:
        return {
            which: (_items, {"resolver": read(lambda found: _list_items(getattr(found, which))),
                    "description": f"{words} metadata of other systems."}),
            which.replace("data", "field"): (graphene.String, {"args": _KEY,
                    "resolver": read(lambda found, key: getattr(found, which).get(key)),
                    "description": f"One value of the {words.lower()} metadata; null where there is none."}),
            which.replace("data", "fields"): (scalars.scalar("Metadata"), {"args": _KEYS,
                    "resolver": read(lambda found, keys=None: _choose(getattr(found, which), keys)),
                    "description": f"The {words.lower()} metadata as a map."}),
        }  # fmt: skip

    public = three("metadata", "Public")
    private = three("private_metadata", "Private")
    return {
        "external_reference": GuardedField(
            graphene.String,
            permissions=permissions,
            resolver=read(lambda found: found.external_reference or None),
            description="What another system calls it; null if none was given.",
        ),
        **{name: GuardedField(of, permissions=permissions, **options) for name, (of, options) in private.items()},
        **{name: graphene.Field(of, **options) for name, (of, options) in public.items()},
    }


def _key_of_row(kind: type[IntegratedType], root: Any, info: graphene.ResolveInfo) -> Any:
    resolve = getattr(kind, "resolve_id", None)
    return resolve(root, info) if resolve else root.id


def _list_items(items: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"key": key, "value": items[key]} for key in sorted(items)]


def _choose(items: Mapping[str, str], keys: list[str] | None) -> dict[str, str]:
    return {key: value for key, value in items.items() if keys is None or key in keys}


def row_arguments(what: str) -> dict[str, graphene.Argument]:
    """The arguments of a field that looks one row up, by either name."""
    return {
        "id": graphene.Argument(graphene.ID, description=f"ID of the {what}."),
        "external_reference": graphene.Argument(graphene.String, description=f"What another system calls the {what}."),
    }


def read_key(
    kind: type[IntegratedType], info: graphene.ResolveInfo, id: str | None, external_reference: str | None
) -> Any:
    """The key of the row asked for by either; None where no row has the reference. Raises GraphQLError."""
    if (id is None) == (external_reference is None):
        given = "slug" if kind.has_text_key else "id"
        raise GraphQLError(f"Give either the {given} or the externalReference.")
    name = kind._meta.name
    if id is not None:
        try:
            return kind.key_of_id(name, id)
        except ids.WrongID as error:
            raise GraphQLError(str(error)) from error
    found = metadata.find_key(name, external_reference or "", request.database(info))
    return None if found is None else kind.key_of_id(name, ids.make(name, found))


def find_row(
    kind: type[IntegratedType], info: graphene.ResolveInfo, id: str | None, external_reference: str | None
) -> Promise:
    """The row asked for by either; None where there is none. Raises GraphQLError."""
    key = read_key(kind, info, id, external_reference)
    return Promise.resolve(None) if key is None else kind.loader.of(info).load(key)
