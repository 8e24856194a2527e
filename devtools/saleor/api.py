"""A small GraphQL client for a Saleor reached over HTTP, for set-up scripts: anything unexpected is an exception.

It knows the two ways Saleor says no: a top-level `errors` list, and an `errors` list inside a mutation's payload.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import requests

TIMEOUT_SECONDS = 60


class SaleorRefused(RuntimeError):
    """Saleor answered, and the answer is an error; the message holds Saleor's own words."""


@dataclass
class SaleorApi:
    """One Saleor GraphQL endpoint, used with one token (an app's, or a staff user's JWT), or anonymously."""

    url: str
    token: str = ""

    @classmethod
    def signed_in(cls, url: str, email: str, password: str) -> SaleorApi:
        """A staff user's API. Saleor's user tokens live five minutes: enough to create an app, not to load a shop."""
        payload = cls(url).mutate(SIGN_IN, email=email, password=password)
        return cls(url, token=payload["token"])

    def answer(self, document: str, **variables: Any) -> dict[str, Any]:
        """The whole response body, whatever it says. Raises requests.HTTPError only when it is not GraphQL."""
        body = {"query": document, "variables": variables}
        # A new connection each time: a kept one may be closed by the server just as we send, and a mutation whose
        # answer got lost must not be sent again.
        return self._body(requests.post(self.url, json=body, headers=self._headers, timeout=TIMEOUT_SECONDS))

    def query(self, document: str, **variables: Any) -> dict[str, Any]:
        return self._data(self.answer(document, **variables))

    def mutate(self, document: str, **variables: Any) -> dict[str, Any]:
        """The payload of the document's only mutation. Raises SaleorRefused for errors in it."""
        return self._payload(self.query(document, **variables))

    def mutate_with_file(self, document: str, place: str, content: bytes, **variables: Any) -> dict[str, Any]:
        """As `mutate`, with a PNG at a place in the variables ("input.file"), by the GraphQL multipart form."""
        form = {
            "operations": json.dumps({"query": document, "variables": variables}),
            "map": json.dumps({"0": [f"variables.{place}"]}),
        }
        file = {"0": ("paper.png", content, "image/png")}
        response = requests.post(self.url, data=form, files=file, headers=self._headers, timeout=TIMEOUT_SECONDS)
        return self._payload(self._data(self._body(response)))

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    @staticmethod
    def _body(response: requests.Response) -> dict[str, Any]:
        if response.headers.get("content-type", "").split(";")[0] != "application/json":
            response.raise_for_status()
        return dict(response.json())

    @staticmethod
    def _data(answer: dict[str, Any]) -> dict[str, Any]:
        if answer.get("errors"):
            raise SaleorRefused("; ".join(error["message"] for error in answer["errors"]))
        return dict(answer["data"])

    @staticmethod
    def _payload(data: dict[str, Any]) -> dict[str, Any]:
        (name, payload), *_ = data.items()
        if payload.get("errors"):
            raise SaleorRefused(f"{name}: {payload['errors']}")
        return dict(payload)


SIGN_IN = """
mutation SignIn($email: String!, $password: String!) {
  tokenCreate(email: $email, password: $password) { token errors { field message code } }
}
"""
