"""Reading CSV: in whichever encoding and with whichever delimiter a spreadsheet of some country wrote it.

Quotes are read strictly: one that is never closed would swallow the rows behind it, so the table is refused and the
line is named in which it begins.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from odop_consignment.imports.problems import BadTable
from odop_consignment.imports.readers.cells import Cell, Row, read_text, without_empty_end
from odop_consignment.imports.readers.limits import MAX_COLUMNS, too_wide
from odop_core.i18n import _

DELIMITERS = ",;\t|"
# What DOS programs end a text with.
END_OF_FILE = b"\x1a"
# Lines that are looked at to find the delimiter.
LOOKED_AT = 25
# The mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_UNMARKED = ("utf-8", "utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
# What Windows-1252 has for quotes, dashes, dots, blanks and bullets. Letters may be of any other 8-bit encoding.
_TYPOGRAPHIC = frozenset(b"\x82\x84\x85\x8b\x91\x92\x93\x94\x95\x96\x97\x9b\xa0\xab\xb7\xbb")
_DELIMITER_LINE = re.compile(r'"?sep=([^"\r\n])"?\s*', re.IGNORECASE)


@dataclass(frozen=True)
class DelimitedText:
    content: bytes
    encoding: str
    delimiter: str
    # Whether a first line says "sep=;", which spreadsheets do not show and do not count.
    names_delimiter: bool

    def rows(self) -> Iterator[Row]:
        text = io.TextIOWrapper(io.BytesIO(self.content), self.encoding, newline="")
        if self.names_delimiter:
            text.readline()
        reader = csv.reader(text, delimiter=self.delimiter, strict=True, skipinitialspace=True)
        number, line = 0, int(self.names_delimiter)
        while True:
            began = line + 1
            try:
                values = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise self._broken(began, error) from error
            except UnicodeError as error:
                raise _undecodable(self.content, self.encoding) from error
            number, line = number + 1, reader.line_num + int(self.names_delimiter)
            if any(value.strip() for value in values[MAX_COLUMNS:]):
                raise too_wide()
            if cells := without_empty_end([self._cell(value) for value in values[:MAX_COLUMNS]]):
                yield Row(number, cells)

    def _broken(self, line: int, error: csv.Error) -> BadTable:
        """The csv module complains where it gives up: also of the length of what a quotation mark swallowed."""
        if "field limit" in str(error) and '"' not in self._line(line):
            most = csv.field_size_limit()
            return BadTable(
                _("A cell in line {line} has more than {most} characters. Shorten it.", line=line, most=most)
            )
        return _broken_quote(line, error)

    def _line(self, number: int) -> str:
        text = io.TextIOWrapper(io.BytesIO(self.content), self.encoding, newline="")
        return next(islice(text, number - 1, None), "")

    def _cell(self, value: str) -> Cell:
        cell = read_text(value)
        if "\n" in value.strip() or "\r" in value.strip():
            return replace(cell, swallowed=value.count(self.delimiter))
        return cell


def open_text(content: bytes) -> DelimitedText:
    """Raises BadTable for what is no text."""
    content = content.rstrip(END_OF_FILE)
    encoding = _encoding(content)
    text = io.TextIOWrapper(io.BytesIO(content), encoding, newline="")
    try:
        lines = [line for line in (text.readline(100_000) for _line in range(LOOKED_AT)) if line.strip()]
    except UnicodeError as error:
        raise _undecodable(content, encoding) from error
    if any("\0" in line for line in lines):
        raise BadTable(_("This is no table: neither XLSX nor CSV. Save the table as one of the two."))
    named = _DELIMITER_LINE.fullmatch(lines[0]) if lines else None
    if named and not named.group(1).isalnum():
        return DelimitedText(content, encoding, named.group(1), names_delimiter=True)
    return DelimitedText(content, encoding, _delimiter(lines), names_delimiter=False)


def _encoding(content: bytes) -> str:
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), "")
    if marked:
        return marked
    if b"\0" in content[:4096]:
        return max(_UNMARKED, key=lambda encoding: _plain_share(content[:4096], encoding))
    if content.isascii():
        return "utf-8"
    try:
        for _part in codecs.iterdecode(_parts(content), "utf-8"):
            pass
    except UnicodeDecodeError:
        if _is_windows_typography(content):
            return "cp1252"
    return "utf-8"


def _parts(content: bytes, size: int = 1 << 20) -> Iterator[bytes]:
    return (content[at : at + size] for at in range(0, len(content), size))


def _is_windows_typography(content: bytes) -> bool:
    """Whether English text in Windows-1252 has nothing beyond ASCII but its curly quotes and dashes."""
    return not (set(content) - set(range(128)) - _TYPOGRAPHIC)


def _plain_share(beginning: bytes, encoding: str) -> float:
    """How much of it is ASCII or Devanagari, read in an encoding without a mark."""
    text = beginning[: len(beginning) // 4 * 4].decode(encoding, "replace")
    plain = sum(" " <= char <= "~" or char in "\t\r\n" or "\u0900" <= char <= "\u097f" for char in text)
    return plain / max(len(text), 1)


def _delimiter(lines: list[str]) -> str:
    """What most lines have, and equally often: so a title above the header, or commas in addresses, do not count."""
    bare = [re.sub(r'"[^"]*"', "", line) for line in lines]

    def likelihood(delimiter: str) -> tuple[int, int]:
        counts = Counter(count for line in bare if (count := line.count(delimiter)))
        return counts.total(), max((count * lines_with for count, lines_with in counts.items()), default=0)

    return max(DELIMITERS, key=likelihood)


def _broken_quote(line: int, error: csv.Error) -> BadTable:
    """The csv module complains where it gives up; people must know where the quote begins."""
    if "NUL" in str(error):
        return BadTable(_("The CSV file is damaged: {error}.", error=str(error)))
    return BadTable(
        _(
            'In line {line} a quotation mark (") begins a text that does not end rightly, so the rows behind it cannot '
            'be told apart. Delete it, or write it twice ("").',
            line=line,
        )
    )


def _undecodable(content: bytes, encoding: str) -> BadTable:
    try:
        content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
    else:
        line = 1
    return BadTable(
        _("The table is not in UTF-8 (line {line}). Save it as “CSV UTF-8” or as XLSX.", line=line),
    )
