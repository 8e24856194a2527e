"""The schema as written down, read by a current parser; and, of a running App, what it serves to gateways."""

from __future__ import annotations

import pytest
from conftest import OPERATIONS, STOREFRONT_SCHEMA, Server
from graphql import build_ast_schema, parse, print_schema, validate
from graphql.language import DocumentNode

FEDERATION = "directive @key(fields: String!) repeatable on OBJECT\ndirective @external on FIELD_DEFINITION\n"


def _schema(sdl: str) -> object:
    """A federation subgraph read as a schema of its own: what it extends, it defines."""
    return build_ast_schema(parse(FEDERATION + sdl.replace("extend type ", "type ")))


def _without_comments(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith("#")).strip()


def test_the_committed_schema_can_be_read() -> None:
    schema = _schema((STOREFRONT_SCHEMA / "schema.graphql").read_text(encoding="utf-8"))

    assert "type ConsignmentSale" in print_schema(schema)  # type: ignore[arg-type]


@pytest.mark.parametrize("path", sorted(OPERATIONS.glob("*.graphql")), ids=lambda path: path.stem)
def test_documents_for_both_hosts_fit_the_committed_schema(path: object) -> None:
    # given
    schema = _schema((STOREFRONT_SCHEMA / "schema.graphql").read_text(encoding="utf-8"))

    # when
    document: DocumentNode = parse(path.read_text(encoding="utf-8"))  # type: ignore[attr-defined]

    # then
    assert validate(schema, document) == []  # type: ignore[arg-type]


def test_the_running_app_serves_the_committed_schema(visitor: Server, host: str) -> None:
    if host != "app":
        pytest.skip("ODOP_E2E_HOST is not app: Saleor's schema holds more than ours")

    # when
    served = visitor.ask("subgraph/service")["_service"]["sdl"]

    # then
    assert served.strip() == _without_comments((STOREFRONT_SCHEMA / "schema.graphql").read_text(encoding="utf-8"))
