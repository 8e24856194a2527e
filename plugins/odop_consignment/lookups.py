"""The row that somebody named."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models
from django.db.models import Window
from django.db.models.functions import RowNumber

from odop_consignment.errors import UnknownRow
from odop_core.i18n import _

Row = TypeVar("Row", bound=models.Model)


def find_row(model: type[Row], pk: int, *, lock: bool = False, using: str = "default") -> Row:
    """Raises UnknownRow. With `lock`, nobody else changes the row until our transaction ends; rows that refer to it may
    still be added."""
    rows: Any = model._default_manager.using(using)
    found: Row | None = (rows.select_for_update(of=("self",), no_key=True) if lock else rows).filter(pk=pk).first()
    if found is None:
        raise unknown_row(model, pk)
    return found


def unknown_row(model: type[models.Model], pk: int) -> UnknownRow:
    """Also for a row that is there, and not for who asks."""
    return UnknownRow(_("There is no {kind} {number}.", kind=model._meta.verbose_name, number=pk))


def newest_of_each_supplier(rows: models.QuerySet[Row], most: int) -> models.QuerySet[Row]:
    """Of the rows of each supplier the newest, at most so many."""
    place = Window(RowNumber(), partition_by="supplier_id", order_by="-pk")
    return rows.annotate(place=place).filter(place__lte=most).order_by("supplier_id", "-pk")
