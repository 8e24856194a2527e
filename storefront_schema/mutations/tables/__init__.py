"""Tables handed in and out."""

from storefront_schema.mutations.tables.table_export import TableExport
from storefront_schema.mutations.tables.table_import import TableImport
from storefront_schema.mutations.tables.table_wrong_rows import TableWrongRows

MUTATIONS = {
    "table_export": TableExport,
    "table_import": TableImport,
    "table_wrong_rows": TableWrongRows,
}
