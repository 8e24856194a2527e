"""Every long list of the schema, walked: pages in every order and both ways, every filter, what is refused, and what
the database is asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from graphql.type.definition import GraphQLEnumType, GraphQLInputObjectType, GraphQLList, get_named_type

from storefront_schema import ids
from storefront_schema.app import schema
from storefront_schema.viewer import Viewer
from tests import factories
from tests.storefront_schema.client import STAFF, answer_to, ask
from tests.storefront_schema.list_rows import ROWS

QUERIES = schema().get_query_type().fields
# Those that are paged, but for what is computed while it is read.
LISTS = sorted(name for name, field in QUERIES.items() if {"first", "last", "where"} <= field.args.keys())
PAGED = sorted(name for name, field in QUERIES.items() if "first" in field.args and name != "stockDifferences")
SAMPLES = {
    "String": "x",
    "ID": "x",
    "Int": 1,
    "Boolean": True,
    "Date": "2026-11-02",
    "DateTime": "2026-11-02T00:00:00Z",
}

# Filters by rows of our own; what other IDs are of is the store's business.
OWN_IDS = {
    "agreementId": "Agreement", "batchId": "PayoutBatch", "bankStatementId": "BankStatement",
    "noteId": "ConsignmentNote", "offerId": "Offer", "questionId": "SupplierQuestion",
    "saleId": "ConsignmentSale", "supplierId": "Supplier",
}  # fmt: skip


def written(value: Any) -> str:
    """A value as GraphQL is written: names of inputs without quotes, enums as `Enum`."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {written(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    return value[1:] if isinstance(value, str) and value.startswith("$") else json.dumps(value)


def call(name: str, **arguments: Any) -> str:
    given = {**({"queue": "$EVENTS"} if name == "failedJobs" else {}), **arguments}
    passed = ", ".join(f"{key}: {written(value)}" for key, value in given.items())
    return f"{name}({passed})" if passed else name


def read(name: str, selection: str = "totalCount edges { cursor }", **arguments: Any) -> dict[str, Any]:
    found: dict[str, Any] = ask(
        f"{{ {call(name, **arguments)} {{ {selection} pageInfo {{ hasNextPage "
        f"hasPreviousPage startCursor endCursor }} }} }}",
        STAFF,
    )[name]
    return found


def cursors(page: dict[str, Any]) -> list[str]:
    return [edge["cursor"] for edge in page["edges"]]


def orders(name: str) -> Iterator[Any]:
    fields = QUERIES[name].args["sortBy"].type.fields["field"].type
    for value in get_named_type(fields).values:
        for direction in ("ASC", "DESC"):
            yield {"field": f"${value.name}", "direction": f"${direction}"}


def where_fields(name: str) -> dict[str, Any]:
    return {
        key: field.type for key, field in QUERIES[name].args["where"].type.fields.items() if key not in ("AND", "OR")
    }


def sample(kind: Any, key: str = "") -> Any:
    named = get_named_type(kind)
    if key in OWN_IDS:
        return ids.make(OWN_IDS[key], 1)
    if isinstance(named, GraphQLEnumType):
        return f"${named.values[0].name}"
    return SAMPLES[named.name]


def conditions(name: str) -> Iterator[dict[str, Any]]:
    """One for every operator of every filter."""
    for key, kind in where_fields(name).items():
        if not isinstance(kind, GraphQLInputObjectType):
            if key != "ids":
                yield {key: True}
                yield {key: False}
            continue
        for operator, field in kind.fields.items():
            if isinstance(get_named_type(field.type), GraphQLInputObjectType):
                yield {key: {operator: {"gte": 1, "lte": 2}}}
            elif isinstance(field.type, GraphQLList):
                yield {key: {operator: [sample(field.type, key)]}}
            else:
                yield {key: {operator: sample(field.type, key)}}


def searches(name: str, text: str) -> list[dict[str, Any]]:
    return [{"search": text}] if "search" in QUERIES[name].args else []


def make(name: str, numbers: range = range(3)) -> None:
    factories.switch("odop.provenance", show_artisans=True)
    for number in numbers:
        ROWS[name](number)


def test_every_paged_list_can_be_filtered_and_sorted_and_has_rows_here() -> None:
    assert LISTS == PAGED == sorted(ROWS)
    assert [name for name in LISTS if "sortBy" not in QUERIES[name].args] == []
    # These have no words of their own: they are found by what they came of, by their number, or are few.
    assert [name for name in LISTS if "search" not in QUERIES[name].args] == [
        "auditEvents", "bankFileLayouts", "bankFiles", "bankStatementRows", "bankStatements", "journalEntries",
        "odopDocumentObstacles", "odopDocuments", "payoutBatches",
    ]  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_pages_come_in_every_order_forwards_and_backwards(name: str) -> None:
    # given
    make(name)
    seen: dict[str, list[str]] = {}

    for order in [None, *orders(name)]:
        sort = {"sortBy": order} if order else {}

        # when
        whole = cursors(read(name, **sort, first=100))
        forwards: list[str] = []
        while True:
            page = read(name, **sort, first=1, **({"after": forwards[-1]} if forwards else {}))
            forwards += cursors(page)
            assert page["pageInfo"]["hasPreviousPage"] is (len(forwards) > 1)
            if not page["pageInfo"]["hasNextPage"]:
                break
        backwards: list[str] = []
        while True:
            page = read(name, **sort, last=1, **({"before": backwards[0]} if backwards else {}))
            backwards = cursors(page) + backwards
            if not page["pageInfo"]["hasPreviousPage"]:
                break

        # then
        assert page["totalCount"] == len(set(whole)) == 3, order
        assert forwards == backwards == whole, order
        seen[json.dumps(order)] = whole
    for order in orders(name):
        if order["direction"] == "$ASC":
            down = seen[json.dumps({**order, "direction": "$DESC"})]
            assert seen[json.dumps(order)] == down[::-1], order


