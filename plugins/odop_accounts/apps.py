"""Django app of accounts."""

from django.apps import AppConfig


class OdopAccountsConfig(AppConfig):
    name = "odop_accounts"
    verbose_name = "ODOP accounts"
    default_auto_field = "django.db.models.BigAutoField"
