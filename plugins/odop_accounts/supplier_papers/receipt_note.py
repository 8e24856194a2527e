"""The paper of a consignment note: what a supplier handed over, or got back (statutory.md A7.7). Its number is the
note's own, and so are its words."""

from __future__ import annotations

from datetime import datetime, time

from django.utils import translation

from odop_accounts.invoices.printing import LANGUAGES
from odop_accounts.papers.paper import Letterhead, Paper, Party, make_pdf
from odop_consignment.api.offers import corporation
from odop_consignment.api.stock import NoteDocument, note_document
from odop_core.i18n import _
from odop_core.india.dates import IST


def print_note(note_id: int, language: str) -> bytes:
    """Its PDF in English or Hindi (any other language: English). Raises UnknownRow."""
    language = language if language in LANGUAGES else LANGUAGES[0]
    document = note_document(note_id)
    with translation.override(language):
        paper = paper_of(document, language)
    return make_pdf(paper, language=language, at=datetime.combine(document.dated, time(12), IST))


def paper_of(document: NoteDocument, language: str) -> Paper:
    """In the language that is active."""
    name = (document.supplier_name_hi if language == "hi" else "") or document.supplier_name
    address = corporation().address
    return Paper(
        title=str(document.title),
        number=document.number,
        issuer=Letterhead(document.corporation, [address] if address else []),
        facts=[
            (str(_("Number")), document.number or "-"),
            (str(_("Date")), f"{document.dated:%d-%m-%Y}"),
            (str(_("Pieces in good condition")), str(document.good_pieces)),
            (str(_("Damaged pieces")), str(document.damaged_pieces)),
        ],
        parties=[Party(str(_("Supplier")), name)],
        columns=["auto", "1fr", "auto", "auto"],
        head=["#", str(_("Description")), str(_("Condition")), str(_("Quantity"))],
        rows=[
            [str(place), line.description or line.variant_id, str(line.condition), str(line.quantity)]
            for place, line in enumerate(document.lines, 1)
        ],
        amounts=[3],
        notes=[*([document.remark] if document.remark else []), str(document.notice)],
        foot=document.number,
    )
