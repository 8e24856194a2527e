"""Below the plugin's public address: where payout rails report to, in both hosts."""

from __future__ import annotations

from django.urls import URLPattern, path

from odop_accounts.transfers import views

urlpatterns: list[URLPattern] = [path("rails/<str:rail>", views.receive_report)]
