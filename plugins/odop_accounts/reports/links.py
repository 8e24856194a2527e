"""Reports handed out by links that soon end: the file is written when the link is followed, however long it is.

Who may have a link is the caller's to check.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from odop_accounts.invoices.links import public_address
from odop_accounts.reports.making import Scope, make_report
from odop_accounts.reports.periods import read_period
from odop_accounts.reports.report import ReportName
from odop_accounts.reports.tables import write_report
from odop_core.files import tokens
from odop_core.files.responses import text_response
from odop_core.files.tables import TableFormat, table_response

logger = logging.getLogger(__name__)

PATH = "reports/"
MINUTES = 15
_SALT = "odop.accounts.reports"


@dataclass(frozen=True)
class ReportLink:
    url: str
    ends_at: datetime
    file_name: str


def link_to_report(
    name: ReportName, period: str, scope: Scope, format_: TableFormat, *, language: str, by: str
) -> ReportLink:
    """Raises BadPeriod."""
    days = str(read_period(period))
    ends_at = datetime.now(UTC) + timedelta(minutes=MINUTES)
    asked = [name.value, days, scope.purpose, scope.party, scope.gstin, format_.value, language, by]
    token = tokens.sign_token(asked, ends_at, salt=_SALT)
    return ReportLink(f"{public_address()}/{PATH}{token}", ends_at, _file_name(name, days, format_))


@require_safe
def serve_report(_request: HttpRequest, token: str) -> HttpResponseBase:
    """The file a link leads to, in both hosts."""
    try:
        name, days, purpose, party, gstin, format_, language, by = tokens.open_token(token, salt=_SALT, parts=8)
    except tokens.LinkEnded as error:
        return text_response(str(error), status=403)
    logger.info("%s takes the report %s of %s.", by, name, days)
    made = make_report(ReportName(name), read_period(days), Scope(purpose, party, gstin))
    parts = write_report(made, TableFormat(format_), language=language)
    return table_response(_file_name(ReportName(name), days, TableFormat(format_)), TableFormat(format_), parts)


def _file_name(name: ReportName, days: str, format_: TableFormat) -> str:
    return f"{name.value.replace('_', '-')}-{days.replace('/', '-to-')}.{format_.value}"
