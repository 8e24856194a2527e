"""Provenance in Saleor's list of plugins, and the pages it serves: certificates to everybody, evidence by link."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from odop_core.plugin.base import OdopPlugin
from odop_provenance.evidence import evidence_view
from odop_provenance.pages import view
from odop_provenance.settings import ProvenanceSettings

EVIDENCE = "evidence/"


class ProvenancePlugin(OdopPlugin):
    PLUGIN_NAME = "ODOP provenance"
    PLUGIN_DESCRIPTION = "Shows the district, craft and maker of each product to buyers."
    settings_model = ProvenanceSettings

    def webhook(self, request: HttpRequest, path: str, previous_value: Any) -> HttpResponse:
        """Served by Saleor at /plugins/global/odop.provenance/…"""
        path = path.lstrip("/")
        if path.startswith(EVIDENCE) and request.method in ("GET", "HEAD"):
            return evidence_view(path.removeprefix(EVIDENCE).rstrip("/"))
        return view.show(request, path)
