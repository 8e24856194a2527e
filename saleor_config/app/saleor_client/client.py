"""A small client for a Saleor's GraphQL: what it answers, or one of the store port's two errors.

Whether to try again is decided here once: no answer, an overloaded or a broken Saleor is `StoreUnavailable`; a Saleor
that understood us and said no is `StoreRefused`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests

from odop_core.store.port import StoreRefused, StoreUnavailable
from saleor_config.app.models import active_installation
from saleor_config.app.saleor_client.documents import document

TIMEOUT = (3.05, 25)
TRY_AGAIN_STATUSES = {408, 425, 429}
# Saleor names the exception behind an error; these are its answers to what we asked, all others a fault of its own.
REFUSALS = {
    "GraphQLError",
    "GraphQLSyntaxError",
    "InvalidTokenError",
    "PermissionDenied",
    "QueryCostError",
    "ValidationError",
}


@dataclass(frozen=True)
class GraphQLClient:
    """One Saleor, used with one app token."""

    api_url: str
    token: str

    def run(self, name: str, **variables: Any) -> dict[str, Any]:
        """The data of one of our documents, by its name. Raises StoreRefused, StoreUnavailable."""
        return self.execute(document(name), variables)

    def mutate(self, name: str, **variables: Any) -> dict[str, Any]:
        """The payload of a document's only mutation. Raises StoreRefused for errors in it, StoreUnavailable."""
        ((field, payload),) = self.run(name, **variables).items()
        if not payload:
            raise StoreUnavailable(f"{self._host} answered {field} with nothing.")
        if errors := payload.get("errors"):
            raise StoreRefused(f"{field}: {'; '.join(map(_describe, errors))}")
        return dict(payload)

    def execute(self, text: str, variables: dict[str, Any]) -> dict[str, Any]:
        answer = self._post({"query": text, "variables": variables})
        if errors := answer.get("errors"):
            raise self._as_store_error(errors)
        data = answer.get("data")
        if not isinstance(data, dict):
            raise StoreUnavailable(f"{self._host} answered without data.")
        return data

    def _post(self, body: dict[str, Any]) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self.token}"}
        try:
            response = requests.post(self.api_url, json=body, headers=headers, timeout=TIMEOUT, allow_redirects=False)
        except requests.RequestException as error:
            raise StoreUnavailable(f"{self._host} could not be reached: {type(error).__name__}") from error
        status = response.status_code
        if status >= 500 or status in TRY_AGAIN_STATUSES:
            raise StoreUnavailable(f"{self._host} answered {status}.")
        try:
            answer = response.json()
        except ValueError as error:
            raise self._not_graphql(status) from error
        if not isinstance(answer, dict):
            raise self._not_graphql(status)
        return answer

    def _not_graphql(self, status: int) -> StoreRefused:
        return StoreRefused(f"{self._host} answered {status} with something that is not GraphQL.")

    def _as_store_error(self, errors: list[dict[str, Any]]) -> StoreRefused | StoreUnavailable:
        message = f"{self._host}: " + "; ".join(str(error.get("message", error)) for error in errors)
        refused = all(_exception_name(error) in REFUSALS for error in errors)
        return StoreRefused(message) if refused else StoreUnavailable(message)

    @property
    def _host(self) -> str:
        return urlsplit(self.api_url).netloc


def active_client() -> GraphQLClient:
    """For the Saleor we work for. Raises StoreUnavailable before any installed us."""
    installation = active_installation()
    if installation is None:
        raise StoreUnavailable("No Saleor has installed this App yet: give it the address of /api/manifest.")
    return GraphQLClient(installation.api_url, installation.auth_token)


def _exception_name(error: dict[str, Any]) -> str:
    return str(((error.get("extensions") or {}).get("exception") or {}).get("code", ""))


def _describe(error: dict[str, Any]) -> str:
    code, field, message = error.get("code"), error.get("field"), error.get("message")
    return " ".join(str(part) for part in (code, f"({field})" if field else "", message) if part)
