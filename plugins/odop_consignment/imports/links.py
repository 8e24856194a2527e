"""Tables handed out by links that soon end: the table is written when the link is followed, however long it is.

Who may have a link is the caller's to check. Personal data are masked.
"""

from __future__ import annotations

import logging
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core import signing
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase

from odop_consignment import documents
from odop_consignment.imports import exports
from odop_consignment.imports.writers import TableFormat
from odop_consignment.models import TableKind
from odop_consignment.settings import ConsignmentSettings
from odop_core.files.responses import forbid_caching, text_response
from odop_core.india.dates import today
from odop_core.plugin import configuration

logger = logging.getLogger(__name__)

PATH = "tables/"
_SALT = "odop.consignment.tables"
_TYPES = {
    TableFormat.CSV: "text/csv; charset=utf-8",
    TableFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class TableLink:
    url: str
    ends_at: datetime
    file_name: str


def link_to_table(kind: TableKind, format_: TableFormat, *, language: str, template: bool, by: str) -> TableLink:
    """A link that ends soon (setting `document_link_minutes`) to all rows of a kind, or to a template to fill in."""
    ends_at = datetime.now(UTC) + timedelta(
        minutes=configuration.load_settings(ConsignmentSettings).document_link_minutes
    )
    asked = [kind.value, format_.value, language, template, by, int(ends_at.timestamp())]
    token = signing.dumps(asked, salt=_SALT, compress=False)
    return TableLink(f"{documents.public_address()}/{PATH}{token}", ends_at, _file_name(kind, format_, template))


def serve_table(token: str) -> HttpResponseBase:
    """The table a link leads to. Mounted by both hosts."""
    try:
        kind, format_, language, template, by, ends_at = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return text_response("This link is not valid.", status=403)
    if datetime.now(UTC).timestamp() > ends_at:
        return text_response("This link has ended. Ask for a new one.", status=403)
    return _download(TableKind(kind), TableFormat(format_), language, template, by)


def _download(kind: TableKind, format_: TableFormat, language: str, template: bool, by: str) -> HttpResponseBase:
    name, content_type = _file_name(kind, format_, template), _TYPES[format_]
    if template:
        response: HttpResponseBase = HttpResponse(exports.make_template(kind, format_, language=language))
        response["Content-Type"] = content_type
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return forbid_caching(response)
    logger.info("%s exports the table of %s.", by, kind.value)
    # Written before the first byte is sent: a table that cannot be finished is an error, and not a shorter table.
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    file.writelines(exports.export_table(kind, format_, language=language))
    file.seek(0)
    return forbid_caching(FileResponse(file, as_attachment=True, filename=name, content_type=content_type))


def _file_name(kind: TableKind, format_: TableFormat, template: bool) -> str:
    return f"{kind.value}-{'template' if template else today().isoformat()}.{format_.value}"
