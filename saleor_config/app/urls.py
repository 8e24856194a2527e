"""Addresses of the App host."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.views.generic import RedirectView

from saleor_config.app import (
    certificates,
    consignment,
    evidence,
    graphql,
    health,
    manifest,
    notifications,
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
    path("notifications/<path:path>", notifications.serve, name="notifications"),
    path("consignment/papers/<str:token>", consignment.show_paper, name="paper"),
    path("consignment/tables/<str:token>", consignment.show_table, name="table"),
    path("evidence/<str:token>", evidence.show, name="evidence"),
    path("provenance", certificates.show, name="certificates"),
    path("provenance/", certificates.show),
    path("provenance/<path:path>", certificates.show, name="certificate-page"),
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
]
