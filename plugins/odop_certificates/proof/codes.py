"""The codes on labels: 17 random characters and one that checks them, such as `K7QMZD-4PXW9A-BT3RHC`.

31 characters that nobody confuses (no 0 O 1 I L), so 17 of them are 84 bits: not to be guessed. 31 is a prime number,
so a sum weighted by place shows every single wrong character and every two that changed places.
"""

from __future__ import annotations

import secrets

from odop_core.normalization import compact_code

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
RANDOM_LENGTH = 17
LENGTH = RANDOM_LENGTH + 1
GROUP = 6


class UnreadableCode(ValueError):
    """Text that cannot be a code of ours: mistyped or cut off."""


def new_code() -> str:
    random = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_LENGTH))
    return random + check_character(random)


def check_character(random: str) -> str:
    weighted = sum(place * ALPHABET.index(character) for place, character in enumerate(random, start=2))
    return ALPHABET[-weighted % len(ALPHABET)]


def read_code(text: str) -> str:
    """The code somebody scanned or typed, in its one true form, whatever keyboard or word processor it went through.
    Raises UnreadableCode."""
    code = compact_code(text)
    if len(code) != LENGTH or any(character not in ALPHABET for character in code):
        raise UnreadableCode(f"A code has {LENGTH} letters and digits, none of them 0, O, 1, I or L.")
    if check_character(code[:-1]) != code[-1]:
        raise UnreadableCode("The last character does not fit the others: a character is wrong or out of place.")
    return code


def grouped_code(code: str) -> str:
    """In groups, as printed on labels."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))
