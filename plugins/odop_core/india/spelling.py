"""One key for the spellings of a word, in English or Hindi: to find a column, a State or a choice by what was written.

It is for comparing only, never kept or shown. Differences that it takes away: capitals, blanks and punctuation, "&" for
"and", invisible marks, digits of other scripts, the dot below Hindi letters (ज़ or ज), the moon-dot (हाँ or हां), and a
nasal written as half a letter or as a dot (हिन्दी or हिंदी).
"""

from __future__ import annotations

import re
import unicodedata

from odop_core.normalization import is_invisible, latin_digits

_NUKTA, _CANDRABINDU, _ANUSVARA, _VIRAMA = "\u093c", "\u0901", "\u0902", "\u094d"
_HALF_NASAL = re.compile(f"[ङञणनम]{_VIRAMA}(?=[क-ह])")


def fold_spelling(text: str) -> str:
    """The same for all spellings of a word or a few words; "" for what has no letter and no digit."""
    letters = unicodedata.normalize("NFKD", text.replace("&", " and ")).casefold().replace(_NUKTA, "")
    nasal = _HALF_NASAL.sub(_ANUSVARA, letters.replace(_CANDRABINDU, _ANUSVARA))
    return latin_digits("".join(char for char in nasal if not is_invisible(char) and _is_letter(char)))


def _is_letter(char: str) -> bool:
    """Letters, the vowel signs that go with them, and digits."""
    return unicodedata.category(char)[0] in "LMN"
