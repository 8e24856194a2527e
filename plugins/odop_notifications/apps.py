"""The Django app of notifications; at start-up it subscribes its handlers."""

from typing import Any

from django.apps import AppConfig
from django.apps.registry import Apps
from django.db.models.signals import post_migrate


class OdopNotificationsConfig(AppConfig):
    name = "odop_notifications"
    verbose_name = "ODOP notifications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from odop_notifications import handlers

        handlers.subscribe_all()
        post_migrate.connect(_load_shipped, sender=self)


def _load_shipped(apps: Apps | None = None, **_kwargs: Any) -> None:
    """`apps`, if given, is what the database looks like now: without our tables when our migrations were taken back."""
    known = apps.all_models.get("odop_notifications", {}) if apps else {"template", "escalationstep"}
    from odop_notifications.escalation import policies
    from odop_notifications.templates import registry

    if "template" in known:
        registry.load_shipped_templates()
    if "escalationstep" in known:
        policies.load_shipped_policies()
