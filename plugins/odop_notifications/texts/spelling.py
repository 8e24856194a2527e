"""The words of a text as somebody typed it: one way of writing each letter, digit and sign."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = dict.fromkeys(map(ord, "'\u2018\u2019\u02bc\u00b4`"))
# Hindi is typed with and without them: nukta, chandrabindu, anusvara, visarga. So are accents over Latin letters.
_LEFT_OUT = {*"\u093c\u0901\u0902\u0903", *map(chr, range(0x0300, 0x0370)), *map(chr, range(0xFE00, 0xFE10))}
# What joins or dresses up other characters: joiners, directions, the frame of a keycap, the colour of a skin.
_SKIN_COLOURS = {*map(chr, range(0x1F3FB, 0x1F400))}
_DRESSING_CATEGORIES = {"Cf", "Me"}
_VOWEL_SIGNS = "\u093e-\u094c"

# Where one stops speaking: "nahi, denge" is not "nahi denge".
PAUSE = ","
_PAUSES = ".,;!।॥،؛۔\n"
_SEPARATORS = re.escape(_PAUSES + """:|/\\()[]{}"“”„«»*_~+=<>-–—‐‑•""")
_TOKEN = re.compile(
    r"\d+(?:[:./-]\d+)+"  # 25/11, 10-12, 11:30: what it is depends on what follows
    r"|\d+(?:st|nd|rd|th)(?![^\W\d_])"  # 25th
    r"|\d+"
    rf"|[{_PAUSES}](?:\s*[{_PAUSES}])*"
    rf"|[^\s\d{_SEPARATORS}]+"
)


def tidy_text(text: str) -> str:
    """One way of writing the same word: small letters, digits 0 to 9, no signs over letters, nothing drawn out.

    "haaan" is "han", but "teen" (three) stays apart from "ten".
    """
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    text = "".join(map(_plain, text.translate(_APOSTROPHES)))
    text = re.sub(rf"([{_VOWEL_SIGNS}])\1+", r"\1", text)
    text = re.sub(r"([a-df-z])\1+", r"\1", text)
    return re.sub(r"e{2,}", "ee", text)


def split_words(text: str) -> list[str]:
    """The words, numbers and single signs of a tidy text. Signs that say something, such as "?" or "👍", are words.

    There is no pause before a number: "order no. 5" is "order no 5", and "10, 12 din" is as good as "10 12 din".
    """
    spaced = "".join(f" {character} " if _stands_alone(character) else character for character in text)
    found = _TOKEN.findall(re.sub(r"(?<=\d)\s?/\s?(?=\d)", "/", spaced))
    tokens = [PAUSE if token[0] in _PAUSES else token for token in found]
    return [token for at, token in enumerate(tokens) if token != PAUSE or _is_pause(tokens, at)]


def _is_pause(tokens: list[str], at: int) -> bool:
    """One at the beginning or the end is none."""
    return 0 < at < len(tokens) - 1 and not tokens[at + 1][0].isdecimal()


def _plain(character: str) -> str:
    if character in _LEFT_OUT or character in _SKIN_COLOURS or unicodedata.category(character) in _DRESSING_CATEGORIES:
        return ""
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return "?" if character == "\u061f" else character


def _stands_alone(character: str) -> bool:
    is_sign = unicodedata.category(character).startswith("S") and character not in _SEPARATORS
    return is_sign or character in "?#%&@"
