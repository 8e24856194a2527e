"""Notifications in Saleor's list of plugins."""

from odop_core.plugin import OdopPlugin
from odop_notifications.settings import NotificationSettings


class NotificationsPlugin(OdopPlugin):
    PLUGIN_NAME = "ODOP notifications"
    PLUGIN_DESCRIPTION = "Tells the maker at once when something of theirs was bought or called off."
    settings_model = NotificationSettings
