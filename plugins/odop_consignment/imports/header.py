"""Which column is which: the first row of a table, in any order, in any language that has a catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from odop_consignment.imports.columns import Column, Record, normalise_header
from odop_consignment.imports.problems import BadTable
from odop_consignment.imports.readers import Row
from odop_core.i18n import _, comma_separated
from odop_core.india import aadhaar


@dataclass(frozen=True)
class Header:
    """The name of the column at each place. `unknown` are those nobody knows; their cells are only looked through."""

    names: tuple[str, ...]
    unknown: tuple[str, ...]

    def record(self, row: Row) -> Record:
        return Record(row.number, dict(zip(self.names, row.cells, strict=False)))


def read_header(row: Row | None, columns: Sequence[Column]) -> Header:
    """Raises BadTable when a needed column is missing, or one is there twice."""
    if row is None:
        raise BadTable(_("The table is empty."))
    by_title = {normalise_header(title): column.name for column in columns for title in column.names}
    texts = [cell.text for cell in row.cells]
    names = [by_title.get(normalise_header(text), "") for text in texts]
    _refuse_twice(names, columns)
    _refuse_missing(names, columns)
    unknown = tuple(_shown(text) for text, name in zip(texts, names, strict=True) if text and not name)
    # A place without a known name still needs one of its own, so that its cells can be looked through.
    return Header(tuple(name or f"#{place}" for place, name in enumerate(names, start=1)), unknown)


def _refuse_twice(names: list[str], columns: Sequence[Column]) -> None:
    for column in columns:
        if names.count(column.name) > 1:
            raise BadTable(_("The column “{column}” is there twice.", column=column.title))


def _refuse_missing(names: list[str], columns: Sequence[Column]) -> None:
    known = set(names) - {""}
    missing = [column for column in columns if column.needed and not {column.name, column.instead} & known]
    if missing:
        titles = [_("“{title}” ({name})", title=column.title, name=column.name) for column in missing]
        raise BadTable(_("The first row must name the columns; missing: {titles}.", titles=comma_separated(titles)))


def _shown(text: str) -> str:
    return "…" if aadhaar.contains_aadhaar(text) else text[:40]
