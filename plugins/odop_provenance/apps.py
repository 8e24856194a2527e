"""Django app of provenance; after each migrate the shipped districts and crafts are brought up to date."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OdopProvenanceConfig(AppConfig):
    name = "odop_provenance"
    verbose_name = "ODOP provenance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(_load_reference_data, sender=self)


def _load_reference_data(**_kwargs: Any) -> None:
    from odop_provenance import reference

    reference.load()
