"""How a template is written: fixed text with variables like {product} or, for SMS, {product#alphanumeric#}.

The tag says what a value looks like. The networks (DLT) want it in every SMS template since TRAI's direction of
2025-11-18; there the variable has no name, so that the registered content says {#alphanumeric#}.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from odop_notifications.templates import contacts
from odop_notifications.templates.occasions import Variable

VARIABLE = re.compile(r"\{([a-z_]+)(?:#([a-z]+)#)?\}")
LONGEST_VALUE = 40


@dataclass(frozen=True)
class Used:
    """One place of a template where a variable stands; `tag` is "" when it has none."""

    name: str
    tag: str
    start: int
    end: int


def find_variables(text: str) -> list[Used]:
    """In the order of the text."""
    return [Used(match[1], match[2] or "", *match.span()) for match in VARIABLE.finditer(text)]


def fixed_text(text: str) -> str:
    return VARIABLE.sub("", text)


def dlt_content(text: str) -> str:
    """The text as it is registered on the DLT platform."""
    return VARIABLE.sub(lambda match: "{#" + (match[2] or "alphanumeric") + "#}", text)


def fill_in(text: str, values: Mapping[str, str]) -> str:
    """Raises KeyError for a variable without a value. Braces inside a value stay as they are."""
    return VARIABLE.sub(lambda match: values[match[1]], text)


def tidy_value(value: str, variable: Variable, tag: str) -> str:
    """A value on one line, and cut to what fits its place if that is harmless.

    Cut is at 37 characters and "...", never inside a syllable; three dots, since the character "…" is none of GSM-7.
    """
    value = " ".join(value.split())
    if not (variable.cut and tag == "alphanumeric") or len(value) <= LONGEST_VALUE:
        return value
    end = LONGEST_VALUE - 3
    while end > 1 and _is_joined(value, end):
        end -= 1
    return value[:end].rstrip() + "..."


def _is_joined(value: str, at: int) -> bool:
    """Whether the characters before and after `at` are one syllable: vowel signs, conjuncts, joiners."""
    before, after = value[at - 1], value[at]
    return (
        unicodedata.category(after).startswith("M") or unicodedata.combining(before) == 9 or "\u200d" in before + after
    )


def wrong_value(value: str, tag: str, whitelist: list[str], *, typed: bool = False) -> str:
    """Why the networks would not accept a value in its place; "" when they would. `typed`: see `Variable`."""
    if not value:
        return "it is empty"
    if typed and tag == "alphanumeric":
        return _too_long(value) or ("it holds a link" if contacts.LINK.search(value) else "")
    return _CHECKS[tag](value, whitelist) if tag in _CHECKS else ""


def _numeric(value: str, _whitelist: list[str]) -> str:
    fits = re.fullmatch(r"\d[\d.,]*", value, re.ASCII) and len(value) <= LONGEST_VALUE
    return "" if fits else "it is not a number"


def _alphanumeric(value: str, _whitelist: list[str]) -> str:
    return _too_long(value) or ("it holds a link or a telephone number" if contacts.find_contacts(value) else "")


def _too_long(value: str) -> str:
    return f"it is longer than {LONGEST_VALUE} characters" if len(value) > LONGEST_VALUE else ""


def _url(value: str, whitelist: list[str]) -> str:
    if not value.startswith(("https://", "http://")) or any(character.isspace() for character in value):
        return "it is not a link"
    is_known = contacts.is_whitelisted(value, whitelist)
    return "" if is_known else "the link is not whitelisted on DLT (setting 'Whitelisted links')"


def _callback(value: str, whitelist: list[str]) -> str:
    is_known = contacts.is_whitelisted(value, whitelist) and not contacts.LINK.search(value)
    return "" if is_known else "the number is not whitelisted on DLT"


def _email(value: str, _whitelist: list[str]) -> str:
    return "" if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value) else "it is not an e-mail address"


_CHECKS: dict[str, Callable[[str, list[str]], str]] = {
    "numeric": _numeric,
    "number": _numeric,
    "alphanumeric": _alphanumeric,
    "url": _url,
    "urlott": _url,
    "cbn": _callback,
    "email": _email,
}
TAGS = tuple(_CHECKS)
