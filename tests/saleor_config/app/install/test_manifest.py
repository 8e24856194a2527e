"""How the App introduces itself."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from django.test import Client

from saleor_config.app.install.manifest import VERSION, manifest
from saleor_config.app.saleor_client.documents import document


def test_the_manifest_points_to_where_this_service_is_reached(client: Client, settings: Any) -> None:
    # given
    settings.ODOP_APP_URL = "https://odop.example"

    # when
    shown = client.get("/api/manifest").json()

    # then
    assert shown["tokenTargetUrl"] == "https://odop.example/api/register"
    assert shown["webhooks"][0]["targetUrl"] == "https://odop.example/api/webhooks/saleor"


def test_only_what_is_needed_is_asked_for() -> None:
    assert manifest("")["permissions"] == [
        "MANAGE_ORDERS",
        "MANAGE_PRODUCTS",
        "MANAGE_CHECKOUTS",
        "HANDLE_TAXES",
        "MANAGE_PRODUCT_TYPES_AND_ATTRIBUTES",
        "MANAGE_CHANNELS",
        "MANAGE_SHIPPING",
        "MANAGE_TAXES",
    ]


def test_the_webhook_subscribes_with_the_committed_document() -> None:
    # given
    webhook = manifest("")["webhooks"][0]

    # when / then
    assert webhook["query"] == document("order_events")
    assert {"ORDER_CREATED", "ORDER_FULLY_PAID", "ORDER_CANCELLED", "ORDER_BULK_CREATED"} <= set(webhook["asyncEvents"])


def test_products_have_a_webhook_of_their_own() -> None:
    # given
    webhook = manifest("")["webhooks"][1]

    # when / then
    assert webhook["query"] == document("product_events")
    assert webhook["asyncEvents"] == ["PRODUCT_CREATED", "PRODUCT_DELETED", "PRODUCT_UPDATED"]


def test_saleor_is_to_ask_before_it_offers_shipping_methods() -> None:
    # when
    webhook = manifest("https://odop.example")["webhooks"][2]

    # then
    assert webhook["syncEvents"] == ["CHECKOUT_FILTER_SHIPPING_METHODS"]
    assert webhook["targetUrl"] == "https://odop.example/api/webhooks/saleor/shipping"


def test_saleor_is_to_ask_for_taxes() -> None:
    # when
    webhook = manifest("https://odop.example")["webhooks"][3]

    # then
    assert webhook["syncEvents"] == ["CHECKOUT_CALCULATE_TAXES", "ORDER_CALCULATE_TAXES"]
    assert webhook["targetUrl"] == "https://odop.example/api/webhooks/saleor/taxes"


def test_the_version_is_the_distributions_own() -> None:
    # when
    project = tomllib.loads((Path(__file__).parents[4] / "pyproject.toml").read_text())

    # then
    assert project["project"]["version"] == VERSION
