"""Registrations of marks, for staff."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from odop_core.database.pagination import Window
from odop_provenance.marks.registrations import MarkInfo, mark_info
from odop_provenance.models import MarkRegistration, MarkState


@dataclass(frozen=True)
class WantedMarks:
    state: MarkState | None = None
    artisan: str = ""


def list_marks(wanted: WantedMarks, window: Window, using: str = "default") -> list[MarkInfo]:
    """Registrations, the oldest first. Two queries, whatever their number."""
    rows = _marks(wanted, using).select_related("artisan").prefetch_related("crafts__district")
    return [mark_info(row) for row in window.select(rows)]


def count_marks(wanted: WantedMarks, using: str = "default") -> int:
    return _marks(wanted, using).count()


def _marks(wanted: WantedMarks, using: str) -> QuerySet[MarkRegistration]:
    rows = MarkRegistration.objects.using(using)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    return rows.filter(artisan__slug=wanted.artisan) if wanted.artisan else rows
