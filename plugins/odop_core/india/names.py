"""Names of people, groups, places and goods, in any script: told from what only looks like one.

A name that was lost on its way (`????`, U+FFFD, UTF-8 read as another encoding), that is Hindi only in an old font
(Kruti Dev and its kin), or that stands in for none (`-`, `NA`, `0`, `test`) is refused, with what to do: kept, it would
be printed on labels and read out to people, in place of a right one.
"""

from __future__ import annotations

import re
import unicodedata

from odop_core.i18n import Text, _
from odop_core.normalization import JOINERS, normalize_text

LONGEST = 128

EMPTY = _("This must not be empty.")
UNSHOWN = _("This holds characters that cannot be shown.")
LOST = _(
    "Letters of this name were lost on the way: it was saved or sent in another encoding than UTF-8. Type it again, or "
    "save the table as “CSV UTF-8” or as an Excel workbook."
)
PLACEHOLDER = _("This is no name. Write the name itself, or leave the field empty where it may be empty.")
OLD_FONT = _(
    "This is not in Unicode: it is Hindi only in an old font such as Kruti Dev. Type it again with a Hindi keyboard."
)
NOT_HINDI = _(
    "Write the Hindi name in Devanagari, not in English letters or an old font such as Kruti Dev; or leave it empty."
)

# Read by their letters and digits alone, capitals or not.
_PLACEHOLDERS = frozenset({
    "na", "nil", "nill", "none", "null", "nan", "notavailable", "notapplicable", "notknown", "unknown", "noname",
    "nameless", "undefined", "tbd", "tba", "test", "testing", "tester", "dummy", "demo", "sample", "asdf", "asdfg",
    "qwerty", "abc", "abcd", "xyz", "name", "ditto", "same", "blank", "empty", "true", "false", "ref", "value", "div0",
    "लागूनहीं", "नहीं", "कोईनहीं", "शून्य", "निल", "टेस्ट", "अज्ञात", "परीक्षण", "नाम", "उपलब्धनहीं", "खाली", "एनए",
    "نامعلوم", "نہیں",
})  # fmt: skip
_PLACEHOLDER_WORDS = frozenset({"test", "testing", "dummy", "demo", "sample", "टेस्ट", "परीक्षण"})
_ROLES = frozenset({"user", "supplier", "artisan", "vendor", "name", "account", "entry", "person", "data", "customer"})
# What bytes of UTF-8 are taken for by programs that expect these.
_WRONG_ENCODINGS = ("cp1252", "mac_roman", "cp437", "cp850")
# What such bytes meant, if it was a text of ours: Latin with accents, Arabic, Indic scripts, quotes and dashes, ₹.
_MEANT = re.compile("[\u00a0-\u017f\u0600-\u06ff\u0750-\u077f\u0900-\u0dff\u200b-\u2030\u20b9]")
# Latin letters stand for parts of Hindi letters in Kruti Dev; these signs among them betray it.
_OLD_FONT = re.compile(r"""[{}|~^\\<>]|\[[A-Za-z]|(?<!\S)['"]k|[A-Za-z];[A-Za-z]""")


class NotAName(ValueError):
    """What was written is no name; `text` says what to do, in any language."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.in_language("en"))
        self.text = text


def read_name(written: str, *, longest: int = LONGEST, required: bool = True, is_hindi: bool = False) -> str:
    """A name on one line, as it is kept; "" for none, where none is `required`. Raises NotAName.

    `is_hindi`: of a field for the name in Hindi, which is then in a script of India.
    """
    if is_mangled(written):
        raise NotAName(LOST)
    name = " ".join(normalize_text(written).split())
    if not name:
        if required:
            raise NotAName(EMPTY)
        return ""
    if len(name) > longest:
        raise NotAName(_("This is longer than {longest} characters.", longest=longest))
    if not name.translate(dict.fromkeys(map(ord, JOINERS))).isprintable():
        raise NotAName(UNSHOWN)
    if is_placeholder(name):
        raise NotAName(PLACEHOLDER)
    if is_hindi and not any(_is_letter(char) and not _is_latin(char) for char in name):
        raise NotAName(NOT_HINDI)
    if _OLD_FONT.search(name):
        raise NotAName(OLD_FONT)
    return name


def is_mangled(text: str) -> bool:
    """Whether letters of a text were lost, or read in a wrong encoding."""
    if "?" in text or "\ufffd" in text or "\u25cc" in text:
        return True
    starts = (word[0] for word in text.split())
    return any(unicodedata.category(char) in ("Mn", "Mc") for char in starts) or any(
        _MEANT.search(_bytes(text, encoding).decode("utf-8", "ignore")) for encoding in _WRONG_ENCODINGS
    )


def is_placeholder(name: str) -> bool:
    """Whether somebody wrote something only because the field was not to be empty."""
    letters = "".join(char for char in name.casefold() if _is_letter(char))
    words = set("".join(char if unicodedata.category(char)[0] in "LM" else " " for char in name.casefold()).split())
    return (
        not letters
        or "".join(char for char in name.casefold() if unicodedata.category(char)[0] in "LMN") in _PLACEHOLDERS
        or (len(letters) > 1 and set(letters) in ({"x"}, {"z"}))
        or (len(letters) > 2 and len(set(letters)) == 1)
        or (bool(words & _PLACEHOLDER_WORDS) and words <= _PLACEHOLDER_WORDS | _ROLES)
    )


def _is_letter(char: str) -> bool:
    return unicodedata.category(char).startswith("L")


def _is_latin(char: str) -> bool:
    return unicodedata.name(char, "").startswith(("LATIN", "FEMININE", "MASCULINE", "MICRO"))


def _bytes(text: str, encoding: str) -> bytes:
    """The bytes of what is not ASCII, as far as the encoding has it; what it has not ends a letter, as ASCII does."""
    found = bytearray()
    for char in text:
        if char.isascii():
            found += b" "
        elif "\x80" <= char <= "\x9f" and encoding == "cp1252":
            found.append(ord(char))
        else:
            found += char.encode(encoding, "ignore") or b" "
    return bytes(found)
