"""The certificates' pages beside Saleor: what is taken from a request."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory

from odop_core.web.rate_limits import client_address
from tests.odop_certificates.certified import bought, left, verified

pytestmark = pytest.mark.django_db


@pytest.fixture
def serial() -> str:
    cache.clear()
    verified()
    return bought(left(user_email="buyer@example.in"))[0].serial


def test_page_is_served_below_the_public_address(client: Client, serial: str) -> None:
    # when
    answer = client.get(f"/provenance/o/{serial}", headers={"Accept-Language": "hi"})

    # then
    assert answer.status_code == 200
    assert answer.headers["Content-Language"] == "hi"
    assert "script" not in answer.headers["Content-Security-Policy"]
    assert client.get("/provenance").status_code == client.get("/provenance/").status_code == 200


def test_buyer_confirms_by_a_form(client: Client, serial: str) -> None:
    # when
    answer = client.post(f"/provenance/o/{serial}", {"order": "1", "email": "buyer@example.in"})

    # then
    assert answer.status_code == 303


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client: Client, serial: str, method: str) -> None:
    assert getattr(client, method)(f"/provenance/o/{serial}").status_code == 405


def test_large_form_is_not_read(client: Client, serial: str) -> None:
    assert client.post(f"/provenance/o/{serial}", {"order": "1" * 5000}).status_code == 413


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (0, "198.51.100.1", "203.0.113.7"),
        (1, "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        (2, "6.6.6.6, 198.51.100.1, 10.0.0.1", "198.51.100.1"),
        (2, "198.51.100.1", "198.51.100.1"),
        (1, "", "203.0.113.7"),
    ],
)
def test_forwarded_address_is_believed_only_from_our_proxies(
    settings: Any, proxies: int, forwarded: str, seen: str
) -> None:
    # given
    settings.ODOP_TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR="203.0.113.7")

    # then
    assert client_address(request) == seen
