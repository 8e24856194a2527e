"""Text that a spreadsheet would take for a formula, marked as text in CSV by an apostrophe, and read without it again.

What begins a formula: OWASP, "CSV Injection" (= + - @, a tab, a line break, and their fullwidth forms); besides, what
people and programs do not see may stand before it.
"""

from __future__ import annotations

import re
import unicodedata

from odop_core.normalization import is_invisible

_SIGNS = set("=+-@|%\u2212")
_NUMBER = re.compile(r"'+[0-9\u0966-\u096f]")


def guard(text: str) -> str:
    """The text, with an apostrophe in front when a spreadsheet could work it out."""
    return f"'{text}" if _begins_formula(text) or unguard(text) != text else text


def unguard(text: str) -> str:
    """What was written before `guard`; and without the apostrophe by which people keep the zeros of '0123."""
    if text.startswith("'") and (_begins_formula(text[1:]) or _NUMBER.match(text)):
        return text[1:]
    return text


def _begins_formula(text: str) -> bool:
    """Apostrophes before it count as nothing: so what was marked already is marked again, and `unguard` undoes one."""
    for char in text:
        if char == "'" or char.isspace() or is_invisible(char):
            if char in "\t\r\n":
                return True
            continue
        return bool(_SIGNS & set(unicodedata.normalize("NFKC", char)))
    return False
