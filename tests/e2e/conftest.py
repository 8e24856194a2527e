"""What the server is, from the environment (README.md), and a client that asks it."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from gql import Client, GraphQLRequest
from gql.transport.exceptions import TransportQueryError
from gql.transport.requests import RequestsHTTPTransport

STOREFRONT_SCHEMA = Path(__file__).parents[2] / "storefront_schema"
OPERATIONS = STOREFRONT_SCHEMA / "operations"


def environment(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        pytest.skip(f"{name} is not set")
    return value


@dataclass(frozen=True)
class Server:
    """A running server, asked by one kind of visitor."""

    url: str
    token: str = ""

    def ask(self, document: str, **variables: Any) -> dict[str, Any]:
        """The data of an answer without errors; `document` is a file of the operations."""
        text = (OPERATIONS / f"{document}.graphql").read_text(encoding="utf-8")
        return dict(self._client().execute(GraphQLRequest(text, variable_values=variables)))

    def refused(self, document: str, **variables: Any) -> list[str]:
        """The codes of the errors of a question that must not be answered."""
        with pytest.raises(TransportQueryError) as refusal:
            self.ask(document, **variables)
        return [error["extensions"]["exception"]["code"] for error in refusal.value.errors or []]

    def _client(self) -> Client:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return Client(transport=RequestsHTTPTransport(self.url, headers=headers, timeout=30))


@pytest.fixture(scope="session")
def host() -> str:
    return os.environ.get("ODOP_E2E_HOST") or "app"


@pytest.fixture(scope="session")
def visitor() -> Server:
    return Server(environment("ODOP_E2E_URL"))


@pytest.fixture(scope="session")
def customer() -> Server:
    return Server(environment("ODOP_E2E_URL"), environment("ODOP_E2E_CUSTOMER_TOKEN"))


@pytest.fixture(scope="session")
def staff() -> Server:
    return Server(environment("ODOP_E2E_URL"), environment("ODOP_E2E_STAFF_TOKEN"))


@pytest.fixture(scope="session")
def facts() -> dict[str, Any]:
    content = json.loads(Path(environment("ODOP_E2E_FACTS")).read_text(encoding="utf-8"))
    return {"products": [], "orders": [], "suppliers": [], "unassigned": None} | content


def some(rows: list[Any], what: str) -> list[Any]:
    """The rows, or a skip that says what the facts do not have."""
    if not rows:
        pytest.skip(f"ODOP_E2E_FACTS names no {what}")
    return rows
