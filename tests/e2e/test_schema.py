"""The schema as written down, read by a current parser; and what a running server serves to tools and gateways."""

from __future__ import annotations

import inspect
import json
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from conftest import OPERATIONS, STOREFRONT_SCHEMA, Server
from graphql import (
    GraphQLSchema,
    build_client_schema,
    build_schema,
    get_introspection_query,
    lexicographic_sort_schema,
    parse,
    print_schema,
    validate,
)

# What is between a router and the App.
PROTOCOL = ("_entities", "_service")


def committed_schema() -> GraphQLSchema:
    return build_schema((STOREFRONT_SCHEMA / "schema.client.graphql").read_text(encoding="utf-8"))


def _without_comments(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith("#")).strip()


@pytest.fixture
def only_the_app(host: str) -> None:
    if host != "app":
        pytest.skip("ODOP_E2E_HOST is not app: Saleor's schema holds more than ours")


def introspected(url: str, **options: Any) -> GraphQLSchema:
    """The schema a tool makes of the server's answer to the standard question."""
    body = json.dumps({"query": get_introspection_query(**options)}).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return build_client_schema(json.load(answer)["data"])


def test_the_committed_schema_can_be_read() -> None:
    assert "type ConsignmentSale" in print_schema(committed_schema())


@pytest.mark.parametrize("path", sorted(OPERATIONS.glob("*.graphql")), ids=lambda path: path.stem)
def test_documents_for_both_hosts_fit_the_committed_schema(path: Path) -> None:
    assert validate(committed_schema(), parse(path.read_text(encoding="utf-8"))) == []


def test_the_running_app_serves_the_committed_schema(visitor: Server, only_the_app: None) -> None:
    # when
    served = visitor.ask("subgraph/service")["_service"]["sdl"]

    # then
    assert served.strip() == _without_comments((STOREFRONT_SCHEMA / "schema.graphql").read_text(encoding="utf-8"))


OPTIONS = [
    name
    for name, option in inspect.signature(get_introspection_query).parameters.items()
    if option.annotation in (bool, "bool")
]


@pytest.mark.parametrize("options", [{}, dict.fromkeys(OPTIONS, True)], ids=["by default", "with all options"])
def test_the_standard_introspection_query_tells_the_committed_schema(
    visitor: Server, only_the_app: None, options: dict[str, bool]
) -> None:
    """As GraphiQL, Postman, graphql-codegen and ariadne-codegen send it: by graphql-js's or graphql-core's function."""
    # when
    told = introspected(visitor.url, **options)

    # then
    for name in PROTOCOL:
        del told.query_type.fields[name]  # type: ignore[union-attr]
    wanted = print_schema(lexicographic_sort_schema(committed_schema()))
    found = print_schema(lexicographic_sort_schema(told))
    hidden = ("_Any", "_Entity", "_Service")
    assert "\n\n".join(part for part in found.split("\n\n") if not _is_of(part, hidden)) == wanted


def _is_of(definition: str, names: tuple[str, ...]) -> bool:
    return any(f"{kind} {name} " in definition + " " for name in names for kind in ("type", "union", "scalar"))
