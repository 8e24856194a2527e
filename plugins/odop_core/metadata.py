"""Metadata and external references of our rows, for the systems a merchant connects.

Rows are named by their type and key, as their global IDs are. Keys and values are texts, as in Saleor. Personal data
does not belong here; what an app put here all the same goes when a person's data are erased (`forget`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from django.db import IntegrityError, transaction

from odop_core.i18n import Text, _
from odop_core.models import ObjectMetadata

MOST_ITEMS = 100
LONGEST_KEY = 256
LONGEST_VALUE = 5000
LONGEST_REFERENCE = 250

Kind = Literal["metadata", "private_metadata"]


@dataclass(frozen=True)
class MetadataInfo:
    external_reference: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
    private_metadata: Mapping[str, str] = field(default_factory=dict)


NONE = MetadataInfo()


class BadMetadata(ValueError):
    """The metadata cannot be kept; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(str(text))
        self.text = text


class TooMuchMetadata(BadMetadata):
    """They are more, or longer, than is kept with one row."""


class ReferenceTaken(BadMetadata):
    """Another row of the type has this reference."""


def metadata_of(type_name: str, keys: Iterable[str], using: str = "default") -> dict[str, MetadataInfo]:
    """By key, of those that have any."""
    rows = ObjectMetadata.objects.using(using).filter(type_name=type_name, key__in=list(keys))
    return {row.key: MetadataInfo(row.external_reference, row.metadata, row.private_metadata) for row in rows}


def find_key(type_name: str, external_reference: str, using: str = "default") -> str | None:
    """The key of the row with this reference."""
    rows = ObjectMetadata.objects.using(using).filter(type_name=type_name, external_reference=external_reference)
    return rows.values_list("key", flat=True).first() if external_reference else None


@transaction.atomic
def update_metadata(type_name: str, key: str, kind: Kind, items: Mapping[str, str]) -> None:
    """Adds these, or gives keys that are there another value. Raises BadMetadata, TooMuchMetadata."""
    for name, value in items.items():
        check_key(name)
        check_value(value)
    row = _lock(type_name, key)
    merged = {**getattr(row, kind), **items}
    if len(merged) > MOST_ITEMS:
        raise TooMuchMetadata(_("An object has at most {most} items of metadata.", most=MOST_ITEMS))
    setattr(row, kind, merged)
    row.save(update_fields=[kind])


@transaction.atomic
def delete_metadata(type_name: str, key: str, kind: Kind, names: Collection[str]) -> None:
    """Names that are not there are no fault."""
    row = _lock(type_name, key)
    setattr(row, kind, {name: value for name, value in getattr(row, kind).items() if name not in names})
    row.save(update_fields=[kind])


@transaction.atomic
def set_external_reference(type_name: str, key: str, reference: str) -> None:
    """Empty takes it away. Raises ReferenceTaken."""
    row = _lock(type_name, key)
    row.external_reference = reference
    try:
        with transaction.atomic():
            row.save(update_fields=["external_reference"])
    except IntegrityError as error:
        raise ReferenceTaken(_("Another object of this type has this reference.")) from error


def forget(type_name: str, key: object) -> None:
    """All that other systems kept with the row."""
    ObjectMetadata.objects.filter(type_name=type_name, key=str(key)).delete()


def check_key(name: str) -> None:
    """Raises BadMetadata, TooMuchMetadata."""
    if not name.strip():
        raise BadMetadata(_("A key of metadata must not be empty."))
    if len(name) > LONGEST_KEY:
        raise TooMuchMetadata(_("A key of metadata has at most {longest} characters.", longest=LONGEST_KEY))


def check_value(value: str) -> None:
    """Raises TooMuchMetadata."""
    if len(value) > LONGEST_VALUE:
        raise TooMuchMetadata(_("A value of metadata has at most {longest} characters.", longest=LONGEST_VALUE))


def _lock(type_name: str, key: str) -> ObjectMetadata:
    ObjectMetadata.objects.bulk_create([ObjectMetadata(type_name=type_name, key=key)], ignore_conflicts=True)
    return ObjectMetadata.objects.select_for_update().get(type_name=type_name, key=key)
