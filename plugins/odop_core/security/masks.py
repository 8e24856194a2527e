"""Personal data as it may be shown: enough to tell people apart, too little to reach them or to misuse it."""

from __future__ import annotations

from stdnum.in_ import pan as stdnum_pan

HIDDEN = "•"


def mask_phone(number: str) -> str:
    """All but the last four digits hidden; a number too short for that is hidden whole."""
    return HIDDEN * (len(number) - 4) + number[-4:] if len(number) > 7 else HIDDEN * len(number)


def mask_phone_after_country(number: str) -> str:
    """ "+91 ••••••3210": enough to recognise it, not to dial it."""
    digits = "".join(character for character in number if character.isdigit())
    if len(digits) < 8:
        return HIDDEN * 4 if number else ""
    return f"+{digits[:2]} {HIDDEN * (len(digits) - 6)}{digits[-4:]}"


def mask_name(full_name: str) -> str:
    """The initials of a name."""
    return " ".join(f"{word[0]}{HIDDEN * 3}" for word in full_name.split())


def mask_account(account_number: str, vpa: str) -> str:
    """Enough of an account to recognise it: its last four digits, or the beginning and the bank of a UPI address."""
    if account_number:
        return f"{HIDDEN * 4} {account_number[-4:]}"
    name, at, handle = vpa.partition("@")
    return f"{name[:2]}{HIDDEN * 4}{at}{handle}" if at else ""


def mask_email(address: str) -> str:
    """The first letter and the domain."""
    name, at, domain = address.partition("@")
    return f"{name[:1]}{HIDDEN * 3}{at}{domain}" if at else HIDDEN * bool(address) * 3


def mask_address(text: str) -> str:
    """Its last word, which mostly is the town or the PIN code's end; of a PIN code the first three digits."""
    if not text:
        return ""
    last = text.split()[-1]
    shown = f"{last[:3]}{HIDDEN * 3}" if last.isdecimal() else last
    return f"{HIDDEN * 3} {shown}" if " " in text else HIDDEN * 3


def mask_pan(number: str) -> str:
    """As the income tax department masks it."""
    return str(stdnum_pan.mask(number)).replace("X" * 4, HIDDEN * 4) if number else ""
