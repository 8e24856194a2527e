"""Gives each of our plugins a row in Saleor's plugin configuration, switched on, whenever the database is migrated.

Without a row a plugin is on because it says so (`DEFAULT_ACTIVE`). But the first time a merchant saves its form, even
in vain, Saleor makes a row that is *off*: correcting a gateway's address would silence every message. With a row in
place only the switch itself switches.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.module_loading import import_string


def add_rows_on_migrate() -> None:
    """From now on every `migrate` of this process adds the rows that are missing, and changes none."""
    post_migrate.connect(_add_rows, sender=apps.get_app_config("odop_core"), dispatch_uid="odop-plugin-rows")


def _add_rows(using: str, **_kwargs: Any) -> None:
    from saleor.plugins.models import PluginConfiguration

    from odop_core.plugin.base import OdopPlugin

    if PluginConfiguration._meta.db_table not in connections[using].introspection.table_names():
        return  # our tables were migrated before Saleor's; its own run comes, and calls us again
    for plugin in map(import_string, settings.PLUGINS):
        if issubclass(plugin, OdopPlugin):
            rows = PluginConfiguration.objects.using(using).filter(identifier=plugin.PLUGIN_ID, channel=None)
            if not rows.exists():
                rows.create(identifier=plugin.PLUGIN_ID, active=True, configuration=plugin.DEFAULT_CONFIGURATION)
