"""Django app of consignment; at start-up it says which events it wants to hear of."""

from django.apps import AppConfig


class OdopConsignmentConfig(AppConfig):
    name = "odop_consignment"
    verbose_name = "ODOP consignment"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from odop_consignment import checks, handlers  # noqa: F401  (registers the system checks)

        handlers.subscribe_all()
