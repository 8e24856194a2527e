"""A row of any model that holds something encrypted, so that a test can walk over all of them."""

from __future__ import annotations

from itertools import count
from typing import Any, cast

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from odop_accounts.models import Document, DocumentLine
from odop_core.security.encryption import EncryptedFileName, EncryptedJSONField, EncryptedTextField

_numbers = count(1)


def encrypted_fields(model: type[models.Model]) -> list[EncryptedTextField]:
    return [field for field in model._meta.concrete_fields if isinstance(field, EncryptedTextField)]


def encrypted_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if encrypted_fields(model)]


def all_encrypted_fields() -> list[EncryptedTextField]:
    return [field for model in encrypted_models() for field in encrypted_fields(model)]


def file_fields() -> list[EncryptedFileName]:
    every = (field for model in apps.get_models() for field in model._meta.concrete_fields)
    return [field for field in every if isinstance(field, EncryptedFileName)]


def make_row(model: type[models.Model]) -> models.Model:
    """Written, with something in each of its encrypted fields and whatever else it must have."""
    row = _make_row(model)
    if isinstance(row, Document):  # which is the sum of its lines
        _make_row(DocumentLine, document=row)
    return row


def _make_row(model: type[models.Model], **given: Any) -> models.Model:
    needed = [field for field in model._meta.concrete_fields if field.name not in given and _is_needed(field)]
    values = given | {field.name: _value(field) for field in needed}
    return cast(models.Model, model._default_manager.create(**values))


def _is_needed(field: models.Field[Any, Any]) -> bool:
    if isinstance(field, EncryptedTextField):
        return True
    is_given = field.has_default() or field.has_db_default() or field.null or field.primary_key
    return not (is_given or getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False))


def _value(field: models.Field[Any, Any]) -> Any:
    number = next(_numbers)
    if isinstance(field, models.ForeignKey):
        return make_row(field.related_model)
    if form := _FORMS.get(field.name):
        return form.format(number)
    if field.choices:
        return next(iter(field.choices))[0]
    for kind, make in _KINDS.items():
        if isinstance(field, kind):
            return make(number)
    return f"{number}"


# What the database takes only in a certain form.
_FORMS = {"series": "TI", "key": "KEYOFONEROW{:06}"}

_KINDS: dict[type[models.Field[Any, Any]], Any] = {
    EncryptedJSONField: lambda number: {"of": number, "शब्द": ["नाम"]},
    EncryptedTextField: lambda number: f"नाम {number}",
    models.DateTimeField: lambda _number: timezone.now(),
    models.DateField: lambda _number: timezone.now().date(),
    models.BooleanField: lambda _number: False,
    models.IntegerField: lambda number: number,
    models.JSONField: lambda number: {"of": number},
    ArrayField: lambda _number: [],
}
