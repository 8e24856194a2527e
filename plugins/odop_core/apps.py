"""Django app of the shared core; the last of the suite to learn that start-up is complete."""

from typing import Any

from django.apps import AppConfig
from django.apps.registry import Apps
from django.db.models.signals import post_migrate


class OdopCoreConfig(AppConfig):
    name = "odop_core"
    verbose_name = "ODOP core"
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        """The last moment at which the host may extend the store's permissions, which ours are among."""
        from odop_core.store import host

        super().import_models()
        host.current_host().models_ready()

    def ready(self) -> None:
        from odop_core import checks  # noqa: F401  (registers the system checks)
        from odop_core.plugin import beginnings
        from odop_core.queue import inbox, periodic
        from odop_core.security import logs
        from odop_core.store import host
        from odop_core.web import rate_limits

        periodic.register_job("core.beginnings", beginnings.record_beginnings)
        logs.guard_logs()
        periodic.register_job("core.resume", inbox.resume_waiting)
        periodic.register_job("core.request_counts", rate_limits.delete_ended)
        post_migrate.connect(_load_rules, sender=self)
        host.current_host().ready()


def _load_rules(apps: Apps | None = None, **_kwargs: Any) -> None:
    """`apps`, if given, is what the database looks like now: without our tables when our migrations were taken back."""
    if apps and "odop_core" not in apps.all_models:
        return
    from odop_core.india import rules

    rules.load_seed()
