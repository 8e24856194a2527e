"""The store's own types as fields of ours: Saleor's in Saleor, references that a router completes beside it.

In both hosts the store decides who may see the object: a field is null for whoever may not, also where they may see
our row. (In Saleor, staff who keep suppliers' goods or origins also see the products that no channel shows.) Saleor's
order lines and warehouses have no key in a supergraph, so nothing beside Saleor can lead to them: an order line stays
an ID, and of warehouses we tell what the store told us (`OdopPickupPoint`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from operator import attrgetter
from typing import Any

import graphene

from storefront_schema import loaders

# Whoever may not see all products of a store sees those of a channel.
_BY_CHANNEL = ("Product", "ProductVariant")
NAMES = (*_BY_CHANNEL, "Order", "User", "App")
_types: dict[str, Any] = {}


def use_store_types(**types: Any) -> None:
    """From now on these. Called before a schema is built: that is when fields look their type up."""
    _types.update(types)


def store_type(name: str) -> Callable[[], Any]:
    """The type of this name, to be looked up later."""
    return lambda: get_store_type(name)


def get_store_type(name: str) -> Any:
    if name not in _types:
        return import_module("storefront_schema.federation").ENTITIES[name]
    return _types[name]


@contextmanager
def standing_in(types: Mapping[str, Any]) -> Iterator[None]:
    """Within it, these stand for the store's: for a schema that is built beside that of the process."""
    before = dict(_types)
    _types.update(types)
    try:
        yield
    finally:
        _types.clear()
        _types.update(before)


def channel_argument() -> graphene.Argument:
    return graphene.Argument(
        graphene.String,
        description="Slug of a channel: prices are those of it, and whoever may not see all products sees those that "
        "are published in it.",
    )


def store_options(type_name: str, path: str | Callable[[Any], str | None], description: str) -> dict[str, Any]:
    """What a field for an object of the store is made with, beside its type; `path` leads to its ID in the row."""
    key_of = attrgetter(path) if isinstance(path, str) else path

    def resolve(root: Any, info: graphene.ResolveInfo, channel: str | None = None) -> Any:
        store_id = key_of(root)
        return loaders.StoreObject.of(info).load((type_name, store_id, channel)) if store_id else None

    note = " Null where the store does not show it to whoever asks."
    arguments = {"args": {"channel": channel_argument()}} if type_name in _BY_CHANNEL else {}
    return {"resolver": resolve, "description": description + note, **arguments}


def store_field(type_name: str, path: str | Callable[[Any], str | None], description: str) -> graphene.Field:
    """An object of the store by the ID in a row; null where the row has none."""
    return graphene.Field(store_type(type_name), **store_options(type_name, path, description))
