"""India's States and Union Territories with their GST codes, and finding the one an address is in.

Codes: CBIC's list of State codes. 25 (Daman and Diu) became part of 26 on 2020-01-26; 28 was Andhra Pradesh until 2014.
PIN regions: as India Post divides them, by the first digits; only those are listed that lie in one State alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from odop_core.i18n import Text, _, languages, quoted
from odop_core.india.spelling import fold_spelling


@dataclass(frozen=True)
class IndianState:
    """`also` are other spellings, the ISO 3166-2 letters first; `pins` are first digits of PIN codes that are surely
    in this State."""

    code: str
    name: Text
    also: tuple[str, ...] = ()
    pins: tuple[str, ...] = ()


def _pins(starts: str) -> tuple[str, ...]:
    return tuple(starts.split())


STATES = (
    IndianState(
        "01", _("Jammu and Kashmir"), ("JK", "J&K", "Jammu Kashmir", "जम्मू कश्मीर"),
        _pins("180 181 182 184 185 19"),
    ),
    IndianState("02", _("Himachal Pradesh"), ("HP",), _pins("171 172 173 174 175 176 177")),
    IndianState("03", _("Punjab"), ("PB",), _pins("141 142 143 144 145 146 147 148 151 152")),
    IndianState("04", _("Chandigarh"), ("CH",)),
    IndianState("05", _("Uttarakhand"), ("UT", "UK", "Uttaranchal", "Uttrakhand", "उत्तरांचल"), _pins("248 249 263")),
    IndianState("06", _("Haryana"), ("HR",), _pins("121 122 123 124 125 126 127 131 132 133 135 136")),
    IndianState("07", _("Delhi"), ("DL", "New Delhi", "NCT of Delhi", "Delhi NCT", "नई दिल्ली"), _pins("110")),
    IndianState("08", _("Rajasthan"), ("RJ",), _pins("30 31 32 33 34")),
    IndianState(
        "09", _("Uttar Pradesh"), ("UP", "Utter Pradesh", "United Provinces", "यूपी", "उ प्र"),
        _pins("20 21 22 23 250 251 252 253 27 28 241 242 243 261"),
    ),
    IndianState("10", _("Bihar"), ("BR", "Behar"), _pins("80 84 85")),
    IndianState("11", _("Sikkim"), ("SK",), _pins("737")),
    IndianState("12", _("Arunachal Pradesh"), ("AR",), _pins("790 791 792")),
    IndianState("13", _("Nagaland"), ("NL",), _pins("797 798")),
    IndianState("14", _("Manipur"), ("MN",), _pins("795")),
    IndianState("15", _("Mizoram"), ("MZ", "मिज़ोरम"), _pins("796")),
    IndianState("16", _("Tripura"), ("TR",), _pins("799")),
    IndianState("17", _("Meghalaya"), ("ML",), _pins("793 794")),
    IndianState("18", _("Assam"), ("AS",), _pins("78")),
    IndianState("19", _("West Bengal"), ("WB", "Bengal", "Paschim Bangal", "पश्चिमी बंगाल"), _pins("70 71 72 73")),
    IndianState("20", _("Jharkhand"), ("JH", "झारखण्ड")),
    IndianState("21", _("Odisha"), ("OR", "OD", "Orissa", "Odissa", "उड़ीसा"), _pins("75 76 77")),
    IndianState("22", _("Chhattisgarh"), ("CT", "CG", "Chattisgarh", "Chhatisgarh", "Chatisgarh"), _pins("49")),
    IndianState("23", _("Madhya Pradesh"), ("MP", "Central Provinces", "एम पी", "म प्र"), _pins("45 46 47 48")),
    IndianState("24", _("Gujarat"), ("GJ",), _pins("36 37 38 390 391 392 393 394 395")),
    IndianState(
        "26", _("Dadra and Nagar Haveli and Daman and Diu"),
        ("DH", "DN", "DD", "Dadra & Nagar Haveli & Daman & Diu", "Dadra and Nagar Haveli", "Daman and Diu",
         "दादरा और नगर हवेली और दमन और दिउ"),
    ),
    IndianState("27", _("Maharashtra"), ("MH", "Maharastra"), _pins("400 401 402 404 41 42 43 44")),
    IndianState("29", _("Karnataka"), ("KA", "Mysore", "Karnatak"), _pins("56 57 58 59")),
    IndianState("30", _("Goa"), ("GA", "गोआ"), _pins("403")),
    IndianState("31", _("Lakshadweep"), ("LD",)),
    IndianState(
        "32", _("Kerala"), ("KL", "Keralam", "केरला", "केरलम"),
        _pins("670 671 672 674 675 676 677 678 679 680 681 683 684 685 686 687 688 689 69"),
    ),
    IndianState(
        "33", _("Tamil Nadu"), ("TN", "Tamilnad", "Madras State"),
        _pins("600 601 602 603 604 606 61 62 63 64"),
    ),
    IndianState("34", _("Puducherry"), ("PY", "Pondicherry", "पांडिचेरी", "पॉन्डिचेरी")),
    IndianState(
        "35", _("Andaman and Nicobar Islands"),
        ("AN", "Andaman & Nicobar", "A&N Islands", "अंडमान निकोबार", "अंडमान और निकोबार"),
        _pins("744"),
    ),
    IndianState("36", _("Telangana"), ("TG", "TS", "Telengana"), _pins("500 501 502 503 504 505 506 508")),
    IndianState(
        "37", _("Andhra Pradesh"), ("AP",),
        _pins("510 511 512 513 514 515 516 517 518 52 530 531 532 534 535"),
    ),
    IndianState("38", _("Ladakh"), ("LA", "लद्दाख़"), _pins("194")),
)  # fmt: skip
BY_CODE = {state.code: state for state in STATES}


def code_of(country_area: str, postal_code: str = "") -> str:
    """GST code of the State that an Indian address names ("Uttar Pradesh" → "09"), or else that its PIN code surely
    lies in; "" when neither tells."""
    named = _by_word().get(_word(country_area))
    return named or _code_of_pin(postal_code)


def name_of(code: str) -> Text:
    """The State's name; the code itself when there is no such State."""
    state = BY_CODE.get(code)
    return state.name if state else quoted(code)


def _code_of_pin(postal_code: str) -> str:
    pin = re.sub(r"\s", "", postal_code)
    if not re.fullmatch(r"[1-9][0-9]{5}", pin):
        return ""
    return next((_BY_PIN[pin[:length]] for length in (3, 2) if pin[:length] in _BY_PIN), "")


def _word(text: str) -> str:
    """Spelt alike whatever the case, the spacing and the way Devanagari letters are put together."""
    return fold_spelling(text)


@cache
def _by_word() -> dict[str, str]:
    """The codes by all names of the States, in all languages of the suite."""
    names = [(state, state.name.in_language(language)) for state in STATES for language in languages()]
    other = [(state, spelling) for state in STATES for spelling in state.also]
    return {_word(name): state.code for state, name in names + other}


_BY_PIN = {pin: state.code for state in STATES for pin in state.pins}
