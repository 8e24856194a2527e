"""Consignment in Saleor's list of plugins, and the papers it shows to whoever has a link."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound

from odop_consignment import papers
from odop_consignment.settings import ConsignmentSettings
from odop_core.plugin import OdopPlugin


class ConsignmentPlugin(OdopPlugin):
    PLUGIN_NAME = "ODOP consignment"
    PLUGIN_DESCRIPTION = (
        "Finds out whose goods were sold: each order line is matched with the supplier who supplies it."
    )
    settings_model = ConsignmentSettings

    def webhook(self, request: HttpRequest, path: str, previous_value: Any) -> HttpResponse:
        """Served by Saleor at /plugins/global/odop.consignment/…"""
        path = path.strip("/") + "/"
        if path.startswith(papers.PATH) and request.method in ("GET", "HEAD"):
            return papers.show(path.removeprefix(papers.PATH).rstrip("/"))
        return HttpResponseNotFound()
