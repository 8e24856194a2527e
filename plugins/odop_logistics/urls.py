"""Below the plugin's public address: where the logistics partner reports to, in both hosts."""

from __future__ import annotations

from django.urls import URLPattern, path

from odop_logistics.carriers.partner import views

urlpatterns: list[URLPattern] = [path("partner", views.receive_events)]
