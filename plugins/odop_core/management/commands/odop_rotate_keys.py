"""Re-encrypts personal data with the newest key: every encrypted column of every table, and every encrypted file."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import models, transaction

from odop_core.files import storage
from odop_core.security.encryption import EncryptedFileName, EncryptedTextField, encrypt_for_row

BATCH = 500


class Command(BaseCommand):
    help = (
        "Write every encrypted value and file anew with the first key of ODOP_ENCRYPTION_KEYS; then older keys can go. "
        "Run again after a stop, it does all of it anew."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        for model in apps.get_models():
            fields = [field.name for field in model._meta.concrete_fields if isinstance(field, EncryptedTextField)]
            if fields:
                self.stdout.write(f"{model._meta.label}: {_rotate_rows(model, fields)} rows")
            for field in model._meta.concrete_fields:
                if isinstance(field, EncryptedFileName):
                    self.stdout.write(f"{model._meta.label}: {_rotate_files(model, field.name)} files")


def _rotate_rows(model: type[models.Model], fields: list[str]) -> int:
    """In batches by primary key, each locked for its own short transaction: flat memory, no long locks."""
    done, last = 0, 0
    named = model.ENCRYPTED_FOR
    while True:
        with transaction.atomic():
            rows = model._default_manager.select_for_update().filter(pk__gt=last).order_by("pk")
            batch = list(rows.only("pk", *named, *fields)[:BATCH])
            if not batch:
                return done
            for row in batch:
                for field in fields:
                    if (value := getattr(row, field)) is not None:
                        setattr(row, field, encrypt_for_row(row, field, value))
            model._default_manager.bulk_update(batch, fields)
            done, last = done + len(batch), batch[-1].pk


def _rotate_files(model: type[models.Model], field: str) -> int:
    """One by one: written under another name, which the row then bears, and the old one deleted."""
    done, last = 0, 0
    while True:
        with transaction.atomic():
            rows = model._default_manager.select_for_update().filter(pk__gt=last).exclude(**{field: ""})
            row = rows.order_by("pk").first()
            if row is None:
                return done
            last, name = row.pk, str(getattr(row, field))
            try:
                content = storage.read_encrypted(name)
            except FileNotFoundError:  # deleted already, and nobody has noted it yet
                continue
            setattr(row, field, storage.save_encrypted(content))
            row.save(update_fields=[field])
            transaction.on_commit(partial(storage.delete_file, name))
            done += 1
