"""Papers: Hindi can be read and copied, text stays text, and the same paper is the same bytes."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdf
import pytest

from odop_core.files import typst

AT = datetime(2026, 12, 1, tzinfo=UTC)
TITLE = "बिक्री का हिसाब"


@pytest.fixture(scope="module")
def template() -> Iterator[Path]:
    """Templates lie below the folder of the apps."""
    place = typst.ROOT / "odop_core" / "files" / "paper_of_tests.typ"
    shutil.copy(Path(__file__).with_name("paper.typ"), place)
    yield place
    place.unlink()


def make(template: Path, rows: list[list[str]], language: str = "hi") -> bytes:
    return typst.render_pdf(template, {"title": TITLE, "rows": rows}, language=language, at=AT)


def read(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def read_aloud(pdf: bytes) -> str:
    """What a viewer copies and a screen reader says of letters that are drawn in another order than they are written
    (`/ActualText`, which pypdf's own extraction passes over)."""
    page: Any = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]
    stream = pypdf.generic.ContentStream(page["/Contents"], page.pdf)
    return " ".join(
        operands[1]["/ActualText"]
        for operands, operator in stream.operations
        if operator == b"BDC" and isinstance(operands[1], dict) and "/ActualText" in operands[1]
    )


def test_hindi_is_copied_as_it_was_written(template: Path) -> None:
    pdf = make(template, [["क्षत्रिय शिल्पी", "₹1,180.00"]])

    assert {"बि", "क्री", "हि", "त्रि", "शि", "ल्पी"} <= set(read_aloud(pdf).split())
    assert "₹1,180.00" in read(pdf)


def test_it_is_tagged_and_says_its_language_and_title(template: Path) -> None:
    catalog = pypdf.PdfReader(io.BytesIO(make(template, [])))

    root: Any = catalog.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("hi")
    assert catalog.metadata
    assert catalog.metadata.title == TITLE


@pytest.mark.parametrize(
    "text", ["#panic(1)", "*bold* _it_ $x$", "\\ #{ } <a> @b", '"); #read("/etc/passwd")', "= A\n- b"]
)
def test_what_looks_like_markup_is_text(template: Path, text: str) -> None:
    pdf = make(template, [[text, "1"]])

    assert text.replace("\n", "").replace(" ", "") in read(pdf).replace("\n", "").replace(" ", "")


def test_the_same_paper_is_the_same_bytes(template: Path) -> None:
    assert make(template, [["a", "1"]]) == make(template, [["a", "1"]])


def test_only_the_shipped_font_is_in_it(template: Path) -> None:
    page: Any = pypdf.PdfReader(io.BytesIO(make(template, [["A अ", "1"]]))).pages[0]

    fonts = {str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()}
    assert {font.split("+")[1].split("-")[0] for font in fonts} == {"Mukta"}


def test_a_page_of_twenty_rows_is_small(template: Path) -> None:
    assert len(make(template, [["क्षत्रिय शिल्पी द्वारा चिकनकारी कुर्ता", "₹1,180.00"]] * 20)) < 60_000
