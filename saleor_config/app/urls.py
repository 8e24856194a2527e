"""Addresses of the App host."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from django.views.generic import RedirectView

from odop_accounts.transfers import views as payout_rails
from odop_logistics.carriers.partner import views as logistics_partner
from saleor_config.app import health, pages
from saleor_config.app.graphql import endpoint
from saleor_config.app.install import manifest, registration
from saleor_config.app.webhooks import receiver, shipping_filter, taxes

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(url="/graphql/")),
    path("graphql/", endpoint.serve_graphql, name="graphql"),
    # No redirect, which would lose the body of a POST.
    path("graphql", endpoint.serve_graphql),
    path("api/manifest", manifest.serve_manifest, name="manifest"),
    path("api/register", registration.serve_registration, name="register"),
    path("api/webhooks/saleor", receiver.serve_events, name="saleor-webhooks"),
    path("api/webhooks/saleor/shipping", shipping_filter.serve_shipping_filter, name="saleor-shipping-filter"),
    path("api/webhooks/saleor/taxes", taxes.serve_taxes, name="saleor-taxes"),
    path("api/webhooks/logistics", logistics_partner.receive_events, name="logistics-webhook"),
    path("api/webhooks/payouts/<str:rail>", payout_rails.receive_report, name="payouts-webhook"),
    path("health/live", health.serve_liveness, name="live"),
    path("health/ready", health.serve_readiness, name="ready"),
    *pages.urlpatterns,
]
