"""Links to the paper of a statement: signed, and over after an hour. Who may have one is the caller's to check."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from odop_accounts.invoices.links import public_address
from odop_accounts.models import Statement
from odop_accounts.statements.papers import AlteredPaper, statement_pdf
from odop_core.files import tokens
from odop_core.files.errors import StorageUnavailable
from odop_core.files.responses import pdf_response, text_response

logger = logging.getLogger(__name__)

PATH = "statements/"
GOOD_FOR = timedelta(hours=1)
_SALT = "odop.accounts.statements"


def link_to_paper(statement_id: int, language: str) -> str:
    """To the PDF in a language ("hi")."""
    token = tokens.sign_token([statement_id, language], datetime.now(UTC) + GOOD_FOR, salt=_SALT)
    return f"{public_address()}/{PATH}{token}"


@require_safe
def show_paper(_request: HttpRequest, token: str) -> HttpResponse:
    """The PDF a link leads to. Mounted by both hosts."""
    try:
        statement_id, language = tokens.open_token(token, salt=_SALT, parts=2)
    except tokens.LinkEnded as error:
        return text_response(str(error), status=403)
    return paper_response(statement_id, language)


def paper_response(statement_id: int, language: str) -> HttpResponse:
    """The PDF of a statement, or what is said instead."""
    statement = Statement.objects.filter(pk=statement_id).first()
    if statement is None:
        return text_response("There is no such statement.", status=404)
    try:
        content = statement_pdf(statement, language)
    except StorageUnavailable as error:
        return text_response(str(error), status=503)
    except (FileNotFoundError, AlteredPaper):
        logger.exception("The paper of statement %s cannot be shown.", statement.number)
        return text_response("This paper was altered or lost in storage and is not shown. Tell us.", status=410)
    return pdf_response(content, f"{statement.number}-{language}")
