"""Text that somebody else wrote, as it may stand in a log or be shown to staff: the errors of stores, gateways and
carriers, and what strangers sent.

Such text may hold telephone numbers, passwords and codes by which a question can still be answered; and line breaks,
terminal sequences or marks of direction, by which it would pass for something else.
"""

from __future__ import annotations

import re
import unicodedata

from odop_core.normalization import JOINERS
from odop_core.security.masks import mask_email, mask_phone

LONGEST = 2000
LEFT_OUT = "…"

# ECMA-48: control sequences (CSI), and strings up to their end (OSC, DCS and others).
_TERMINAL = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[P\]X^_]|[\x90\x9d\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?|\x1b."
)
# What follows these in an address lets whoever has it in: one-tap links, and links to files.
_ADDRESSES = re.compile(r"((?:/|%2f)(?:a|evidence|documents|tables)(?:/|%2f))[^\s/?#\"'<>&,;)\]}]+", re.IGNORECASE)
_SECRETS = re.compile(
    r"\b(?:v1,)?whsec_[\w+/=-]*|\bv1a?[,=][\w+/=-]{16,}|\beyJ[\w-]+(?:\.[\w-]*)*|\bEAA\w{16,}|\bAKIA\w{12,}|\bsk_\w{8,}"
    r"|\bodop_[ar]t_[\w-]*"
)
_CREDENTIALS = re.compile(r"\b(Bearer|Basic|JWT|Odop)(\s+)[\w.~+/=-]{6,}", re.IGNORECASE)
_NAMED = re.compile(
    r"""((?:\b|_)(?:auth|access|api|app)?[-_ ]?
        (?:key|token|secret|password|passwd|passcode|pwd|signature|credential|otp|pin|auth|authorization)
        ["']?\s*(?:=|:|%3d)\s*["']?)(?!\s)[^\s"'&,;<>)}\]]+""",
    re.IGNORECASE | re.VERBOSE,
)
_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]+(?:\.[\w-]+)*")
# Moments, addresses of machines and identifiers are no telephone numbers.
_NUMBERS = re.compile(
    r"""(?P<other>
          (?<!\d)\d{4}-\d\d-\d\d(?:[T\ ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)?(?!\d)
        | (?<!\d)\d{1,2}/\w{3}/\d{4}(?::\d\d){3}
        | (?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])
        | \b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b
        | \b(?=[0-9]*[a-f])[0-9a-f]{32,}\b )
      | (?<!\d)\d{4}(?:[\W_]{1,3}\d{4}){2,3}(?!\d)
      | (?<!\d)\d(?:[\W_]{1,3}\d){9,15}(?!\d)
      | \+?\d{8,}
      | [+(]{0,3}\d{1,10}(?:[\s./()\-\u2010-\u2015\u2212]{1,3}\d{2,10}){1,5}""",
    re.IGNORECASE | re.VERBOSE,
)
# Of groups of digits: fewer are no whole telephone number.
_FEWEST_DIGITS = 10


def make_printable(text: str) -> str:
    """On one line, without what a terminal obeys or nobody sees; Hindi's joiners stay."""
    text = _TERMINAL.sub("", text)
    return " ".join("".join(map(_printable, text)).split())


def _printable(char: str) -> str:
    if char in JOINERS or char.isprintable():
        return char
    return "" if unicodedata.category(char) == "Cf" else " "


def mask_secrets(text: str) -> str:
    """With what opens something left out: codes in links, tokens, passwords, signatures."""
    text = _ADDRESSES.sub(rf"\1{LEFT_OUT}", text)
    text = _CREDENTIALS.sub(rf"\1\2{LEFT_OUT}", _SECRETS.sub(LEFT_OUT, text))
    return _NAMED.sub(rf"\1{LEFT_OUT}", text)


def mask_numbers(text: str) -> str:
    """With telephone numbers, other long numbers and e-mail addresses hidden but for their ends."""
    return _NUMBERS.sub(_masked_number, _EMAIL.sub(lambda found: mask_email(found[0]), text))


def _masked_number(found: re.Match[str]) -> str:
    text = found[0]
    digits = "".join(char for char in text if char.isdigit())
    if found["other"] or (len(digits) != len(text.lstrip("+(")) and len(digits) < _FEWEST_DIGITS):
        return text
    return mask_phone(digits)


def mask_text(text: object, longest: int = LONGEST) -> str:
    """One printable line of at most so many letters, without anybody's numbers and secrets.

    Whatever somebody outside wrote is made this before it is logged, printed or shown to staff.
    """
    line = mask_numbers(mask_secrets(make_printable(str(text)[: 4 * longest])))
    return line if len(line) <= longest else line[: longest - 1] + LEFT_OUT
