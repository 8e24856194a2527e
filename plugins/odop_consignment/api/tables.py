"""Reading a table that somebody hands in, CSV or XLSX, row by row: for other apps that take tables."""

from __future__ import annotations

from odop_consignment.imports.problems import BadTable
from odop_consignment.imports.readers import Cell, Limits, Row, read_rows
from odop_consignment.imports.values import read_day

__all__ = ["BadTable", "Cell", "Limits", "Row", "read_day", "read_rows"]
