"""The PDF of a statement, in Hindi and English: made when somebody first asks for it, and kept encrypted.

Kept, and not made again each time: a later release may word or set it otherwise, and a supplier may be called otherwise
by then, but what somebody holds in their hands must not change. Made on demand, because of most statements nobody wants
it in all languages.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import translation

from odop_accounts.models import Statement, StatementPdf
from odop_accounts.papers.paper import Letterhead, Pair
from odop_accounts.statements.explanations import ExplainedLine, explain_lines
from odop_accounts.statements.totals import NOTHING, Totals, totals_of
from odop_consignment.api import SupplierInfo, suppliers_by_id
from odop_consignment.api.offers import corporation
from odop_core.files import storage
from odop_core.files.typst import render_pdf
from odop_core.i18n import Text, _
from odop_core.india.amount_words import amount_in_words
from odop_core.india.money import format_inr

TEMPLATE = Path(__file__).with_name("statement.typ")
LANGUAGES = ("en", "hi")


class AlteredPaper(RuntimeError):
    """What lies in the storage is not the paper that was given out."""


def statement_pdf(statement: Statement, language: str) -> bytes:
    """As it was first given out, in English or Hindi (any other language: English). Raises StorageUnavailable,
    FileNotFoundError, AlteredPaper."""
    language = language if language in LANGUAGES else LANGUAGES[0]
    kept = StatementPdf.objects.filter(statement=statement, language=language).first()
    if kept is None:
        kept = _keep(statement, language, render_statement(statement, language))
    content = storage.read_encrypted(kept.file)
    if hashlib.sha256(content).hexdigest() != kept.sha256:
        raise AlteredPaper(f"The paper of statement {statement.number} is not the one that was given out.")
    return content


def forget_papers(supplier_id: int) -> None:
    """Delete a supplier's papers, which show their name. The statements and their amounts stay. Raises
    StorageUnavailable."""
    for paper in StatementPdf.objects.filter(statement__supplier_id=supplier_id):
        storage.delete_file(paper.file)
        paper.delete()


def _keep(statement: Statement, language: str, content: bytes) -> StatementPdf:
    name = storage.save_encrypted(content)
    try:
        with transaction.atomic():
            return StatementPdf.objects.create(
                statement=statement, language=language, file=name, sha256=hashlib.sha256(content).hexdigest()
            )
    except IntegrityError:  # somebody else was first
        storage.delete_file(name)
        return StatementPdf.objects.get(statement=statement, language=language)


def render_statement(statement: Statement, language: str) -> bytes:
    """A PDF that is not kept."""
    lines = explain_lines(list(statement.lines.order_by("place")))
    totals = totals_of([statement.pk]).get(statement.pk, NOTHING)
    supplier = suppliers_by_id([statement.supplier_id]).get(statement.supplier_id)
    with translation.override(language):
        data = paper_of(statement, lines, totals, supplier, language)
    return render_pdf(TEMPLATE, data, language=language, at=statement.issued_at)


def paper_of(
    statement: Statement,
    lines: list[ExplainedLine],
    totals: Totals,
    supplier: SupplierInfo | None,
    language: str,
) -> dict[str, Any]:
    """All that stands on it, in the language that is active."""
    house = corporation()
    gstins = [("GSTIN", house.gstins[0])] if house.gstins else []
    letterhead = Letterhead(house.name or "ODOP Mart", [house.address] if house.address else [], gstins)
    name = _name(supplier, language)
    return {
        "issuer": asdict(letterhead),
        "title": str(_("Account sales")),
        "subtitle": f"{statement.first_day:%d-%m-%Y} – {statement.last_day:%d-%m-%Y}",
        "facts": [
            (str(_("Number")), statement.number),
            (str(_("Date")), f"{statement.issued_on:%d-%m-%Y}"),
            *([(str(_("Your number")), supplier.reference)] if supplier and supplier.reference else []),
        ],
        "name": name,
        "due": {
            "label": str(_("To be paid to you now") if statement.due_paise >= 0 else _("You owe the shop")),
            "amount": format_inr(abs(statement.due_paise)),
            "words": amount_in_words(abs(statement.due_paise), language),
        },
        "summary": _summary(statement, totals),
        "balance": _balance(statement),
        "head": [str(_("Date")), str(_("What happened")), str(_("Buyer")), str(_("Taken off")), str(_("Yours"))],
        "rows": [_row(line) for line in lines],
        "empty": str(_("Nothing happened in this time.")),
        "lines_title": str(_("Line by line")),
        "summary_title": str(_("Summary")),
        "balance_title": str(_("Where your money is")),
        "notes": [str(note) for note in _notes(house.care_phone)],
        "foot": f"{statement.number} · {name}",
    }


def _name(supplier: SupplierInfo | None, language: str) -> str:
    if supplier is None:
        return ""
    return (supplier.name_hi if language == "hi" else "") or supplier.name


def _summary(statement: Statement, totals: Totals) -> list[Pair]:
    """From the balance before to the balance now; what is nothing is left out."""
    parts: list[tuple[Text, int]] = [
        (_("Your goods were sold for"), totals.gross_paise),
        (_("Given back by buyers"), totals.returns_paise),
        (_("GST of the goods, which the shop pays"), -totals.goods_tax_paise),
        (_("Commission"), -totals.commission_paise),
        (_("Charges"), -totals.charges_paise),
        (_("GST on commission and charges"), -totals.services_tax_paise),
        (_("GST collected at source (TCS)"), -totals.tcs_paise),
        (_("Income tax deducted (TDS)"), -totals.tds_paise),
        (_("For goods that are gone"), totals.compensation_paise),
        (_("Other"), totals.other_paise),
        (_("Paid to you"), -totals.payouts_paise),
    ]
    return [
        (str(_("Balance before")), format_inr(statement.opening_paise)),
        *((str(label), format_inr(paise)) for label, paise in parts if paise),
        (str(_("Balance now")), format_inr(statement.closing_paise)),
    ]


def _balance(statement: Statement) -> list[Pair]:
    return [
        (str(_("To be paid to you now")), format_inr(statement.due_paise)),
        (str(_("On its way to your bank")), format_inr(statement.under_way_paise)),
        (str(_("Waiting until buyers can no longer return")), format_inr(statement.earned_paise)),
        (str(_("Balance now")), format_inr(statement.closing_paise)),
    ]


def _row(line: ExplainedLine) -> dict[str, str]:
    row = line.row
    value = row.buyer_paise + row.discount_paise
    taken = value + row.compensation_paise + row.other_paise - row.payout_paise - row.amount_paise
    return {
        "date": f"{row.effective_on:%d-%m-%Y}",
        "title": str(line.title),
        "detail": " ".join(str(part) for part in (line.words, _sentence(line.why)) if part),
        "value": format_inr(value) if value else "",
        "taken": format_inr(-taken) if taken else "",
        "amount": format_inr(row.amount_paise),
    }


def _sentence(words: Text) -> Text:
    return _("{sentence}.", sentence=words) if words else words


def _notes(phone: str) -> list[Text]:
    found = [
        _("Entries of earlier days that were recorded after the last account sales stand on this one."),
        _("Something is not right? Tell us, and it is put right in the next account sales."),
    ]
    return [*found, _("Helpline: {phone}", phone=phone)] if phone else found
