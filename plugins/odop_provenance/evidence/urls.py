"""Where links to evidence and to pictures of artisans lead, in both hosts."""

from __future__ import annotations

from django.urls import URLPattern, path

from odop_provenance.evidence import pictures, views

urlpatterns: list[URLPattern] = [
    path("evidence/<str:token>", views.show_evidence, name="evidence"),
    path("pictures/<str:token>", pictures.show_picture, name="picture"),
]
