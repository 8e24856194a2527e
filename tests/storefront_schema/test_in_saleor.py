"""Adding to Saleor's schema, where it can be told without one: what is taken is never overridden."""

from __future__ import annotations

import sys
import types

import graphene
import pytest
from django.core.exceptions import ImproperlyConfigured

from storefront_schema import in_saleor
from storefront_schema.mutations import MUTATIONS


def test_it_refuses_when_the_schema_was_built_already(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setitem(sys.modules, "saleor.graphql.api", types.ModuleType("saleor.graphql.api"))

    # when / then
    with pytest.raises(ImproperlyConfigured, match="was built before"):
        in_saleor.inject()


def test_a_field_that_is_there_already_is_not_overridden() -> None:
    # given
    fields = {"provenance": "Saleor's"}

    # when / then
    with pytest.raises(ImproperlyConfigured, match="cannot add provenance to the GraphQL type Product"):
        in_saleor.add_fields("Product", fields, {"provenance": "ours", "other": "ours"})

    assert fields == {"provenance": "Saleor's"}


def test_a_type_that_is_there_already_is_not_overridden() -> None:
    # when / then
    ours = in_saleor._our_types()
    assert {"District", "ArtisanCreate", "ArtisanCreateInput", "SupplierErrorCode"} <= ours.keys()
    in_saleor.refuse_taken_names(ours, in_saleor._known_types())
    theirs = type("District", (graphene.ObjectType,), {"__module__": "saleor.graphql.geography"})

    # then
    with pytest.raises(ImproperlyConfigured, match=r"District \(of saleor.graphql.geography\)"):
        in_saleor.refuse_taken_names(ours, [theirs])


def test_root_fields_are_added_to_a_mixin() -> None:
    # given
    mixin = type("CoreQueries", (graphene.ObjectType,), {"shop": graphene.String()})

    # when
    in_saleor.add_to_mixin(mixin, {"districts": graphene.String()}, {"resolve_districts": lambda _root, _info: "75"})
    query = type("Query", (mixin, graphene.ObjectType), {})

    # then
    assert graphene.Schema(query=query).execute("{ districts }").data == {"districts": "75"}


def test_a_root_field_of_the_same_mixin_is_not_overridden() -> None:
    # given
    mixin = type("CoreQueries", (graphene.ObjectType,), {"districts": graphene.String()})

    # when / then
    with pytest.raises(ImproperlyConfigured, match="cannot add districts to the GraphQL type CoreQueries"):
        in_saleor.add_to_mixin(mixin, {"districts": graphene.String()})


def test_a_root_field_of_a_sibling_stops_the_start() -> None:
    # given
    mixin = type("CoreQueries", (graphene.ObjectType,), {})
    sibling = type("GeographyQueries", (graphene.ObjectType,), {"districts": graphene.String()})
    in_saleor.add_to_mixin(mixin, {"districts": graphene.String()})

    # when / then
    with pytest.raises(ImproperlyConfigured, match=r"cannot add districts .* Query \(GeographyQueries\)"):
        type("Query", (sibling, mixin), {})


def test_mutations_are_named_for_their_classes() -> None:
    # when
    camel = {name: "".join(part.title() for part in name.split("_")) for name in MUTATIONS}

    # then
    assert camel == {name: mutation.__name__ for name, mutation in MUTATIONS.items()}
