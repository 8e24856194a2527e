"""Django app of accounts; at start-up it says which events it wants to hear of."""

from django.apps import AppConfig


class OdopAccountsConfig(AppConfig):
    name = "odop_accounts"
    verbose_name = "ODOP accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from odop_accounts import handlers

        handlers.subscribe_all()
