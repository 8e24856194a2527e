"""Django app of logistics; at start-up it says which events it wants to hear of."""

from django.apps import AppConfig


class OdopLogisticsConfig(AppConfig):
    name = "odop_logistics"
    verbose_name = "ODOP logistics"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from odop_logistics import handlers

        handlers.subscribe_all()
