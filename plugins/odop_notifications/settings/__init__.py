"""The settings a merchant makes, readers of their values, and our public addresses."""

from __future__ import annotations

from typing import ClassVar

from odop_core.plugin.configuration import PluginSettings
from odop_notifications.settings.channels import ChannelSettings
from odop_notifications.settings.general import GeneralSettings
from odop_notifications.settings.helpline import HelplineSettings

PLUGIN_ID = "odop.notifications"


class NotificationSettings(HelplineSettings, ChannelSettings, GeneralSettings, PluginSettings):
    """The Dashboard shows the fields of the last base first."""

    plugin_id: ClassVar[str] = PLUGIN_ID
