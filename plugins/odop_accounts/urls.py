"""Below the plugin's public address, in both hosts: where payout rails report to, and where documents are read."""

from __future__ import annotations

from django.urls import URLPattern, path

from odop_accounts.invoices import links
from odop_accounts.transfers import views

urlpatterns: list[URLPattern] = [
    path("rails/<str:rail>", views.receive_report),
    path(f"{links.PATH}<str:token>", links.serve_document),
]
