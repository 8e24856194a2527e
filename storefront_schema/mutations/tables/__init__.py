"""Tables handed in and out."""

from storefront_schema.mutations.tables.table_export import TableExport
from storefront_schema.mutations.tables.table_import import TableImport

MUTATIONS = {
    "table_export": TableExport,
    "table_import": TableImport,
}
