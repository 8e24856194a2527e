"""Small PDFs, made for what a test wants to show."""

from __future__ import annotations

import zlib


def paper(text: str = "BT (Handloom certificate) Tj ET", extra: bytes = b"", compress: bool = True) -> bytes:
    """A small PDF with one page of this content."""
    content = text.encode("latin-1")
    stream = zlib.compress(content) if compress else content
    filters = b"/Filter /FlateDecode " if compress else b""
    return pdf_of(
        b"<< /Type /Catalog /Pages 2 0 R " + extra + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        b"<< " + filters + b"/Length " + str(len(stream)).encode() + b" >>\nstream\n" + stream + b"\nendstream",
    )


def pdf_of(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1; the first is its catalogue."""
    content, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(content))
        content += str(number).encode() + b" 0 obj\n" + each + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = str(len(objects) + 1).encode()
    return (
        content + b"xref\n0 " + size + b"\n0000000000 65535 f \n" + table
        + b"trailer << /Root 1 0 R /Size " + size + b" >>\nstartxref\n" + str(len(content)).encode() + b"\n%%EOF\n"
    )  # fmt: skip
