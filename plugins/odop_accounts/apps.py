"""Django app of accounts: after each migrate it adds the rules of tax that are missing, and at start-up it says which
events it wants to hear of.
"""

from typing import Any

from django.apps import AppConfig
from django.apps.registry import Apps
from django.db.models.signals import post_migrate


class OdopAccountsConfig(AppConfig):
    name = "odop_accounts"
    verbose_name = "ODOP accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from odop_accounts import handlers

        handlers.subscribe_all()
        post_migrate.connect(_load_tax_rules, sender=self)


def _load_tax_rules(apps: Apps | None = None, **_kwargs: Any) -> None:
    """`apps`, if given, is what the database looks like now: without our tables when our migrations were taken back."""
    if apps and "odop_accounts" not in apps.all_models:
        return
    from odop_accounts.tax import records

    records.load_reference()
