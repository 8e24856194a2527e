"""A paper as PDF: all that stands on it can be read, in both languages, and it is small and tagged."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pypdf
import pytest

from odop_accounts.papers.paper import Letterhead, Paper, Party, make_pdf

AT = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)


def paper(rows: int = 3) -> Paper:
    return Paper(
        title="कर बीजक",
        number="TI2627-00001",
        issuer=Letterhead("UP Handicrafts Corporation", ["Lucknow 226001"], [("GSTIN", "09AAACU1234A1Z5")]),
        facts=[("बीजक संख्या", "TI2627-00001"), ("तिथि", "24-11-2026")],
        parties=[Party("खरीदार", "Asha Verma", ["12 Hazratganj"]), Party("भेजा गया", "आशा वर्मा", ["लखनऊ"])],
        columns=["auto", "1fr", "auto"],
        head=["#", "विवरण", "मूल्य"],
        rows=[[str(row), "चिकनकारी कुर्ता", "₹1,180.00"] for row in range(1, rows + 1)],
        amounts=[2],
        totals=[("योग", "₹1,180.00"), ("कुल", "₹1,239.00")],
        words="एक हज़ार दो सौ उनतालीस रुपये मात्र",
        notes=["*no markup* #panic()"],
    )


def text_of(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_what_stands_on_it_can_be_read() -> None:
    # when
    text = text_of(make_pdf(paper(), language="hi", at=AT))

    # then
    for words in ["TI2627-00001", "09AAACU1234A1Z5", "Asha Verma", "₹1,239.00", "*no markup* #panic()"]:
        assert words in text


@pytest.mark.parametrize(("rows", "pages"), [(0, 1), (3, 1), (120, 3)])
def test_pages_are_small_and_numbered(rows: int, pages: int) -> None:
    # when
    pdf = make_pdf(paper(rows), language="hi", at=AT)

    # then
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == pages
    assert len(pdf) < 60_000 * pages
    assert f"{pages} / {pages}" in reader.pages[-1].extract_text()


def test_it_says_its_title_and_language() -> None:
    reader = pypdf.PdfReader(io.BytesIO(make_pdf(paper(), language="hi", at=AT)))

    assert reader.metadata
    assert reader.metadata.title == "कर बीजक TI2627-00001"
    assert str(reader.root_object["/Lang"]).startswith("hi")
