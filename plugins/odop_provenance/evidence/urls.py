"""Where links to evidence lead, in both hosts."""

from __future__ import annotations

from django.urls import URLPattern, path

from odop_provenance.evidence import views

urlpatterns: list[URLPattern] = [path("evidence/<str:token>", views.show_evidence, name="evidence")]
