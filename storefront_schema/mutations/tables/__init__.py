"""Tables handed in and out."""

from storefront_schema.mutations.tables.consignment_export import ConsignmentExport
from storefront_schema.mutations.tables.import_job_export_failed_rows import ImportJobExportFailedRows
from storefront_schema.mutations.tables.import_start import ImportStart

MUTATIONS = {
    "consignment_export": ConsignmentExport,
    "import_start": ImportStart,
    "import_job_export_failed_rows": ImportJobExportFailedRows,
}
