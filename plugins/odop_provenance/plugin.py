"""Provenance in Saleor's list of plugins, and the evidence it shows by link."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404

from odop_core.plugin.base import OdopPlugin
from odop_core.web.routes import answer_at
from odop_core.web.security_headers import secure_response
from odop_provenance.settings import PLUGIN_ID, ProvenanceSettings


class ProvenancePlugin(OdopPlugin):
    PLUGIN_NAME = "ODOP provenance"
    PLUGIN_DESCRIPTION = "Shows the district, craft and artisan of each product to buyers."
    settings_model = ProvenanceSettings

    def webhook(self, request: HttpRequest, path: str, previous_value: Any) -> HttpResponseBase:
        """Served by Saleor at /plugins/global/odop.provenance/evidence/…"""
        try:
            return answer_at(request, path, "odop_provenance.evidence.urls")
        except Resolver404:
            # Labels from before certificates were a plugin of their own lead here.
            moved = request.get_full_path().replace(f"/{PLUGIN_ID}", "/odop.certificates", 1)
            return secure_response(HttpResponse(status=308, headers={"Location": moved}))
