"""Files that people take for a table and that are none we read: each is named, with what to do.

Spreadsheets of other formats are not read on purpose: .xls and .ods would need libraries of their own (xlrd, odfpy) for
what every spreadsheet program does with "Save as".
"""

from __future__ import annotations

import io
import re
import zipfile

from odop_consignment.imports.problems import BadTable
from odop_core.i18n import Text, _

XLS = _("This is a workbook of an old Excel (.xls). Open it and save it as “Excel Workbook (.xlsx)”.")
XLSB = _("This is a binary workbook of Excel (.xlsb). Open it and save it as “Excel Workbook (.xlsx)”.")
LOCKED = _("The workbook is locked with a password. Save it again as XLSX, without a password.")
ODS = _("This is a table of LibreOffice (.ods). Open it and save it as “Excel Workbook (.xlsx)”.")
NUMBERS = _("This is a table of Apple Numbers. Open it, choose “Export to”, then “Excel” (.xlsx).")
WEB_PAGE = _("This is a web page, though it may be called .xls. Open it in Excel and save it as .xlsx.")
XML_TABLE = _("This is an XML file, and no table that we read. Open it in Excel and save it as .xlsx.")
PDF = _("This is a PDF, and no table. Hand in the spreadsheet from which it was made, as .xlsx or CSV.")
PICTURE = _("This is a picture, and no table. Write the table in a spreadsheet and save it as .xlsx or CSV.")
WRITING = _("This is a document, and no table. Copy the table into a spreadsheet and save it as .xlsx or CSV.")
ARCHIVE = _("This is an archive. Unpack it, and hand in the table that is in it.")
JSON = _("This is a JSON file, and no table. Save the table as .xlsx or CSV.")

_OLE = b"\xd0\xcf\x11\xe0"
_BEGINNINGS: tuple[tuple[bytes, Text], ...] = (
    (b"%PDF", PDF),
    (b"\xff\xd8\xff", PICTURE), (b"\x89PNG", PICTURE), (b"GIF8", PICTURE), (b"BM", PICTURE), (b"II*\0", PICTURE),
    (b"{\\rtf", WRITING),
    (b"\x1f\x8b", ARCHIVE), (b"7z\xbc\xaf\x27\x1c", ARCHIVE), (b"Rar!", ARCHIVE), (b"PK\x05\x06", ARCHIVE),
    # Workbooks of Excel 2 to 4, which are no OLE containers.
    (b"\x09\x00\x04\x00", XLS), (b"\x09\x02\x06\x00", XLS), (b"\x09\x04\x06\x00", XLS), (b"\x09\x08\x10\x00", XLS),
)  # fmt: skip
_HEIC = re.compile(rb"....ftyp(heic|heix|mif1|avif)", re.DOTALL)
_WEB_PAGE = re.compile(r"\s*(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|meta|style|table|div)\b", re.I | re.S)
_MIME = re.compile(r"\s*(MIME-Version|Content-Type):", re.IGNORECASE)


def refuse_foreign_file(content: bytes) -> None:
    """Raises BadTable for a file of another kind."""
    if named := _named(content):
        raise BadTable(named)


def _named(content: bytes) -> Text | None:
    if content.startswith(_OLE):
        return _ole(content)
    if content.startswith(b"PK\x03\x04"):
        return _zip(content)
    for beginning, named in _BEGINNINGS:
        if content.startswith(beginning) and not (beginning == b"BM" and b"\0" not in content[:64]):
            return named
    if _HEIC.match(content[:16]):
        return PICTURE
    return _markup(content[:4096])


def _ole(content: bytes) -> Text:
    """Names in an OLE container are UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return LOCKED
    if "WordDocument".encode("utf-16-le") in content or "PowerPoint Document".encode("utf-16-le") in content:
        return WRITING
    return XLS


def _zip(content: bytes) -> Text | None:
    """None for what may be an XLSX; `workbooks` finds out whether it is a whole one."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist()[:5_000])
            mime = archive.read("mimetype")[:100] if _is_small(archive, "mimetype") else b""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        return None
    if "xl/workbook.bin" in names:
        return XLSB
    if "xl/workbook.xml" in names or ("[Content_Types].xml" in names and any(name.startswith("xl/") for name in names)):
        return None
    if b"opendocument.spreadsheet" in mime:
        return ODS
    if any(name.endswith((".iwa", "Index.zip")) for name in names):
        return NUMBERS
    if b"opendocument" in mime or any(name.startswith(("word/", "ppt/")) for name in names):
        return WRITING
    return ARCHIVE


def _is_small(archive: zipfile.ZipFile, name: str) -> bool:
    return name in archive.namelist() and archive.getinfo(name).file_size < 1_000


def _markup(beginning: bytes) -> Text | None:
    """Many programs call a web page .xls, since Excel opens it; mind that it may be UTF-16."""
    text = beginning.replace(b"\0", b"").decode("latin-1").lstrip("\xef\xbb\xbf\xff\xfe")
    if _WEB_PAGE.match(text) or _MIME.match(text):
        return WEB_PAGE
    if text.lstrip().startswith("<?xml"):
        return WEB_PAGE if re.search(r"<(!doctype\s+)?html", text, re.IGNORECASE) else XML_TABLE
    if re.match(r'\s*[\[{]\s*["{\[]', text):
        return JSON
    return None
