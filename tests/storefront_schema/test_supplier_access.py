"""A supplier's own token, tried on everything: it shows and changes the supplier's own rows, and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from graphql.type.definition import GraphQLNonNull, GraphQLObjectType, GraphQLUnionType, get_named_type
from graphql_relay import from_global_id  # type: ignore[import-untyped]

from odop_consignment.api import SupplierInfo
from storefront_schema import app, ids
from storefront_schema.app import schema
from storefront_schema.guards import GuardedField
from storefront_schema.mutations import MUTATIONS
from storefront_schema.mutations.base import SupplierMutation
from storefront_schema.supplier_access import SupplierField
from storefront_schema.viewer import Viewer
from tests import factories
from tests.storefront_schema import supplier_rows
from tests.storefront_schema.client import UNPRIVILEGED, answer_to
from tests.storefront_schema.test_walk import guarded_roots, object_types

OWN, OTHER = "user-own", "user-other"
DEPTH = 6


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.title() for part in rest)


# `mySupplier` is open to everybody, and null to who is no supplier.
OWN_QUERIES = sorted(
    camel(name)
    for name, field in app.schema().get_query_type().graphene_type._meta.fields.items()
    if isinstance(field, SupplierField) or name == "my_supplier"
)
OWN_MUTATIONS = sorted(camel(name) for name, kind in MUTATIONS.items() if issubclass(kind, SupplierMutation))


def two_suppliers() -> tuple[SupplierInfo, SupplierInfo]:
    return (
        factories.supplier("Own Woman", user_id=OWN, artisan_slug="own-woman"),
        factories.supplier("Other Woman", user_id=OTHER, artisan_slug="other-woman", phone="+919800000002"),
    )


def who(supplier_user: str) -> Viewer:
    return Viewer("customer", supplier_user)


def visible_fields(kind: GraphQLObjectType) -> Iterator[tuple[str, Any]]:
    """Those that suppliers may see, and that need no arguments."""
    guards = {camel(name): field for name, field in kind.graphene_type._meta.fields.items()}
    for name, field in kind.fields.items():
        guard = guards.get(name)
        staff_only = isinstance(guard, GuardedField) and not isinstance(guard, SupplierField)
        if not staff_only and not any(isinstance(argument.type, GraphQLNonNull) for argument in field.args.values()):
            yield name, field


def everything(kind: Any, depth: int = DEPTH, above: tuple[str, ...] = ()) -> str:
    """All that can be selected of a type, some levels deep; a type within itself is not opened again."""
    if isinstance(kind, GraphQLUnionType):
        return "{ __typename }"
    if not isinstance(kind, GraphQLObjectType):
        return ""
    if depth == 0 or kind.name in above:
        return "{ __typename }"
    parts = [
        f"{name} {everything(get_named_type(field.type), depth - 1, (*above, kind.name))}"
        for name, field in visible_fields(kind)
    ]
    return "{ __typename " + " ".join(parts) + " }"


def without_row(text: str) -> str:
    """The same with IDs of rows that are not there."""

    def missing(found: re.Match[str]) -> str:
        try:
            kind, number = from_global_id(found[0])
        except ValueError:
            return found[0]
        return ids.make(kind, 10**9) if number.isdecimal() else found[0]

    return re.sub(r"[A-Za-z0-9+/]{8,}={0,2}", missing, text)


def question(name: str, row_id: str) -> str:
    field = schema().get_query_type().fields[name]
    passed = f'(id: "{row_id}")' if "id" in field.args else ""
    return f"{{ {name}{passed} {everything(get_named_type(field.type))} }}"


def test_the_tables_name_every_query_and_mutation_of_suppliers() -> None:
    assert sorted(supplier_rows.ROOTS) == OWN_QUERIES
    assert sorted(supplier_rows.MUTATIONS) == OWN_MUTATIONS


@pytest.mark.parametrize("name", OWN_QUERIES)
def test_a_supplier_sees_their_own_rows_and_nothing_of_others(name: str) -> None:
    # given
    own, other = two_suppliers()
    row, of_other = supplier_rows.ROOTS[name](own), supplier_rows.ROOTS[name](other)

    # when
    answer = answer_to(question(name, row), who(OWN))

    # then
    assert answer.messages == []
    shown = json.dumps(answer.data)
    assert row in shown
    assert [mark for mark in (of_other, ids.make("Supplier", other.id), "Other Woman") if mark in shown] == []


@pytest.mark.parametrize("name", OWN_QUERIES)
def test_a_supplier_who_asks_for_a_row_of_another_gets_nothing(name: str) -> None:
    # given
    _own, other = two_suppliers()
    of_other = supplier_rows.ROOTS[name](other)

    # when
    answer = answer_to(question(name, of_other), who(OWN))

    # then
    assert answer.messages == []
    assert of_other not in json.dumps(answer.data)
    assert "Other Woman" not in json.dumps(answer.data)


@pytest.mark.parametrize("name", OWN_MUTATIONS)
def test_a_supplier_changes_no_row_of_another_and_does_not_learn_that_there_is_one(name: str) -> None:
    # given
    _own, other = two_suppliers()
    arguments = supplier_rows.MUTATIONS[name](other)

    # when: for a row of another, and for one that nobody has
    forbidden, missing = (
        answer_to(f"mutation {{ {name}({asked}) {{ errors {{ field message code }} }} }}", who(OWN))
        for asked in (arguments, without_row(arguments))
    )

    # then
    assert forbidden == missing
    assert forbidden.data is not None
    (error,) = forbidden.data[name]["errors"]
    assert (error["field"].rstrip("s"), error["code"]) == ("id", "NOT_FOUND")


@pytest.mark.parametrize("name", [name for name in OWN_QUERIES if "id" in schema().get_query_type().fields[name].args])
def test_a_supplier_does_not_learn_whether_a_row_is_there(name: str) -> None:
    # given
    _own, other = two_suppliers()
    row = supplier_rows.ROOTS[name](other)

    # when
    forbidden, missing = (answer_to(question(name, asked), who(OWN)) for asked in (row, without_row(row)))

    # then
    assert forbidden == missing


@pytest.mark.parametrize("viewer", UNPRIVILEGED, ids=lambda viewer: viewer.kind)
@pytest.mark.parametrize("name", OWN_MUTATIONS)
def test_a_stranger_does_not_learn_whether_a_row_is_there(name: str, viewer: Viewer) -> None:
    # given
    _own, other = two_suppliers()
    arguments = supplier_rows.MUTATIONS[name](other)

    # when
    forbidden, missing = (
        answer_to(f"mutation {{ {name}({asked}) {{ errors {{ message }} }} }}", viewer)
        for asked in (arguments, without_row(arguments))
    )

    # then
    assert forbidden == missing
    assert forbidden.is_refused


@pytest.mark.parametrize("name", OWN_MUTATIONS)
def test_a_supplier_changes_their_own_rows(name: str) -> None:
    # given
    own, _other = two_suppliers()
    arguments = supplier_rows.MUTATIONS[name](own)

    # when
    answer = answer_to(f"mutation {{ {name}({arguments}) {{ errors {{ message }} }} }}", who(OWN))

    # then
    assert answer.messages == []
    assert answer.data == {name: {"errors": []}}


@pytest.mark.parametrize(
    ("asked", "name"), [p for p in guarded_roots() if p.values[1] not in {*OWN_QUERIES, *OWN_MUTATIONS}]
)
def test_what_is_for_staff_refuses_suppliers(asked: str, name: str) -> None:
    # given
    two_suppliers()

    # when
    answer = answer_to(asked, who(OWN))

    # then
    assert answer.is_refused, answer
    assert answer.data == {name: None}


def test_a_field_of_a_row_says_whose_row_it_is() -> None:
    # when
    silent = [
        f"{name}.{field_name}"
        for name, kind in object_types().items()
        for field_name, field in kind.graphene_type._meta.fields.items()
        if name != "Query" and isinstance(field, SupplierField) and field.of is None
    ]

    # then
    assert silent == []
