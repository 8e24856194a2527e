"""Notifications in Saleor's list of plugins, and what it serves: reports of gateways, and one-tap links."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from odop_core.plugin.base import OdopPlugin
from odop_core.web.routes import answer_at
from odop_notifications.settings import NotificationSettings


class NotificationsPlugin(OdopPlugin):
    PLUGIN_NAME = "ODOP notifications"
    PLUGIN_DESCRIPTION = "Tells the supplier at once when something of theirs was bought or called off."
    settings_model = NotificationSettings

    def webhook(self, request: HttpRequest, path: str, previous_value: Any) -> HttpResponseBase:
        """Served by Saleor at /plugins/global/odop.notifications/…"""
        return answer_at(request, path, "odop_notifications.urls")
