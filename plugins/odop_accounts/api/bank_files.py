"""Layouts of bank files, and exported files, as plain data. The bytes of a file hold bank accounts in clear."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from odop_accounts.bank_files import files
from odop_accounts.bank_files.examples import EXAMPLES
from odop_accounts.bank_files.files import LONGEST_NAME, WrongLayout
from odop_accounts.models import BankFile, BankFileLayout
from odop_consignment.api.errors import UnknownRow
from odop_core.database.filters import Moments
from odop_core.database.lists import RowList
from odop_core.i18n import _

__all__ = [
    "BANK_FILES", "BANK_FILE_LAYOUTS", "EXAMPLES", "LONGEST_NAME", "BankFileInfo", "ExportInfo", "LayoutInfo",
    "WrongLayout", "approve_layout", "export_bank_file", "file_info", "propose_layout", "read_bank_file",
    "read_definition",
]  # fmt: skip


@dataclass(frozen=True)
class LayoutInfo:
    """`definition` is JSON text. `approved_by` is "" until a second person did."""

    id: int
    name: str
    definition: str
    proposed_by: str
    proposed_at: datetime
    approved_by: str
    approved_at: datetime | None


@dataclass(frozen=True)
class BankFileInfo:
    id: int
    serial: int
    file_name: str
    sha256: str
    payout_count: int
    total_paise: int
    exported_by: str
    exported_at: datetime


@dataclass(frozen=True)
class ExportInfo:
    """See `files.Exported`; `left_out` are the numbers of payouts."""

    file: BankFileInfo | None
    left_out: tuple[int, ...]


def read_definition(text: str) -> Any:
    """The layout that JSON text describes, checked. Raises WrongLayout."""
    try:
        definition = json.loads(text)
    except ValueError as error:
        raise WrongLayout(_("The layout is not JSON.")) from error
    files.read_layout(definition)
    return definition


def propose_layout(name: str, definition: Any, *, by: str) -> LayoutInfo:
    """`definition` as `read_definition` gives it. Raises WrongLayout."""
    return _layout(files.propose_layout(name, definition, by=by))


def approve_layout(layout_id: int, *, by: str) -> LayoutInfo:
    """Raises UnknownRow, NeedsSecondPerson."""
    return _layout(files.approve_layout(layout_id, by=by))


def export_bank_file(layout_name: str, *, by: str) -> ExportInfo:
    """Raises PayoutRefused."""
    found = files.export_file(layout_name, by=by)
    return ExportInfo(file_info(found.file) if found.file else None, found.left_out)


def read_bank_file(file_id: int) -> tuple[BankFileInfo, bytes]:
    """The file with its bytes, always the same. Raises UnknownRow."""
    row = BankFile.objects.filter(pk=file_id).first()
    if row is None:
        raise UnknownRow(_("There is no bank file {number}.", number=file_id))
    return file_info(row), files.read_content(row)


def file_info(row: BankFile) -> BankFileInfo:
    return BankFileInfo(
        row.pk, row.serial, row.file_name, row.sha256, row.payout_count, row.total_paise, row.exported_by,
        row.exported_at,
    )  # fmt: skip


def _layout(row: BankFileLayout) -> LayoutInfo:
    row.refresh_from_db()
    return _layouts([row])[0]


def _layouts(rows: Iterable[BankFileLayout]) -> list[LayoutInfo]:
    return [
        LayoutInfo(
            row.pk, row.name, json.dumps(row.definition, ensure_ascii=False), row.proposed_by, row.proposed_at,
            row.approved_by, row.approved_at,
        )
        for row in rows
    ]  # fmt: skip


BANK_FILES = RowList(
    BankFile,
    rows=lambda using: BankFile.objects.using(using).defer("content"),
    show=lambda rows, _using: [file_info(row) for row in rows],
    filters={"created_at": Moments("exported_at", "When they were exported.")},
    owner="",
)
BANK_FILE_LAYOUTS = RowList(
    BankFileLayout,
    rows=lambda using: BankFileLayout.objects.using(using).all(),
    show=lambda rows, _using: _layouts(rows),
    filters={"created_at": Moments("proposed_at", "When they were proposed.")},
    owner="",
)
