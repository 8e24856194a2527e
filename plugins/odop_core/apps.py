"""Django app of the shared core; the last of the suite to learn that start-up is complete."""

from typing import Any

from django.apps import AppConfig
from django.apps.registry import Apps
from django.db.models.signals import post_migrate


class OdopCoreConfig(AppConfig):
    name = "odop_core"
    verbose_name = "ODOP core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from odop_core import beat, checks, host, inbox  # noqa: F401  (registers the system checks)

        beat.register("core.resume", inbox.resume)
        post_migrate.connect(_load_rules, sender=self)
        host.current().ready()


def _load_rules(apps: Apps | None = None, **_kwargs: Any) -> None:
    """`apps`, if given, is what the database looks like now: without our tables when our migrations were taken back."""
    if apps and "odop_core" not in apps.all_models:
        return
    from odop_core import rules

    rules.load_seed()
