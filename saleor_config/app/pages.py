"""The suite's public pages and links beside Saleor; inside it, its plugins serve the same."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path

urlpatterns: list[URLPattern | URLResolver] = [
    path("notifications/", include("odop_notifications.urls")),
    path("accounts/", include("odop_accounts.urls")),
    path("consignment/", include("odop_consignment.urls")),
    path("", include("odop_provenance.evidence.urls")),
    re_path("^provenance(?:/|$)", include("odop_certificates.pages.urls")),
]
