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

    @property
    def active(self) -> bool:
        """As the merchant switched it; but on for Saleor's webhook view, which names no requestor (GraphQL does).

        What was sold must stay checkable: the pages answer also while the plugin is off, and Saleor passes no request
        on to a plugin that is. Nothing else hangs on this: the plugin has no other hooks, and what it does asks the
        configuration.
        """
        return self._active or getattr(self, "requestor", None) is None

    @active.setter
    def active(self, value: bool) -> None:
        self._active = value

    def webhook(self, request: HttpRequest, path: str, previous_value: Any) -> HttpResponseBase:
        """Served by Saleor at /plugins/global/odop.certificates/…"""
        return answer_at(request, path, "odop_certificates.pages.urls")
