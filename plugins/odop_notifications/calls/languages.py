"""The languages suppliers and operators speak, as codes: however somebody writes one down, a call finds its operator.

The table holds what is spoken in Uttar Pradesh and around it; another language is a line more.
"""

from __future__ import annotations

import unicodedata

from odop_notifications.models import Operator

DEFAULT = "hi"
# Code (ISO 639) to what people call it; the first is its name in English.
NAMES: dict[str, tuple[str, ...]] = {
    "hi": ("Hindi", "Hindustani", "हिंदी", "हिन्दी"),
    "en": ("English", "Angrezi", "अंग्रेज़ी", "अंग्रेजी", "अँग्रेज़ी"),
    "ur": ("Urdu", "उर्दू", "اردو"),
    "bho": ("Bhojpuri", "Bhojpuriya", "भोजपुरी"),
    "awa": ("Awadhi", "Avadhi", "अवधी"),
    "bra": ("Braj", "Braj Bhasha", "Brij", "Brijbhasha", "ब्रज", "ब्रजभाषा", "ब्रज भाषा"),
    "bns": ("Bundeli", "Bundelkhandi", "Bundeli Khandi", "बुंदेली", "बुन्देली", "बुंदेलखंडी"),
    "bgc": ("Haryanvi", "Haryanavi", "Khariboli", "Kauravi", "हरियाणवी", "खड़ी बोली"),
    "pa": ("Punjabi", "Panjabi", "पंजाबी", "ਪੰਜਾਬੀ"),
    "bn": ("Bengali", "Bangla", "बंगाली", "बांग्ला", "বাংলা"),
    "mai": ("Maithili", "मैथिली"),
    "ne": ("Nepali", "नेपाली"),
    "gbm": ("Garhwali", "गढ़वाली"),
    "kfy": ("Kumaoni", "कुमाऊँनी", "कुमाऊनी"),
    "mr": ("Marathi", "मराठी"),
    "gu": ("Gujarati", "गुजराती"),
}


class UnknownLanguage(ValueError):
    """Nobody knows a language of this name; the message names those that are known, `message_hi` says so in Hindi."""

    def __init__(self, text: str) -> None:
        known = ", ".join(f"{code} ({names[0]})" for code, names in NAMES.items())
        super().__init__(f"There is no language {text!r}. Write one of: {known}.")
        self.message_hi = f"{text!r} नाम की कोई भाषा नहीं है। इनमें से एक लिखें: {known}।"


def language_code(text: str) -> str:
    """The code of a language that somebody wrote down by its code or name. Raises UnknownLanguage."""
    found = _CODES.get(_tidy(text))
    if found is None:
        raise UnknownLanguage(text.strip())
    return found


def language_code_or_text(text: str) -> str:
    """The same where somebody only looks for calls: in a language nobody knows there are none."""
    return _CODES.get(_tidy(text), text)


def is_spoken(language: str) -> bool:
    """Whether some operator may be given calls in it: one who speaks it, or of whom nothing is recorded."""
    recorded = list(Operator.objects.values_list("languages", flat=True))
    return not recorded or any(not spoken or language in spoken for spoken in recorded)


def spoken_or_default(language: str) -> str:
    """The language itself, or the usual one where no operator speaks it: a call in neither would wait for ever."""
    return language if is_spoken(language) else DEFAULT


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().replace("-", " ").split())


_CODES = {_tidy(name): code for code, names in NAMES.items() for name in (code, *names)}
