"""Tables handed out by links that soon end: the table is written when the link is followed, however long it is.

Who may have a link is the caller's to check. Personal data are masked, but for wrong rows, which are as they came.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.http.response import HttpResponseBase

from odop_consignment import documents
from odop_consignment.errors import WrongChoice
from odop_consignment.imports import exports, wrong_rows
from odop_consignment.imports.kinds import TABLES
from odop_consignment.models import TableImport, TableKind
from odop_consignment.settings import ConsignmentSettings
from odop_core.files import tokens
from odop_core.files.responses import text_response
from odop_core.files.tables import TableFormat, table_response
from odop_core.india.dates import today
from odop_core.plugin import configuration

logger = logging.getLogger(__name__)

PATH = "tables/"
_SALT = "odop.consignment.tables"


@dataclass(frozen=True)
class TableLink:
    url: str
    ends_at: datetime
    file_name: str


def link_to_table(kind: TableKind, format_: TableFormat, *, language: str, template: bool, by: str) -> TableLink:
    """A link that ends soon (setting `document_link_minutes`) to all rows of a kind, or to a template to fill in."""
    name = _file_name(kind, format_, "template" if template else today().isoformat())
    return _link([kind.value, format_.value, language, template, by], name)


def link_to_wrong_rows(task: TableImport, format_: TableFormat, *, language: str, by: str) -> TableLink:
    """The same to the rows of a table that were left out."""
    return _link([task.pk, format_.value, language, False, by], _file_name(TableKind(task.kind), format_, "wrong-rows"))


def _link(asked: list[object], file_name: str) -> TableLink:
    minutes = configuration.load_settings(ConsignmentSettings).document_link_minutes
    ends_at = datetime.now(UTC) + timedelta(minutes=minutes)
    token = tokens.sign_token(asked, ends_at, salt=_SALT)
    return TableLink(f"{documents.public_address()}/{PATH}{token}", ends_at, file_name)


def serve_table(token: str) -> HttpResponseBase:
    """The table a link leads to. Mounted by both hosts."""
    try:
        what, format_, language, template, by = tokens.open_token(token, salt=_SALT, parts=5)
    except tokens.LinkEnded as error:
        return text_response(str(error), status=403)
    if isinstance(what, int):
        return _download_wrong_rows(what, TableFormat(format_), language, by)
    kind = TableKind(what)
    if template:
        name = _file_name(kind, TableFormat(format_), "template")
        return table_response(
            name, TableFormat(format_), [exports.make_template(kind, TableFormat(format_), language=language)]
        )
    logger.info("%s exports the table of %s.", by, kind.value)
    name = _file_name(kind, TableFormat(format_), today().isoformat())
    return table_response(
        name, TableFormat(format_), exports.export_table(kind, TableFormat(format_), language=language)
    )


def _download_wrong_rows(import_id: int, format_: TableFormat, language: str, by: str) -> HttpResponseBase:
    task = TableImport.objects.get(pk=import_id)
    kind = TableKind(task.kind)
    try:
        parts = wrong_rows.export_wrong_rows(task, format_, TABLES[kind].columns, language)
    except WrongChoice as error:
        return text_response(error.text.in_language(language), status=404)
    logger.info("%s takes the wrong rows of import %s.", by, import_id)
    return table_response(_file_name(kind, format_, "wrong-rows"), format_, parts)


def _file_name(kind: TableKind, format_: TableFormat, what: str) -> str:
    return f"{kind.value}-{what}.{format_.value}"
