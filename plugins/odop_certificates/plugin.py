"""Certificates in Saleor's list of plugins, and the pages they serve to everybody."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from odop_certificates.settings import CertificatesSettings
from odop_core.plugin.base import OdopPlugin
from odop_core.web.routes import answer_at


class CertificatesPlugin(OdopPlugin):
    PLUGIN_NAME = "ODOP certificates"
    PLUGIN_DESCRIPTION = "Proves where a product comes from: signed certificates, and a page behind each piece's label."
    settings_model = CertificatesSettings

    def webhook(self, request: HttpRequest, path: str, previous_value: Any) -> HttpResponseBase:
        """Served by Saleor at /plugins/global/odop.certificates/…"""
        return answer_at(request, path, "odop_certificates.pages.urls")
