"""The languages suppliers and operators speak, as codes: however somebody writes one down, a call finds its operator.

Which languages there are, and what people call them, is in `languages.toml`.
"""

from __future__ import annotations

import tomllib
import unicodedata
from pathlib import Path

from odop_core.i18n import TextError, _
from odop_notifications.models import Operator

DEFAULT = "hi"
# Code (ISO 639) to what people call it; the first is its name in English.
NAMES: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("languages.toml").read_text(encoding="utf-8"))


class UnknownLanguage(TextError, ValueError):
    """Nobody knows a language of this name; the message names those that are known."""

    def __init__(self, text: str) -> None:
        known = ", ".join(f"{code} ({names[0]})" for code, names in NAMES.items())
        super().__init__(_("There is no language {text}. Write one of: {known}.", text=repr(text), known=known))


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
