"""Django app of the shared core; the last of the suite to learn that start-up is complete."""

from django.apps import AppConfig


class OdopCoreConfig(AppConfig):
    name = "odop_core"
    verbose_name = "ODOP core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from odop_core import checks, host  # noqa: F401  (registers the system checks)

        host.current().ready()
