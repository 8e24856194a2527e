from __future__ import annotations

import zlib

import pytest

from odop_core.files import pdf
from odop_core.files.errors import AadhaarFound, BadFile
from tests.odop_provenance.supporting import paper

NUMBER = "234123412346"


@pytest.mark.parametrize("compress", [True, False])
@pytest.mark.parametrize(
    "text",
    [
        f"BT ({NUMBER}) Tj ET",
        "BT (Aadhaar: 2341 2341 2346) Tj ET",
        "BT [(2341) -250 (2341) -250 (2346)] TJ ET",
        "BT (2341) Tj 40 0 Td (2341) Tj 40 0 Td (2346) Tj ET",
        "BT [" + "".join(f"({digit})" for digit in NUMBER) + "] TJ ET",
        f"BT <{NUMBER.encode().hex()}> Tj ET",
        f"BT <{NUMBER.encode('utf-16-be').hex()}> Tj ET",
        f"BT (\\(No. {NUMBER}\\)) Tj ET",
    ],
)
def test_readable_aadhaar_number_is_found(text: str, compress: bool) -> None:
    with pytest.raises(AadhaarFound):
        pdf.check(paper(text, compress=compress))


def test_aadhaar_number_in_the_title_is_found() -> None:
    with pytest.raises(AadhaarFound):
        pdf.check(paper(extra=f"/Title (Card {NUMBER})".encode()))


def test_paper_without_one_is_fine() -> None:
    pdf.check(paper("BT (Handloom Mark HM-1234, valid until 31-03-2027, 234123412345) Tj ET"))


@pytest.mark.parametrize(
    "extra",
    [b"/OpenAction << /S /JavaScript /JS (alert) >>", b"/AA << /S /Launch >>", b"/Names << /EmbeddedFiles 5 0 R >>"],
)
def test_paper_that_runs_or_carries_something_is_refused(extra: bytes) -> None:
    with pytest.raises(BadFile, match="program"):
        pdf.check(paper(extra=extra))


def test_program_in_a_packed_object_is_found() -> None:
    with pytest.raises(BadFile, match="program"):
        pdf.check(paper("<< /S /JavaScript /JS (app.alert) >>"))


def test_locked_paper_is_refused() -> None:
    with pytest.raises(BadFile, match="locked"):
        pdf.check(paper(extra=b"/Encrypt 9 0 R"))


def test_paper_that_was_cut_off_is_refused() -> None:
    with pytest.raises(BadFile, match="not complete"):
        pdf.check(paper()[:-10])


def test_paper_that_unpacks_without_end_is_refused() -> None:
    # given
    packed = zlib.compress(b"\0" * 10_000_000)
    stream = b"3 0 obj << /Filter /FlateDecode >>\nstream\n" + packed + b"\nendstream endobj\n"

    # when / then
    with pytest.raises(BadFile, match="unpacks"):
        pdf.check(b"%PDF-1.4\n" + stream * 20 + b"%%EOF")
