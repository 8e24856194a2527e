"""What a column of a table is, and by which titles it is known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from odop_consignment.imports.problems import Problem
from odop_core.i18n import Text, languages, pgettext
from odop_core.india.spelling import fold_spelling


@dataclass(frozen=True)
class Column:
    """`name` and the titles of all languages are understood in a header, and `also` as usual ones for the same.
    `needed` columns must be in the header of every table, or the column that stands for them `instead`.

    `words` are the values it takes, each with other words for it; nothing for free text. An `exported_only` column is
    read by people and passed over by an import. `is_exact`: what stands there names something, so a date that a
    spreadsheet made of it is refused. `keeps_zeros`: zeros at its beginning matter, so a number is refused. `proof`
    names the column that says which paper shows a number that looks like an Aadhaar number and is none; `aadhaar` is
    what is said of such a number here.
    """

    name: str
    title: Text
    example: str = ""
    needed: bool = False
    instead: str = ""
    exported_only: bool = False
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    is_exact: bool = False
    keeps_zeros: bool = False
    proof: str = ""
    aadhaar: Problem | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """All that is surely this column."""
        return self.name, *(self.title.in_language(code) for code in languages("odop_consignment"))


# In the table of wrong rows that is handed out: passed over when it is handed in again.
ERRORS = Column("errors", pgettext("column", "What is wrong"), exported_only=True)

_BETWEEN = re.compile(r"[^\w\u0900-\u0963\u0966-\u097f]+|_+")
_ACCOUNT = re.compile(r"\ba\s*/\s*c\b|\bacct?\b|\bac\b", re.IGNORECASE)
_NUMBER_WORDS = ("no", "num", "number", "nbr", "नंबर", "नं", "संख्या")
_WORDS = {fold_spelling(word): "number" for word in _NUMBER_WORDS} | {"mob": "mobile", "ph": "phone", "tel": "phone"}
_BRACKETS = re.compile(r"[(\[{]([^)\]}]*)[)\]}]")
_LATIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9\s.&'_-]*")
_REMARKS = frozenset(
    map(fold_spelling, ("optional", "mandatory", "required", "if any", "in English", "अनिवार्य", "वैकल्पिक"))
)


def normalise_header(header: str) -> str:
    """Two ways to write the same header: capitals, spaces, stars and brackets make no difference, nor does "No." for
    "number"."""
    words = map(fold_spelling, _BETWEEN.split(_ACCOUNT.sub("account", header)))
    return "".join(_WORDS.get(word, word) for word in words)


def header_readings(header: str) -> list[list[str]]:
    """How a header may be meant: as a whole, or in two languages at once ("Phone / फ़ोन"), each part of which must then
    be known for the same column."""
    plain = _ACCOUNT.sub("account", header)
    inside = [text for text in _BRACKETS.findall(plain) if not _is_remark(text)]
    outside = _BRACKETS.sub(" ", plain)
    parts = [part for text in (outside, *inside) for part in re.split(r"[/|]", text)]
    by_script = [piece for part in parts for piece in _scripts(part)]
    readings = ([header], parts, by_script)
    return [[folded for part in reading if (folded := normalise_header(part))] for reading in readings]


def _is_remark(text: str) -> bool:
    """What stands in brackets and only explains: "(10 digits)", "(optional)"."""
    return fold_spelling(text) in _REMARKS or any(char.isdigit() for char in text)


def _scripts(text: str) -> list[str]:
    """Its Latin part and the rest."""
    return [" ".join(_LATIN.findall(text)), _LATIN.sub(" ", text)]
