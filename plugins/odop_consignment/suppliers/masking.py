"""Personal data as it may be shown: enough to tell people apart, too little to reach them or to misuse it."""

from __future__ import annotations

from stdnum.in_ import pan as stdnum_pan

HIDDEN = "•"


def phone(number: str) -> str:
    """The last four digits."""
    return HIDDEN * (len(number) - 4) + number[-4:] if len(number) > 7 else HIDDEN * len(number)


def email(address: str) -> str:
    """The first letter and the domain."""
    name, at, domain = address.partition("@")
    return f"{name[:1]}{HIDDEN * 3}{at}{domain}" if at else HIDDEN * bool(address) * 3


def address(text: str) -> str:
    """Its last word, which mostly is the town or the PIN code's end; of a PIN code the first three digits."""
    if not text:
        return ""
    last = text.split()[-1]
    shown = f"{last[:3]}{HIDDEN * 3}" if last.isdecimal() else last
    return f"{HIDDEN * 3} {shown}" if " " in text else HIDDEN * 3


def pan(number: str) -> str:
    """As the income tax department masks it."""
    return str(stdnum_pan.mask(number)).replace("X" * 4, HIDDEN * 4) if number else ""
