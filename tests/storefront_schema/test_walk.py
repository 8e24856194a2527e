"""The whole schema, walked: what is not public refuses everybody without its permission, and nothing is undescribed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from graphql import GraphQLSchema
from graphql.type.definition import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
)

from storefront_schema import app
from storefront_schema.guards import GuardedField
from storefront_schema.viewer import Viewer
from tests.storefront_schema.client import UNPRIVILEGED, answer_to

PUBLIC_QUERIES = {
    "districts", "district", "crafts", "artisan", "artisans", "odopProducts", "verifyProvenance", "mySupplier",
    "supplierNotice", "corporation",
    "_service", "_entities",
}  # fmt: skip
PUBLIC_MUTATIONS = {"supplierSignIn", "supplierSignInCodeRequest", "supplierSignOut", "supplierTokenRefresh"}
# What anybody can reach from the public queries; everything else must be behind a guard.
PUBLIC_TYPES = {
    "Query", "District", "Craft", "Artisan", "ArtisanPicture",
    "Provenance", "ConsignmentSale", "Pickup", "Product", "Order", "OrderLine",
    "ArtisanCountableConnection", "ArtisanCountableEdge", "OdopProductCountableConnection", "OdopProductCountableEdge",
    "MetadataItem", "PageInfo", "ProvenanceBadge", "ProvenanceCertificate", "ProvenanceEvent", "ProvenanceVerification",
    "UnitCertificate", "_Service", "_Entity", "OdopCorporation", "OdopSeller", "ProductVariant", "Supplier",
    "SupplierNotice",
    # References only: of these we have no fields.
    "User", "App",
    # By Order.odopDocuments.
    "OdopDocument", "OdopDocumentLine", "OdopMoney",
}  # fmt: skip
# Guarded by their resolvers, because the order's customer may see them too (test_order_facts, test_certificates,
# test_documents).
GUARDED_BY_RESOLVER = {
    ("ConsignmentSale", "notificationStatus"),
    ("Order", "odopDocuments"),
    ("OrderLine", "certificates"),
}
NEEDS = "Requires one of the following permissions: "


def schema() -> GraphQLSchema:
    return app.schema()


def own_types() -> dict[str, Any]:
    hidden = {"String", "Boolean", "Int", "Float", "ID"}
    return {
        name: kind for name, kind in schema().get_type_map().items() if not name.startswith("__") and name not in hidden
    }


def object_types() -> dict[str, GraphQLObjectType]:
    return {name: kind for name, kind in own_types().items() if isinstance(kind, GraphQLObjectType)}


def guarded_fields() -> set[tuple[str, str]]:
    """By construction: what is a GuardedField."""
    found = set()
    for name, kind in object_types().items():
        for field_name, field in kind.graphene_type._meta.fields.items():
            if isinstance(field, GuardedField):
                camel = next(n for n in kind.fields if n.lower().strip("_") == field_name.replace("_", "").lower())
                found.add((name, camel))
    return found


def announced_fields() -> set[tuple[str, str]]:
    """By description: what says that it needs a permission."""
    return {
        (name, field_name)
        for name, kind in object_types().items()
        for field_name, field in kind.fields.items()
        if NEEDS in (field.description or "")
    }


def value_of(kind: Any) -> str:
    """Some value of an input type, written in GraphQL."""
    if isinstance(kind, GraphQLNonNull):
        return value_of(kind.of_type)
    if isinstance(kind, GraphQLList):
        return f"[{value_of(kind.of_type)}]"
    if isinstance(kind, GraphQLInputObjectType):
        required = {n: f.type for n, f in kind.fields.items() if isinstance(f.type, GraphQLNonNull)}
        return "{" + ", ".join(f"{name}: {value_of(of)}" for name, of in required.items()) + "}"
    if isinstance(kind, GraphQLEnumType):
        return str(kind.values[0].name)
    return {"Int": "1", "Boolean": "true", "Date": '"2030-01-01"'}.get(kind.name, '"x"')


def question(operation: str, name: str, field: Any) -> str:
    """The field with some value for each required argument."""
    required = {n: a.type for n, a in field.args.items() if isinstance(a.type, GraphQLNonNull)}
    arguments = ", ".join(f"{n}: {value_of(kind)}" for n, kind in required.items())
    passed = f"({arguments})" if arguments else ""
    return f"{operation} {{ {name}{passed} {{ __typename }} }}"


def guarded_roots() -> Iterator[Any]:
    queries, mutations = schema().get_query_type().fields, schema().get_mutation_type().fields
    for name, field in queries.items():
        if name not in PUBLIC_QUERIES:
            yield pytest.param(question("query", name, field), name, id=name)
    for name, field in mutations.items():
        if name in PUBLIC_MUTATIONS:
            continue
        yield pytest.param(question("mutation", name, field), name, id=name)


@pytest.mark.parametrize("viewer", UNPRIVILEGED, ids=lambda viewer: viewer.kind)
@pytest.mark.parametrize(("asked", "name"), guarded_roots())
def test_every_guarded_query_and_every_mutation_refuses_those_without_permission(
    asked: str, name: str, viewer: Viewer
) -> None:
    # when
    answer = answer_to(asked, viewer)

    # then
    assert answer.is_refused, answer
    assert answer.data == {name: None}


def test_every_guard_is_announced_and_every_announcement_is_guarded() -> None:
    # given
    mutations = {("Mutation", name) for name in schema().get_mutation_type().fields if name not in PUBLIC_MUTATIONS}

    # when / then
    assert announced_fields() == guarded_fields() | mutations | GUARDED_BY_RESOLVER


def test_what_is_not_public_can_only_be_reached_past_a_guard() -> None:
    # given
    reached: set[str] = set()
    guarded = guarded_fields()

    def walk(kind: Any) -> None:
        if kind.name in reached or not isinstance(kind, GraphQLObjectType | GraphQLUnionType):
            return
        reached.add(kind.name)
        if isinstance(kind, GraphQLUnionType):
            for member in kind.types:
                walk(member)
            return
        for name, field in kind.fields.items():
            if (kind.name, name) not in guarded:
                walk(get_named_type(field.type))

    # when
    walk(schema().get_query_type())

    # then
    assert reached == PUBLIC_TYPES


def test_everything_is_described() -> None:
    # given
    silent = [name for name, kind in own_types().items() if not (kind.description or "").strip()]

    # when
    for name, kind in own_types().items():
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            for field_name, field in kind.fields.items():
                silent += [f"{name}.{field_name}"] * (not field.description)
                arguments = getattr(field, "args", {})
                silent += [f"{name}.{field_name}({a})" for a, argument in arguments.items() if not argument.description]
        elif isinstance(kind, GraphQLEnumType):
            silent += [f"{name}.{value.name}" for value in kind.values if not value.description]

    # then
    assert silent == []


def test_a_guarded_field_cannot_be_made_without_a_permission() -> None:
    with pytest.raises(TypeError, match="permission"):
        GuardedField(int, permissions=[], description="Open to all")
