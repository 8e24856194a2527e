"""Logistics in Saleor's list of plugins, and the address the logistics partner reports to."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from odop_core.plugin.base import OdopPlugin
from odop_core.web.routes import answer_at
from odop_logistics.settings import LogisticsSettings


class LogisticsPlugin(OdopPlugin):
    PLUGIN_NAME = "ODOP logistics"
    PLUGIN_DESCRIPTION = "Asks a carrier to collect sold goods from the supplier, and records when they left."
    settings_model = LogisticsSettings

    def webhook(self, request: HttpRequest, path: str, previous_value: Any) -> HttpResponseBase:
        """Served by Saleor at /plugins/global/odop.logistics/partner."""
        return answer_at(request, path, "odop_logistics.urls")
