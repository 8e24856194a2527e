"""Which column is which: the row of titles, in any order, in any language that has a catalogue.

Offices write a title of the whole table above it, and repeat it on each page: it is looked for in the first rows, and
where it stands again it is no row of the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from odop_consignment.imports import problems
from odop_consignment.imports.columns import Column, header_readings, normalise_header
from odop_consignment.imports.problems import HIDDEN_COLUMN, HIDDEN_ROW, BadTable
from odop_consignment.imports.readers import Row
from odop_consignment.imports.readers.cells import column_letters
from odop_consignment.imports.records import Record
from odop_core.i18n import _, comma_separated
from odop_core.india import aadhaar

# Rows with something in them among which the titles must be.
LOOKED_AT = 25


@dataclass(frozen=True)
class Header:
    """The name of the column at each place. `unknown` are those nobody knows; their cells are only looked through.

    `number` is its row in the spreadsheet, and `titles` what stands there.
    """

    number: int
    titles: tuple[str, ...]
    names: tuple[str, ...]
    unknown: tuple[str, ...]

    def record(self, row: Row) -> Record:
        """What nobody gave a title is not dropped: the row is wrong, since its cells may have moved."""
        named = dict(zip(self.names, row.cells, strict=False))
        record = Record(row.number, named, row=row)
        if row.problem:
            record.add_problem(row.problem)
        for place, cell in enumerate(row.cells, start=1):
            title = self.titles[place - 1] if place <= len(self.titles) else ""
            if not title and cell.shown:
                record.add_problem(problems.beyond_header(column_letters(place)), f"#{place}")
            elif cell.swallowed >= max(len(self.names) - 1, 1):
                record.add_problem(problems.swallowed_rows(row.number), self.names[place - 1])
        return record

    def is_repeated(self, row: Row) -> bool:
        """Whether a row is the header once more."""
        texts = tuple(cell.text for cell in row.cells)
        return any(texts) and texts == self.titles[: len(texts)] and not any(self.titles[len(texts) :])


def find_header(rows: Iterable[Row], columns: Sequence[Column]) -> Header:
    """Raises BadTable when there is none: a needed column is missing, or one is there twice."""
    looked_at = [row for row in islice(rows, LOOKED_AT) if row.problem != HIDDEN_ROW]
    if not looked_at:
        raise BadTable(_("The table is empty."))
    named = [(row, _names(row, columns)) for row in looked_at]
    row, names = next(
        (each for each in named if not _missing(each[1], columns)),
        max(named, key=lambda each: sum(map(bool, each[1]))),
    )
    _refuse_twice(names, columns)
    if missing := _missing(names, columns):
        titles = [_("“{title}” ({name})", title=column.title, name=column.name) for column in missing]
        raise BadTable(_("The first row must name the columns; missing: {titles}.", titles=comma_separated(titles)))
    _refuse_hidden(row, names, columns)
    texts = tuple(cell.text for cell in row.cells)
    unknown = tuple(_shown(text) for text, name in zip(texts, names, strict=True) if text and not name)
    # A place without a known name still needs one of its own, so that its cells can be looked through.
    places = tuple(name or f"#{place}" for place, name in enumerate(names, start=1))
    return Header(row.number, texts, places, unknown)


def _names(row: Row, columns: Sequence[Column]) -> list[str]:
    """By the columns' own titles; usual ones for the same count where a column's own title is not there."""
    surely = {normalise_header(title): column.name for column in columns for title in column.names}
    usually = {normalise_header(title): column.name for column in columns for title in column.also}
    texts = [cell.text for cell in row.cells]
    names = [_name(text, surely) for text in texts]
    there = set(names)
    more = [_name(text, surely | usually) for text in texts]
    return [name or ("" if other in there else other) for name, other in zip(names, more, strict=True)]


def _name(text: str, known: dict[str, str]) -> str:
    for reading in header_readings(text):
        found = {known.get(part, "") for part in reading}
        if len(found) == 1 and (name := found.pop()):
            return name
    return ""


def _missing(names: list[str], columns: Sequence[Column]) -> list[Column]:
    known = set(names) - {""}
    return [column for column in columns if column.needed and not {column.name, column.instead} & known]


def _refuse_twice(names: list[str], columns: Sequence[Column]) -> None:
    for column in columns:
        if names.count(column.name) > 1:
            raise BadTable(_("The column “{column}” is there twice.", column=column.title))


def _refuse_hidden(row: Row, names: list[str], columns: Sequence[Column]) -> None:
    by_name = {column.name: column for column in columns if not column.exported_only}
    for cell, name in zip(row.cells, names, strict=True):
        if name in by_name and cell.problem == HIDDEN_COLUMN:
            raise BadTable(
                _(
                    "The column “{column}” is hidden in the spreadsheet. Show it and look at it, or delete it.",
                    column=by_name[name].title,
                )
            )


def _shown(text: str) -> str:
    return "…" if aadhaar.contains_aadhaar(text) else text[:40]
