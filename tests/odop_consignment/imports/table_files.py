"""What the tests of tables hand in, and ask."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

import openpyxl

from odop_consignment.api import imports
from odop_consignment.models import Supplier
from odop_core.database.pagination import Window
from tests.factories import offer, supplier

ALL = Window(10_000)


def as_csv(*rows: Iterable[object], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    return "\r\n".join(delimiter.join(map(str, row)) for row in rows).encode(encoding)


def as_xlsx(*rows: Iterable[Any]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    return saved(book)


def saved(book: Any) -> bytes:
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def hand_in(content: bytes, kind: str, *, dry_run: bool = False, name: str = "table.csv") -> imports.ImportInfo:
    """Read a table to its end."""
    started = imports.start_import(io.BytesIO(content), name, kind, dry_run=dry_run, by="user-1", in_background=False)
    return imports.continue_import(started.id)


def told(info: imports.ImportInfo) -> list[tuple[int, str]]:
    """Row and column of everything that is wrong."""
    return [(problem.row, problem.column) for problem in imports.import_errors(info.id, ALL)]


def numbers(info: imports.ImportInfo) -> tuple[int, int, int]:
    return info.rows_created, info.rows_changed, info.rows_wrong


SUPPLIERS = ("reference", "name", "phone")


def supplier_rows(count: int, first: int = 1) -> list[tuple[str, str, str]]:
    return [(f"UP-{n}", f"Supplier {n}", f"98{n:08d}") for n in range(first, first + count)]


def make_supplier(reference: str = "UP-1", **changes: Any) -> Supplier:
    """Somebody approved, with a reference and an offer of kurtas at Lucknow."""
    info = supplier(reference=reference, **changes)
    offer(by=info)
    return Supplier.objects.get(pk=info.id)
