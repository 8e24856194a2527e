"""Links and telephone numbers in a text, which the networks allow only if they are whitelisted (statutory.md D7).

To smuggle one in, people write it in other digits or with dots between them. So numbers are looked for in Latin digits
and across what people put between two of them. Sizes, years and amounts are no telephone numbers.
"""

from __future__ import annotations

import re

from odop_core.india.phones import NotAPhoneNumber, read_reported_phone

LINK = re.compile(
    r"""
    [a-z][a-z0-9+.-]{0,30}://                                   # whatever is opened by it: https, upi, intent
    | \bwww\.
    | \b[\w-]{1,63}\.(?:com|in|org|net|io|ly|me|co|gov|app|shop|store|online|site|info|biz|xyz)\b
    | \b[\w-]{1,63}\.(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})(?::\d{1,5})?/  # any name with a path: goo.gl/abc
    | \b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?/                   # an address with a path: 103.21.58.10/app.apk
    """,
    re.IGNORECASE | re.VERBOSE,
)
GAP = r"[\s.()\u2010-\u2015-]{0,3}"
NUMBER = re.compile(
    rf"""
    (?<!\d)(?:
        (?:(?:\+|00)?91{GAP}|0{GAP})?[6-9](?:{GAP}\d){{9}}      # a mobile
        | 18[06]0(?:{GAP}\d){{6,7}}                             # toll-free
        | 0[1-9]\d{{1,3}}{GAP}\d{{3,4}}{GAP}\d{{3,4}}           # a landline: 0, the area, the number
        | (?:\+|00)91{GAP}[1-5](?:{GAP}\d){{9}}                 # the same from abroad
        | \+(?!91)[1-9](?:{GAP}\d){{8,14}}                      # of another country
    )(?!\d)
    """,
    re.VERBOSE,
)
LANDLINE_DIGITS = 11
FEWEST_SIZES = 5


def find_contacts(text: str) -> list[str]:
    """Links and telephone numbers as they stand in a text."""
    words = [word.strip(".,;:()।") for word in text.split()]
    links = [word for word in words if LINK.search(word)]
    rest = " ".join(word for word in words if word not in links)
    places = [match.span() for match in NUMBER.finditer(_latin(rest)) if _can_be_called(match.group())]
    return links + [rest[start:end] for start, end in places]


def is_whitelisted(address: str, whitelist: list[str]) -> bool:
    """A link counts when it begins with an entry, at a border of its path; a number when its digits are the same."""
    if LINK.search(address):
        return any(_begins(_bare(address), _bare(entry)) for entry in whitelist if re.search(r"[^\W\d]", entry))
    return bool(number := _number(address)) and any(_number(entry) == number for entry in whitelist)


def _can_be_called(number: str) -> bool:
    groups = re.findall(r"\d+", number)
    if number.startswith("0") and not number.startswith("00"):
        return len("".join(groups)) == LANDLINE_DIGITS
    return not _are_sizes(groups)


def _are_sizes(groups: list[str]) -> bool:
    """6 7 8 9 10 11 12: each larger than the one before."""
    sizes = [int(group) for group in groups]
    return len(sizes) >= FEWEST_SIZES and sizes == sorted(set(sizes))


def _latin(text: str) -> str:
    """With Latin digits for those of other scripts, each at its place."""
    return "".join(str(int(character)) if character.isdecimal() else character for character in text)


def _begins(address: str, entry: str) -> bool:
    return address == entry or address.startswith(entry if entry.endswith("/") else entry + "/")


def _bare(address: str) -> str:
    return re.sub(r"^https?://", "", address.strip(), flags=re.IGNORECASE).removeprefix("www.")


def _number(written: str) -> str:
    """In E.164, so that +91 and a leading 0 make no difference, and a number of another country does; of what is in no
    series (1800…) the digits."""
    try:
        return read_reported_phone(_latin(written))
    except NotAPhoneNumber:
        return re.sub(r"\D", "", _latin(written))
