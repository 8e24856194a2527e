"""The kinds of tables there are."""

from __future__ import annotations

from odop_consignment.models import TableKind
from odop_consignment.tables.notes import NOTES
from odop_consignment.tables.offers import OFFERS
from odop_consignment.tables.suppliers import SUPPLIERS
from odop_consignment.tables.table import Table

TABLES: dict[TableKind, Table] = {table.kind: table for table in (SUPPLIERS, OFFERS, NOTES)}
