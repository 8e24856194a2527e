"""Since when each plugin works in this shop."""

from __future__ import annotations

from datetime import datetime

from django.db.models.functions import Now

from odop_core.models import PluginStart
from odop_core.plugin import configuration
from odop_core.store import host


def record_beginnings() -> None:
    """A periodic job, which also runs when the suite is installed: plugins that are on for the first time begin now."""
    if not host.current_host().has_shop():
        return
    known = set(PluginStart.objects.values_list("plugin_id", flat=True))
    for plugin_id in configuration.known_models().keys() - known:
        if configuration.is_active(plugin_id):
            PluginStart.objects.get_or_create(plugin_id=plugin_id, defaults={"began_at": Now()})


def set_beginning(moment: datetime) -> None:
    """Say since when all plugins work here, where that is not when we first saw them (after a move, say)."""
    for plugin_id in configuration.known_models():
        PluginStart.objects.update_or_create(plugin_id=plugin_id, defaults={"began_at": moment})
