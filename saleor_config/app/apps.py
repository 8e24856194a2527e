"""Django app of the App host: it keeps the Saleors that installed us."""

from django.apps import AppConfig


class OdopAppConfig(AppConfig):
    name = "saleor_config.app"
    label = "odop_app"
    verbose_name = "ODOP Saleor App"
    default_auto_field = "django.db.models.BigAutoField"
