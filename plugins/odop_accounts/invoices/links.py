"""Links to documents, for buyers and for the store: signed, so that nobody guesses one, and without an end, as the
store keeps them. Who has the link can read the document."""

from __future__ import annotations

import logging

from django.conf import settings as django_settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from odop_accounts.invoices.printing import AlteredDocument, print_document
from odop_accounts.models import Document
from odop_accounts.settings import PLUGIN_ID
from odop_core.files.responses import pdf_response, text_response
from odop_core.web import addresses

logger = logging.getLogger(__name__)

PATH = "documents/"
_SIGNER = signing.Signer(salt="odop.accounts.documents")


def link_to(document_id: int, language: str = "") -> str:
    """The address of a document's PDF; "" where it is not known under which address this host is reached."""
    address = public_address()
    language = f"?lang={language}" if language else ""
    return f"{address}/{PATH}{_SIGNER.sign_object([document_id])}{language}" if address else ""


def public_address() -> str:
    """Without a slash at its end: /accounts beside Saleor, else the plugin's own."""
    if beside := str(getattr(django_settings, "ODOP_APP_URL", "")):
        return f"{beside}/accounts"
    return addresses.below_saleor(PLUGIN_ID)


@require_safe
def serve_document(request: HttpRequest, token: str) -> HttpResponseBase:
    """The PDF, in the language that is asked for (`?lang=hi`), else in the order's."""
    try:
        (document_id,) = _SIGNER.unsign_object(token)
    except (signing.BadSignature, ValueError):
        return text_response("This link is not valid.", status=403)
    document = Document.objects.filter(pk=document_id).select_related("void").first()
    if document is None:
        return text_response("This document is no longer there.", status=410)
    language = request.GET.get("lang") or str(document.content.get("language", "")).lower()[:2]
    try:
        content = print_document(document, language)
    except AlteredDocument:
        logger.exception("A document is not shown.")
        return text_response("This document was altered in the database and is not shown. Tell us.", status=410)
    return pdf_response(content, document.number)
