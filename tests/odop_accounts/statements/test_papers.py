"""The paper of a statement: small, tagged, readable in Hindi, and the same whenever it is given out."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from pathlib import Path

import pypdf
import pytest
from django.test import RequestFactory

from odop_accounts.handlers import on_erased
from odop_accounts.models import StatementPdf
from odop_accounts.statements import links, papers
from odop_accounts.statements.issue import issue_on_demand
from odop_consignment.events import SupplierErased
from odop_consignment.models import Supplier
from odop_core.files import tokens
from odop_core.files.typst import render_pdf
from tests import factories
from tests.odop_accounts.statements.test_issue import consigned
from tests.odop_core.files.test_typst import read_aloud

pytestmark = pytest.mark.django_db
NAME = "श्रीमती रुख़साना बेगम अंसारी, चिकनकारी महिला स्वयं सहायता समूह, क्षत्रिय टोला, ठाकुरगंज"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ODOP_EVIDENCE_DIR", str(tmp_path))


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())


def paper(rows: int) -> bytes:
    data = {
        "issuer": {"name": "यूपी हस्तशिल्प निगम", "lines": ["लखनऊ"], "facts": [("GSTIN", "09AAACU1234A1Z5")]},
        "title": "बिक्री हिसाब", "subtitle": "01-11-2026 – 30-11-2026", "name": NAME, "foot": "AS2627-00001",
        "facts": [("संख्या", "AS2627-00001"), ("तिथि", "01-12-2026")],
        "due": {"label": "अभी देय", "amount": "₹882.00", "words": "आठ सौ बयासी रुपये मात्र"},
        "summary": [("पिछला शेष", "₹0.00"), ("शेष", "₹882.00")], "balance": [("शेष", "₹882.00")],
        "head": ["तिथि", "विवरण", "ग्राहक", "कटौती", "आपका"], "summary_title": "सार", "balance_title": "शेष",
        "lines_title": "पंक्तियाँ", "empty": "कुछ नहीं हुआ।", "notes": ["*no markup* #panic()"],
        "rows": [
            {"date": "02-11-2026", "title": f"बिका: चिकनकारी कुर्ता, आदेश {row}", "detail": "₹1,180.00 में से आपको ₹882.00",
             "value": "₹1,180.00", "taken": "-₹298.00", "amount": "₹882.00"}
            for row in range(rows)
        ],
    }  # fmt: skip
    return render_pdf(papers.TEMPLATE, data, language="hi", at=datetime(2026, 12, 1, tzinfo=UTC))


@pytest.mark.parametrize("rows", [0, 1, 300])
def test_pages_are_small_tagged_and_say_all(rows: int) -> None:
    # when
    pdf = paper(rows)

    # then
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    text = text_of(pdf)
    assert len(pdf) < 60_000 * len(reader.pages)
    assert "/StructTreeRoot" in reader.root_object
    assert text.count("02-11-2026") == rows
    # what pypdf passes over is what a viewer copies
    assert {"श्री", "त्रि", "चि", "हि", "बि"} <= set(read_aloud(pdf).split())
    assert "*no markup* #panic()" in text


def test_what_was_given_out_once_is_given_out_again() -> None:
    # given a paper somebody has
    supplier = factories.supplier("Rukhsana")
    consigned(1, supplier=supplier.id)
    statement = issue_on_demand(supplier.id, by="staff:1")
    first = papers.statement_pdf(statement, "hi")

    # when the supplier is called otherwise
    Supplier.objects.filter(pk=supplier.id).update(name="Rukhsana Begum", name_hi="रुख़साना बेगम")

    # then it is the same, byte for byte, and one in another language is another
    assert papers.statement_pdf(statement, "hi") == first
    assert "Rukhsana Begum" in text_of(papers.statement_pdf(statement, "en"))
    assert StatementPdf.objects.count() == 2


def test_the_paper_of_one_sale_explains_it() -> None:
    # given
    supplier = factories.supplier("Rukhsana")
    consigned(1, supplier=supplier.id)

    # when
    text = text_of(papers.statement_pdf(issue_on_demand(supplier.id, by="staff:1"), "en"))

    # then
    assert "Of ₹1,180.00 you get ₹882.00. Taken off: GST of the goods ₹180.00, commission ₹100.00" in text


def test_a_paper_that_was_altered_is_not_shown(tmp_path: Path) -> None:
    # given a paper whose sum is another one
    supplier = factories.supplier("Rukhsana")
    statement = issue_on_demand(supplier.id, by="staff:1")
    papers.statement_pdf(statement, "en")
    StatementPdf.objects.update(sha256="0" * 64)

    # then
    assert links.paper_response(statement.pk, "en").status_code == 410


def test_a_link_leads_to_the_paper_and_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    supplier = factories.supplier("Rukhsana")
    statement = issue_on_demand(supplier.id, by="staff:1")
    token = links.link_to_paper(statement.pk, "hi").rpartition("/")[2]

    # when it is opened, guessed, and opened too late
    opened = links.show_paper(RequestFactory().get("/"), token)
    guessed = links.show_paper(RequestFactory().get("/"), token[:-1] + "x")
    monkeypatch.setattr(tokens, "datetime", _Later)
    late = links.show_paper(RequestFactory().get("/"), token)

    # then
    assert (opened.status_code, opened["Content-Type"]) == (200, "application/pdf")
    assert opened["Cache-Control"] == "private, no-store"
    assert (guessed.status_code, late.status_code) == (403, 403)


class _Later:
    @staticmethod
    def now(_zone: object) -> datetime:
        return datetime(2099, 1, 1, tzinfo=UTC)


def test_papers_with_a_name_go_when_the_supplier_is_forgotten(tmp_path: Path) -> None:
    # given
    supplier = factories.supplier("Rukhsana")
    statement = issue_on_demand(supplier.id, by="staff:1")
    papers.statement_pdf(statement, "en")

    # when
    on_erased(SupplierErased(supplier_id=supplier.id, artisan_slug=""))

    # then the amounts stay and the paper does not
    assert not StatementPdf.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert statement.number
    assert statement.last_day >= date(2026, 1, 1)