@pytest.mark.parametrize("name", LISTS)
def test_every_filter_and_the_search_can_be_used(name: str) -> None:
    # given
    make(name)
    asked: list[dict[str, Any]] = [
        {"where": {"OR": [{"AND": []}]}},
        *searches(name, "lucknow 7 S-1 supplier"),
        *({"where": one} for one in conditions(name)),
    ]

    # when
    parts = " ".join(f"a{i}: {call(name, **one)} {{ totalCount }}" for i, one in enumerate(asked))
    answer = answer_to(f"{{ {parts} }}", STAFF)

    # then
    assert answer.messages == []
    assert answer.data is not None
    counts = [found["totalCount"] for found in answer.data.values()]
    assert counts[0] == 3
    assert max(counts) <= 3


@pytest.mark.parametrize("name", LISTS)
def test_an_id_of_something_else_and_too_many_values_are_refused_by_name(name: str) -> None:
    # given
    foreign = ids.make("Elephant", 1)
    refused: list[tuple[dict[str, Any], str]] = []
    for key, kind in where_fields(name).items():
        if key == "ids":
            refused += [({"ids": [foreign]}, "where.ids.0: "), ({"ids": ["x"] * 101}, "where.ids: ")]
        elif isinstance(kind, GraphQLInputObjectType) and "oneOf" in kind.fields:
            if key in OWN_IDS:
                refused.append(({key: {"eq": foreign}}, f"where.{key}.eq: "))
            values = [sample(kind.fields["oneOf"].type)] * 101
            refused.append(({key: {"oneOf": values}}, f"where.{key}.oneOf: "))
            refused.append(({"OR": [{key: {"oneOf": values}}]}, f"where.OR.0.{key}.oneOf: "))
    refused.append(({"OR": [{"AND": []}] * 51}, "where: "))

    for where, message in refused:
        # when
        answer = answer_to(f"{{ {call(name, where=where)} {{ totalCount }} }}", STAFF)

        # then
        assert answer.kinds == ["InvalidFilter"], where
        assert answer.messages[0].startswith(message)


@pytest.mark.parametrize("name", LISTS)
def test_a_cursor_of_another_order_is_refused(name: str) -> None:
    # given
    make(name)
    other = [order for order in orders(name) if order["field"] != "$CREATED_AT"]
    cursor = read(name, sortBy={"field": "$CREATED_AT", "direction": "$ASC"})["pageInfo"]["startCursor"]

    for sort in other:
        # when
        answer = answer_to(f"{{ {call(name, sortBy=sort, after=cursor)} {{ totalCount }} }}", STAFF)

        # then
        assert answer.kinds == ["GraphQLError"]
        assert "in this order" in answer.messages[0]


@pytest.mark.parametrize("name", LISTS)
def test_a_page_takes_as_many_queries_as_one_row(name: str) -> None:
    # given
    make(name)
    counts = "statusCounts { count }" if "statusCounts" in QUERIES[name].type.fields else ""

    def queries(first: int) -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            read(name, f"totalCount {counts} edges {{ node {{ __typename }} }}", first=first)
        return len(asked)

    # when / then
    read(name)
    assert queries(1) == queries(3) <= 8


@pytest.mark.parametrize(
    "name", [name for name in LISTS if "statusCounts" in get_named_type(QUERIES[name].type).fields]
)
def test_rows_are_counted_by_status_whatever_status_is_asked_for(name: str) -> None:
    # given
    make(name)
    every = get_named_type(get_named_type(QUERIES[name].type).fields["statusCounts"].type).fields["status"].type
    last = get_named_type(every).values[-1].name

    # when
    counted = read(name, "edges { cursor } statusCounts { status count }", where={"status": {"eq": f"${last}"}})

    # then
    assert sum(one["count"] for one in counted["statusCounts"]) == 3
    assert len(counted["statusCounts"]) == len(get_named_type(every).values)


@pytest.mark.parametrize("name", LISTS)
def test_a_supplier_finds_nothing_of_others_by_any_filter(name: str) -> None:
    # given: each row is another supplier's; the viewer has the first
    make(name)
    own = Viewer("customer", "user-0")
    whole = answer_to(f"{{ {call(name)} {{ totalCount }} }}", own)
    if whole.is_refused or name in ("artisans", "odopProducts"):
        return
    assert whole.data == {name: {"totalCount": 1}}

    # when
    wanted = [{"where": {"OR": [one, {"AND": []}]}} for one in conditions(name)]
    for asked in [*searches(name, "Supplier"), *wanted]:
        answer = answer_to(f"{{ {call(name, **asked)} {{ totalCount }} }}", own)

        # then: their own, or refused
        assert answer.data in ({name: {"totalCount": 1}}, {name: {"totalCount": 0}}, {name: None}), asked
