"""Addresses of the App host."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.views.generic import RedirectView

from saleor_config.app import (
    graphql,
    health,
    manifest,
    pages,
    partner_webhook,
    registration,
    shipping_filter,
    webhooks,
)

urlpatterns: list[URLPattern] = [
    path("", RedirectView.as_view(url="/graphql/")),
    path("graphql/", graphql.endpoint, name="graphql"),
    path("api/manifest", manifest.show, name="manifest"),
    path("api/register", registration.receive, name="register"),
    path("api/webhooks/saleor", webhooks.receive, name="saleor-webhooks"),
    path("api/webhooks/saleor/shipping", shipping_filter.receive, name="saleor-shipping-filter"),
    path("api/webhooks/logistics", partner_webhook.receive, name="logistics-webhook"),
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
    *pages.urlpatterns,
]
