"""How much a table may hold."""

from __future__ import annotations

from dataclasses import dataclass

from odop_consignment.imports.problems import BadTable
from odop_core.i18n import _

# More columns than any table of ours has, with all that an office may add.
MAX_COLUMNS = 256


@dataclass(frozen=True)
class Limits:
    """`rows` without the header; `unpacked` in bytes, of a workbook."""

    rows: int
    unpacked: int


def too_wide() -> BadTable:
    return BadTable(_("The table has more than {columns} columns. Leave out what is not needed.", columns=MAX_COLUMNS))
