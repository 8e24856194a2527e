"""Provenance in Saleor's list of plugins, and the evidence it shows by link."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from odop_core.plugin.base import OdopPlugin
from odop_provenance.evidence import evidence_view
from odop_provenance.settings import PLUGIN_ID, ProvenanceSettings

EVIDENCE = "evidence/"


class ProvenancePlugin(OdopPlugin):
    PLUGIN_NAME = "ODOP provenance"
    PLUGIN_DESCRIPTION = "Shows the district, craft and maker of each product to buyers."
    settings_model = ProvenanceSettings

    def webhook(self, request: HttpRequest, path: str, previous_value: Any) -> HttpResponse:
        """Served by Saleor at /plugins/global/odop.provenance/evidence/…"""
        path = path.lstrip("/")
        if path.startswith(EVIDENCE) and request.method in ("GET", "HEAD"):
            return evidence_view(path.removeprefix(EVIDENCE).rstrip("/"))
        # Labels from before certificates were a plugin of their own lead here.
        moved = request.get_full_path().replace(f"/{PLUGIN_ID}", "/odop.certificates", 1)
        return HttpResponse(status=308, headers={"Location": moved})
