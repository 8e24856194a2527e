"""Logistics in Saleor's list of plugins, and the address the logistics partner reports to."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from odop_core.plugin.base import OdopPlugin
from odop_logistics.carriers.partner import webhook
from odop_logistics.settings import LogisticsSettings


class LogisticsPlugin(OdopPlugin):
    PLUGIN_NAME = "ODOP logistics"
    PLUGIN_DESCRIPTION = "Asks a carrier to collect sold goods from the supplier, and records when they left."
    settings_model = LogisticsSettings

    def webhook(self, request: HttpRequest, path: str, previous_value: Any) -> HttpResponse:
        """Served by Saleor at /plugins/global/odop.logistics/partner."""
        if path.strip("/") != "partner" or request.method != "POST":
            return JsonResponse({"error": "POST pickup events to …/partner"}, status=404)
        status, answer = webhook.receive_report(request.headers, request.body)
        return JsonResponse(answer, status=status)
