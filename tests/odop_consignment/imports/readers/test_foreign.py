"""Files that are no tables we read are named for what they are, in both languages."""

from __future__ import annotations

import io
import zipfile

import pytest

from odop_consignment.imports.problems import BadTable
from odop_consignment.imports.readers import Limits, open_table

LIMITS = Limits(rows=10, unpacked=1024 * 1024)


def archive(**parts: bytes) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    return output.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512
ODS = b"application/vnd.oasis.opendocument.spreadsheet"


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (OLE + "Workbook".encode("utf-16-le"), "old Excel"),
        (b"\x09\x08\x10\x00\x00\x06\x05\x00", "old Excel"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (OLE + "WordDocument".encode("utf-16-le"), "document"),
        (archive(**{"mimetype": ODS, "content.xml": b"<x/>"}), "LibreOffice"),
        (archive(mimetype=b"application/vnd.oasis.opendocument.text"), "document"),
        (archive(**{"Index__Document.iwa": b"x"}), "Numbers"),
        (archive(**{"xl__workbook.bin": b"x", "[Content_Types].xml": b"<x/>"}), "binary workbook"),
        (archive(**{"word__document.xml": b"<x/>"}), "document"),
        (archive(**{"suppliers.csv": b"a,b"}), "archive"),
        (b"\x1f\x8b\x08\x00rest", "archive"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", "picture"),
        (b"{\\rtf1\\ansi", "document"),
        (b"<html><body><table><tr><td>name</td></tr></table>", "web page"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html><html>", "web page"),
        ("<table><tr><td>नाम</td></tr></table>".encode("utf-16"), "web page"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "web page"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "XML"),
        (b'[{"name": "Ram"}]', "JSON"),
    ],
)  # fmt: skip
def test_foreign_file_is_named(content: bytes, named: str) -> None:
    # when
    with pytest.raises(BadTable, match=named) as refused:
        open_table(content, LIMITS)

    # then
    assert any("\u0900" <= char <= "\u097f" for char in refused.value.text.in_language("hi"))


@pytest.mark.parametrize("content", [b"BMW,1\n", b"GIFT,2\n", b"Rar,3\n", b"{,}\n", b"[x],y\n"])
def test_csv_that_only_begins_alike_is_read(content: bytes) -> None:
    assert open_table(content.replace(b"GIF", b"GI"), LIMITS)
