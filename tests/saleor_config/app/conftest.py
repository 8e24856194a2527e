"""What the tests of the App host share."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from devtools.replay import RecordedSaleor, sign
from saleor_config.app.models import Installation

Post = Callable[..., HttpResponse]


@pytest.fixture
def post_webhook(client: Client, saleor: RecordedSaleor, installation: Installation) -> Post:
    """Posts a body as our Saleor would; `headers` replaces or (with None) takes away what it would send."""

    def post(body: bytes, event: str = "order_updated", **headers: str | None) -> HttpResponse:
        sent = {
            "Saleor-Event": event,
            "Saleor-Api-Url": saleor.api_url,
            "Saleor-Signature": sign(body, saleor.key),
            **saleor.webhook_headers,
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        given = {name: value for name, value in sent.items() if value is not None}
        return client.post("/api/webhooks/saleor", data=body, content_type="application/json", headers=given)

    return post


@pytest.fixture
def ask(client: Client) -> Callable[..., tuple[int, dict[str, Any]]]:
    """Asks the GraphQL endpoint; returns the status and the answer."""

    def post(query: str, token: str = "", **variables: Any) -> tuple[int, dict[str, Any]]:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        body = json.dumps({"query": query, "variables": variables})
        answer = client.post("/graphql/", data=body, content_type="application/json", headers=headers)
        return answer.status_code, answer.json()

    return post
