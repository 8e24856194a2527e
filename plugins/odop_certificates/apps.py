"""Django app of certificates; at start-up it says what it wants to hear of."""

from django.apps import AppConfig


class OdopCertificatesConfig(AppConfig):
    name = "odop_certificates"
    verbose_name = "ODOP certificates"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from odop_certificates import handlers

        handlers.subscribe_all()
