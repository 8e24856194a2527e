"""Names and words as rails take them, and what they say as it can be kept."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from odop_accounts.rails.port import RefusedTransfer
from odop_accounts.rails.refusals import NAME_TOO_SHORT, NOT_LATIN
from odop_core.security.foreign_text import mask_text

LONGEST_REASON = 500
LONGEST_REFERENCE = 64
_UTR = re.compile(r"[A-Za-z0-9]{6,40}")


def latin_name(name: str, allowed: str, shortest: int, longest: int) -> str:
    """The holder's name with blanks for what a rail refuses; `allowed` is what may stand in square brackets of a
    regular expression.

    Raises RefusedTransfer for a name in another script: a name that we spelt ourselves is not the bank's, and what is
    paid to another name comes back.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    if any(c.isalpha() and not c.isascii() for c in plain):
        raise RefusedTransfer(NOT_LATIN)
    words = re.sub(f"[^{allowed}]", " ", plain).split()
    taken = " ".join(words)[:longest].strip()
    if len(taken) < shortest or not any(c.isalpha() for c in taken):
        raise RefusedTransfer(NAME_TOO_SHORT)
    return taken


def plain_words(text: str, longest: int) -> str:
    """Letters, digits and single blanks; never empty."""
    return " ".join(re.sub(r"[^A-Za-z0-9 ]", " ", text).split())[:longest].strip() or "Payout"


def utr_in(value: Any) -> str:
    """The bank's reference; "" for none, and for what can be none."""
    return value if isinstance(value, str) and _UTR.fullmatch(value) else ""


def reason_in(*values: Any) -> str:
    """The first of what a rail says, on one line, without numbers of accounts and telephones."""
    return next((mask_text(value, LONGEST_REASON) for value in values if value and isinstance(value, str)), "")


def reference_in(value: Any) -> str:
    """The rail's own id of a transfer."""
    return value[:LONGEST_REFERENCE] if isinstance(value, str) and value.isascii() and value.isprintable() else ""
