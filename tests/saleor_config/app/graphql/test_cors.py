"""Which web pages may read our answers from a browser."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
SHOP = "https://shop.example"
PREFLIGHT = {
    "Origin": SHOP,
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "authorization,content-type",
}


def ask(client: Client, origin: str, body: str = '{"query": "{ __typename }"}') -> Any:
    return client.post("/graphql/", data=body, content_type="application/json", headers={"Origin": origin})


def test_the_settings_name_who_may_and_by_default_anybody(settings: Any) -> None:
    assert settings.ALLOWED_GRAPHQL_ORIGINS == ["*"]


@pytest.mark.parametrize("address", ["/graphql/", "/graphql"])
def test_a_browser_that_asks_beforehand_may_send_json_and_a_token(client: Client, settings: Any, address: str) -> None:
    # given
    settings.ALLOWED_GRAPHQL_ORIGINS = [SHOP]

    # when
    answer = client.options(address, headers=PREFLIGHT)

    # then
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == SHOP
    assert {"GET", "POST"} <= set(answer.headers["Access-Control-Allow-Methods"].split(", "))
    assert {"Authorization", "Content-Type"} <= set(answer.headers["Access-Control-Allow-Headers"].split(", "))
    assert int(answer.headers["Access-Control-Max-Age"]) > 0
    assert answer.headers["Vary"] == "Origin"


@pytest.mark.parametrize(
    ("allowed", "origin", "expected"),
    [
        (["*"], SHOP, "*"),
        ([SHOP], SHOP, SHOP),
        (["https://*.shop.example"], "https://www.shop.example", "https://www.shop.example"),
        (["https://*.shop.example"], SHOP, None),
        ([SHOP], "https://shop.example.evil.example", None),
        ([SHOP], "http://shop.example", None),
        ([SHOP], "null", None),
        ([], SHOP, None),
        ([SHOP], "", None),
    ],
)
def test_answers_are_for_pages_of_the_origins_named(
    client: Client, settings: Any, allowed: list[str], origin: str, expected: str | None
) -> None:
    # given
    settings.ALLOWED_GRAPHQL_ORIGINS = allowed

    # when
    answer = ask(client, origin)
    preflight = client.options("/graphql/", headers=PREFLIGHT | {"Origin": origin})

    # then
    assert answer.json() == {"data": {"__typename": "Query"}}
    assert answer.headers.get("Access-Control-Allow-Origin") == expected
    assert preflight.headers.get("Access-Control-Allow-Origin") == expected


def test_a_page_can_read_what_is_wrong_with_its_question(client: Client) -> None:
    # when
    answer = ask(client, SHOP, "{}")

    # then
    assert answer.status_code == 400
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("allowed", [["*"], [SHOP]])
def test_credentials_are_never_allowed(client: Client, settings: Any, allowed: list[str]) -> None:
    # given
    settings.ALLOWED_GRAPHQL_ORIGINS = allowed

    # when / then
    assert "Access-Control-Allow-Credentials" not in ask(client, SHOP).headers
    assert "Access-Control-Allow-Credentials" not in client.options("/graphql/", headers=PREFLIGHT).headers


def test_other_addresses_are_not_for_other_pages(client: Client) -> None:
    # when
    answer = client.get("/health/live", headers={"Origin": SHOP})

    # then
    assert "Access-Control-Allow-Origin" not in answer.headers
