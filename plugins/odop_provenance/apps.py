"""Django app of provenance: after each migrate it brings the shipped districts and crafts up to date, and at start-up
it says what it wants to hear of.
"""

from typing import Any

from django.apps import AppConfig
from django.apps.registry import Apps
from django.db.models.signals import post_migrate


class OdopProvenanceConfig(AppConfig):
    name = "odop_provenance"
    verbose_name = "ODOP provenance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from odop_provenance import checks, handlers  # noqa: F401  (checks registers the system checks)

        handlers.subscribe_all()
        post_migrate.connect(_load_reference_data, sender=self)


def _load_reference_data(apps: Apps | None = None, **_kwargs: Any) -> None:
    """`apps`, if given, is what the database looks like now: without our tables when our migrations were taken back."""
    if apps and "odop_provenance" not in apps.all_models:
        return
    from odop_provenance import reference

    reference.load()
