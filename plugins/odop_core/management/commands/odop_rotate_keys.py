"""Re-encrypts personal data with the newest key."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import models, transaction

from odop_core.security.encryption import EncryptedTextField

BATCH = 500


class Command(BaseCommand):
    help = "Write every encrypted value anew with the first key of ODOP_ENCRYPTION_KEYS; then older keys can go."

    def handle(self, *_args: Any, **_options: Any) -> None:
        for model in apps.get_models():
            fields = [f.name for f in model._meta.concrete_fields if isinstance(f, EncryptedTextField)]
            if fields:
                self.stdout.write(f"{model._meta.label}: {_rotate(model, fields)} rows")


def _rotate(model: type[models.Model], fields: list[str]) -> int:
    """In batches by primary key, each locked for its own short transaction: flat memory, no long locks."""
    done, last = 0, 0
    while True:
        with transaction.atomic():
            batch = list(
                model._default_manager.select_for_update()
                .filter(pk__gt=last)
                .order_by("pk")
                .only("pk", *fields)[:BATCH]
            )
            if not batch:
                return done
            model._default_manager.bulk_update(batch, fields)
            done, last = done + len(batch), batch[-1].pk
