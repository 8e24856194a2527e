"""How a Saleor installs the App."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from devtools.replay import RecordedSaleor
from odop_core.models import IntakeRefusal
from saleor_config.app.models import Installation, active_installation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def listed(settings: Any, saleor: RecordedSaleor) -> None:
    """The operator allows our Saleor, and no other."""
    settings.ODOP_SALEOR_API_URLS = [saleor.api_url]


def register(client: Client, body: Any, api_url: str) -> HttpResponse:
    text = body if isinstance(body, str) else json.dumps(body)
    return client.post("/api/register", data=text, content_type="application/json", headers={"Saleor-Api-Url": api_url})


def test_a_listed_saleor_installs_us(client: Client, saleor: RecordedSaleor) -> None:
    # when
    answer = register(client, {"auth_token": saleor.token}, saleor.api_url)

    # then
    assert answer.status_code == 200, answer.content
    installation = active_installation()
    assert installation is not None
    assert (installation.api_url, installation.auth_token) == (saleor.api_url, saleor.token)
    assert installation.saleor_version.startswith("3.")
    assert installation.jwks == saleor.key_set()


def test_the_token_is_encrypted_in_the_database(client: Client, saleor: RecordedSaleor) -> None:
    # given
    register(client, {"auth_token": saleor.token}, saleor.api_url)

    # when / then
    with connection.cursor() as cursor:
        cursor.execute("SELECT auth_token FROM odop_app_installation")
        assert saleor.token not in cursor.fetchone()[0]


def test_installing_again_replaces_the_token(client: Client, saleor: RecordedSaleor) -> None:
    # given
    register(client, {"auth_token": saleor.token}, saleor.api_url)
    saleor.token = "a newer token"

    # when
    register(client, {"auth_token": saleor.token}, saleor.api_url)

    # then
    assert Installation.objects.get().auth_token == "a newer token"


def test_a_saleor_that_is_not_listed_is_refused(client: Client, saleor: RecordedSaleor, settings: Any) -> None:
    # given
    settings.ODOP_SALEOR_API_URLS = []

    # when
    answer = register(client, {"auth_token": saleor.token}, saleor.api_url)

    # then
    assert answer.status_code == 403
    assert "ODOP_SALEOR_API_URLS" in answer.json()["error"]["message"]
    assert not Installation.objects.exists()


def test_a_token_saleor_does_not_know_is_refused(client: Client, saleor: RecordedSaleor) -> None:
    # when
    answer = register(client, {"auth_token": "made up"}, saleor.api_url)

    # then
    assert answer.status_code == 401
    assert not Installation.objects.exists()


def test_a_forged_registration_does_not_replace_the_token(client: Client, saleor: RecordedSaleor) -> None:
    # given
    register(client, {"auth_token": saleor.token}, saleor.api_url)

    # when
    register(client, {"auth_token": "made up"}, saleor.api_url)

    # then
    assert Installation.objects.get().auth_token == saleor.token


def test_an_app_without_our_permissions_is_refused(
    client: Client, saleor: RecordedSaleor, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    identity = {"app": {"id": "QXBwOjE=", "permissions": [{"code": "MANAGE_PRODUCTS"}]}, "shop": {"version": "3.23"}}
    monkeypatch.setattr(saleor, "answer", lambda *_arguments: {"data": identity})

    # when
    answer = register(client, {"auth_token": saleor.token}, saleor.api_url)

    # then
    assert answer.status_code == 403
    assert "MANAGE_ORDERS" in answer.json()["error"]["message"]


def test_a_saleor_that_does_not_answer_is_named(client: Client, settings: Any) -> None:
    # given
    away = "http://127.0.0.1:9/graphql/"
    settings.ODOP_SALEOR_API_URLS = [away]

    # when
    answer = register(client, {"auth_token": "token"}, away)

    # then
    assert answer.status_code == 424
    assert "127.0.0.1:9" in answer.json()["error"]["message"]


@pytest.mark.parametrize("body", ["", "nonsense", "[]", "{}", '{"auth_token": 5}', '{"auth_token": ""}'])
def test_a_body_without_a_token_is_refused(client: Client, saleor: RecordedSaleor, body: str) -> None:
    assert register(client, body, saleor.api_url).status_code == 400


def test_too_large_a_body_is_refused(client: Client, saleor: RecordedSaleor) -> None:
    assert register(client, {"auth_token": "x" * 20_000}, saleor.api_url).status_code == 413


def test_refusals_are_counted(client: Client, saleor: RecordedSaleor) -> None:
    # when
    register(client, {"auth_token": "made up"}, saleor.api_url)

    # then
    assert IntakeRefusal.objects.get(source="saleor-registration").reason == "token-refused"
