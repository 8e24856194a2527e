"""The App host's part of a supergraph: Apollo Federation 1, written down here because it is small.

A gateway asks `_service` for our schema in SDL, and `_entities` for our fields of the store's objects, named by
`__typename` and `id`. We never look such an object up: knowing its ID is enough to tell what we know of it.
"""

from __future__ import annotations

from typing import Any

import graphene
from graphql import GraphQLError
from graphql.language import ast

from storefront_schema import sdl
from storefront_schema.extensions import extensions

ENTITY_LIMIT = 100
KEY = ' @key(fields: "id")'


def _entity(name: str, fields: dict[str, graphene.Field]) -> type[graphene.ObjectType]:
    meta = type("Meta", (), {"name": name, "description": f"Our part of the store's type {name}."})
    key = graphene.ID(required=True, description="The store's global ID.")
    return type(name, (graphene.ObjectType,), {"Meta": meta, "id": key, **fields})


ENTITIES = {name: _entity(name, fields) for name, fields in extensions().items()}


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
        return [_found(representation) for representation in representations]


def subgraph_sdl(schema: graphene.Schema) -> str:
    """Our schema as a gateway composes it."""
    return sdl.write_sdl(
        schema,
        leave_out=["_Any", "_Entity", "_Service", "Query._service", "Query._entities"],
        extended={"Query": "", "Mutation": "", **dict.fromkeys(ENTITIES, KEY)},
        field_directives={(name, "id"): " @external" for name in ENTITIES},
    )


def _found(representation: Any) -> graphene.ObjectType:
    if not isinstance(representation, dict):
        raise GraphQLError("A representation must be an object with __typename and id.")
    entity = ENTITIES.get(str(representation.get("__typename")))
    if entity is None:
        known = ", ".join(ENTITIES)
        raise GraphQLError(f"We extend only {known}, not {representation.get('__typename')!r}.")
    key = representation.get("id")
    if not isinstance(key, str) or not key:
        raise GraphQLError(f"The representation of a {representation['__typename']} needs an id.")
    return entity(id=key)
