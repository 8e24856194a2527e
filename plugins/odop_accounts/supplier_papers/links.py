"""Links to the papers of consignment notes: signed, and over after an hour. Who may have one is the caller's to
check."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from odop_accounts.invoices.links import public_address
from odop_accounts.supplier_papers.receipt_note import print_note
from odop_consignment.api.errors import UnknownRow
from odop_core.files.responses import pdf_response, text_response

PATH = "notes/"
GOOD_FOR = timedelta(hours=1)
_SALT = "odop.accounts.notes"


def link_to_note(note_id: int, language: str) -> str:
    """To the PDF in a language ("hi"); "" where it is not known under which address this host is reached."""
    address = public_address()
    return f"{address}/{PATH}{signing.dumps([note_id, language], salt=_SALT)}" if address else ""


@require_safe
def serve_note(_request: HttpRequest, token: str) -> HttpResponseBase:
    """The PDF a link leads to."""
    try:
        note_id, language = signing.loads(token, salt=_SALT, max_age=GOOD_FOR)
    except (signing.BadSignature, ValueError):
        return text_response("This link is not valid, or has ended. Ask for a new one.", status=403)
    try:
        content = print_note(note_id, language)
    except UnknownRow:
        return text_response("This note is no longer there.", status=410)
    return pdf_response(content, f"note-{note_id}-{language}")
