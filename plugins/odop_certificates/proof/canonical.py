"""JSON with exactly one way to write each value (RFC 8785), so that the same facts always sign to the same bytes.

Restricted to what certificates hold: texts, whole numbers, true, false, null, lists and objects. Numbers with a
fraction are refused rather than written in JavaScript's way: no fact of a certificate needs one.
"""

from __future__ import annotations

import json
from typing import Any

# Beyond this, a reader that keeps numbers as IEEE doubles would see another number (RFC 7493).
LARGEST_INTEGER = 2**53 - 1


class NotCanonical(ValueError):
    """A value that has no place in a certificate; the message says which."""


def canonical_json(value: Any) -> bytes:
    """Raises NotCanonical."""
    try:
        return _text(value).encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotCanonical("A text holds half a character (a lone surrogate).") from error


def _text(value: Any) -> str:
    if value is None or isinstance(value, bool | str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            raise NotCanonical(f"{value} is too large a number for every reader of JSON.")
        return str(value)
    if isinstance(value, list | tuple):
        return f"[{','.join(_text(entry) for entry in value)}]"
    if isinstance(value, dict):
        return f"{{{','.join(f'{_text(key)}:{_text(value[key])}' for key in sorted(value, key=_utf16))}}}"
    raise NotCanonical(f"{value!r} is neither text, whole number, truth value, list nor object.")


def _utf16(key: Any) -> bytes:
    """The RFC sorts names as JavaScript does, by UTF-16 code units."""
    if not isinstance(key, str):
        raise NotCanonical(f"The name {key!r} of an object's member is no text.")
    return key.encode("utf-16-be", "surrogatepass")
