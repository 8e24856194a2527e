"""The kinds of tables there are."""

from __future__ import annotations

from odop_consignment.imports.notes import NOTES
from odop_consignment.imports.offers import OFFERS
from odop_consignment.imports.suppliers import SUPPLIERS
from odop_consignment.imports.table import Table
from odop_consignment.models import TableKind

TABLES: dict[TableKind, Table] = {table.kind: table for table in (SUPPLIERS, OFFERS, NOTES)}
