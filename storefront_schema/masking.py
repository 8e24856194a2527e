"""Personal data as it may be shown: enough to tell people apart, too little to reach them."""

from __future__ import annotations

import re

HIDDEN = "•"
LONG_NUMBER = re.compile(r"\+?\d{8,}")


def phone(number: str) -> str:
    """All but the last four digits hidden; a number too short for that is hidden whole."""
    return HIDDEN * (len(number) - 4) + number[-4:] if len(number) > 7 else HIDDEN * len(number)


def name(full_name: str) -> str:
    """The initials of a name."""
    return " ".join(f"{word[0]}{HIDDEN * 3}" for word in full_name.split())


def numbers(text: str) -> str:
    """A text, such as a gateway's, in which every long number is hidden but for its last four digits."""
    return LONG_NUMBER.sub(lambda found: phone(found[0]), text)
