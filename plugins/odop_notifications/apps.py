"""Django app of notifications; at start-up it says which events it wants to hear of."""

from django.apps import AppConfig


class OdopNotificationsConfig(AppConfig):
    name = "odop_notifications"
    verbose_name = "ODOP notifications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from odop_notifications import handlers

        handlers.subscribe_all()
