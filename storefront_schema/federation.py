"""The App host's part of a supergraph: Apollo Federation 1, written down here because it is small.

A gateway asks `_service` for our schema in SDL, and `_entities` for our fields of the store's objects, named by
`__typename` and their key. We never look such an object up: knowing its ID is enough to tell what we know of it.

Saleor's own keys (its `@federated_entity`) are "id" for Order and "id channel" for products and variants; order lines
have none. So a router needs from us "id" to come to our fields, and the channel of what `odopProducts` lists to go on
to Saleor's. Types that have no key in Saleor (OrderLine, Warehouse) cannot be handed out for Saleor to complete.
"""

from __future__ import annotations

from typing import Any

import graphene
from graphql import GraphQLError
from graphql.language import ast

from storefront_schema import sdl
from storefront_schema.extensions import extensions

# A page of a hundred products with all their variants; whatever the number, each kind of fact is read once.
ENTITY_LIMIT = 1000
# What is between a router and us, and no part of the schema it composes.
PROTOCOL = ("_Any", "_Entity", "_Service", "Query._service", "Query._entities")
KEYS = {
    "Product": ("id", "id channel"),
    "ProductVariant": ("id", "id channel"),
    "OrderLine": ("id",),
    "Order": ("id",),
    # Named by us, without fields of ours.
    "User": ("id",),
    "App": ("id",),
}


def _entity(name: str, fields: dict[str, graphene.Field]) -> type[graphene.ObjectType]:
    meta = type("Meta", (), {"name": name, "description": f"Our part of the store's type {name}."})
    keys = {
        "id": graphene.ID(required=True, description="The store's global ID."),
        "channel": graphene.String(description="Slug of the channel it was asked for in; null if none was named."),
    }
    of_this = {field: keys[field] for field in _key_fields(name)}
    return type(name, (graphene.ObjectType,), {"Meta": meta, **of_this, **fields})


def _key_fields(name: str) -> list[str]:
    return list(dict.fromkeys(" ".join(KEYS[name]).split()))


_fields = extensions()
ENTITIES = {name: _entity(name, _fields.get(name, {})) for name in KEYS}


class _Any(graphene.Scalar):
    """The key of an object of the store: `{"__typename": "Product", "id": "…"}`."""

    @staticmethod
    def serialize(value: Any) -> Any:
        return value

    @staticmethod
    def parse_value(value: Any) -> Any:
        return value

    @staticmethod
    def parse_literal(node: Any) -> Any:
        if isinstance(node, ast.ObjectValue):
            return {field.name.value: _Any.parse_literal(field.value) for field in node.fields}
        return getattr(node, "value", None)


class _Entity(graphene.Union):
    """An object of the store, as far as we know of it."""

    class Meta:
        types = tuple(ENTITIES.values())


class _Service(graphene.ObjectType):
    """What a gateway must know of us."""

    sdl = graphene.String(required=True, description="Our schema, for a gateway to compose.")


class FederationQueries(graphene.ObjectType):
    class Meta:
        description = "What a federation gateway asks."

    service = graphene.Field(_Service, name="_service", required=True, description="What a gateway must know of us.")
    entities = graphene.List(
        _Entity,
        name="_entities",
        required=True,
        representations=graphene.List(
            graphene.NonNull(_Any),
            required=True,
            description=f"Keys of objects of the store, at most {ENTITY_LIMIT}.",
        ),
        description="What we know of objects of the store.",
    )

    @staticmethod
    def resolve_service(_root: Any, info: graphene.ResolveInfo) -> _Service:
        return _Service(sdl=subgraph_sdl(info.schema))

    @staticmethod
    def resolve_entities(_root: Any, _info: graphene.ResolveInfo, representations: list[Any]) -> list[Any]:
        if len(representations) > ENTITY_LIMIT:
            raise GraphQLError(f"Ask for at most {ENTITY_LIMIT} entities at once, not {len(representations)}.")
        return [_find_entity(representation) for representation in representations]


def subgraph_sdl(schema: graphene.Schema) -> str:
    """Our schema as a gateway composes it."""
    return sdl.write_sdl(
        schema,
        leave_out=PROTOCOL,
        extended={"Query": "", "Mutation": "", **{name: _key_directives(name) for name in ENTITIES}},
        field_directives={(name, field): " @external" for name in ENTITIES for field in _key_fields(name)},
    )


def _key_directives(name: str) -> str:
    return "".join(f' @key(fields: "{fields}")' for fields in KEYS[name])


def _find_entity(representation: Any) -> graphene.ObjectType | GraphQLError:
    """An error in the place of what is no key of ours: the others of the request are answered."""
    if not isinstance(representation, dict):
        return GraphQLError("A representation must be an object with __typename and id.")
    name = representation.get("__typename")
    entity = ENTITIES.get(str(name))
    if entity is None:
        return GraphQLError(f"We extend only {', '.join(ENTITIES)}, not {name!r}.")
    key, channel = representation.get("id"), representation.get("channel")
    if not isinstance(key, str) or not key:
        return GraphQLError(f"The representation of a {name} needs an id.")
    if "channel" not in _key_fields(str(name)):
        return entity(id=key)
    if not isinstance(channel, str | None):
        return GraphQLError(f"The channel of the representation of a {name} must be a text.")
    return entity(id=key, channel=channel)
