"""India's States and Union Territories with their GST codes, and finding the one an address is in.

Codes: CBIC's list of State codes. 25 (Daman and Diu) became part of 26 on 2020-01-26; 28 was Andhra Pradesh until 2014.
PIN regions: as India Post divides them, by the first digits; only those are listed that lie in one State alone.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class IndianState:
    """`also` are other spellings, the ISO 3166-2 letters first; `pins` are first digits of PIN codes that are surely
    in this State."""

    code: str
    name: str
    name_hi: str
    also: tuple[str, ...] = ()
    pins: tuple[str, ...] = ()


def _pins(starts: str) -> tuple[str, ...]:
    return tuple(starts.split())


STATES = (
    IndianState(
        "01", "Jammu and Kashmir", "जम्मू और कश्मीर", ("JK", "Jammu & Kashmir"),
        _pins("180 181 182 184 185 19"),
    ),
    IndianState("02", "Himachal Pradesh", "हिमाचल प्रदेश", ("HP",), _pins("171 172 173 174 175 176 177")),
    IndianState("03", "Punjab", "पंजाब", ("PB",), _pins("141 142 143 144 145 146 147 148 151 152")),
    IndianState("04", "Chandigarh", "चंडीगढ़", ("CH",)),
    IndianState("05", "Uttarakhand", "उत्तराखंड", ("UT", "UK", "Uttaranchal", "उत्तराखण्ड"), _pins("248 249 263")),
    IndianState("06", "Haryana", "हरियाणा", ("HR",), _pins("121 122 123 124 125 126 127 131 132 133 135 136")),
    IndianState("07", "Delhi", "दिल्ली", ("DL", "New Delhi", "NCT of Delhi"), _pins("110")),
    IndianState("08", "Rajasthan", "राजस्थान", ("RJ",), _pins("30 31 32 33 34")),
    IndianState(
        "09", "Uttar Pradesh", "उत्तर प्रदेश", ("UP",),
        _pins("20 21 22 23 250 251 252 253 27 28 241 242 243 261"),
    ),
    IndianState("10", "Bihar", "बिहार", ("BR",), _pins("80 84 85")),
    IndianState("11", "Sikkim", "सिक्किम", ("SK",), _pins("737")),
    IndianState("12", "Arunachal Pradesh", "अरुणाचल प्रदेश", ("AR",), _pins("790 791 792")),
    IndianState("13", "Nagaland", "नागालैंड", ("NL",), _pins("797 798")),
    IndianState("14", "Manipur", "मणिपुर", ("MN",), _pins("795")),
    IndianState("15", "Mizoram", "मिजोरम", ("MZ", "मिज़ोरम"), _pins("796")),
    IndianState("16", "Tripura", "त्रिपुरा", ("TR",), _pins("799")),
    IndianState("17", "Meghalaya", "मेघालय", ("ML",), _pins("793 794")),
    IndianState("18", "Assam", "असम", ("AS",), _pins("78")),
    IndianState("19", "West Bengal", "पश्चिम बंगाल", ("WB",), _pins("70 71 72 73")),
    IndianState("20", "Jharkhand", "झारखंड", ("JH", "झारखण्ड")),
    IndianState("21", "Odisha", "ओडिशा", ("OR", "OD", "Orissa", "ओड़िशा"), _pins("75 76 77")),
    IndianState("22", "Chhattisgarh", "छत्तीसगढ़", ("CT", "CG", "Chattisgarh"), _pins("49")),
    IndianState("23", "Madhya Pradesh", "मध्य प्रदेश", ("MP",), _pins("45 46 47 48")),
    IndianState("24", "Gujarat", "गुजरात", ("GJ",), _pins("36 37 38 390 391 392 393 394 395")),
    IndianState(
        "26", "Dadra and Nagar Haveli and Daman and Diu", "दादरा और नगर हवेली और दमन और दीव",
        ("DH", "DN", "DD", "Dadra & Nagar Haveli & Daman & Diu", "Dadra and Nagar Haveli", "Daman and Diu",
         "दादरा और नगर हवेली और दमन और दिउ"),
    ),
    IndianState("27", "Maharashtra", "महाराष्ट्र", ("MH",), _pins("400 401 402 404 41 42 43 44")),
    IndianState("29", "Karnataka", "कर्नाटक", ("KA",), _pins("56 57 58 59")),
    IndianState("30", "Goa", "गोवा", ("GA", "गोआ"), _pins("403")),
    IndianState("31", "Lakshadweep", "लक्षद्वीप", ("LD",)),
    IndianState(
        "32", "Kerala", "केरल", ("KL",),
        _pins("670 671 672 674 675 676 677 678 679 680 681 683 684 685 686 687 688 689 69"),
    ),
    IndianState(
        "33", "Tamil Nadu", "तमिलनाडु", ("TN", "Tamilnadu", "तमिल नाडु"),
        _pins("600 601 602 603 604 606 61 62 63 64"),
    ),
    IndianState("34", "Puducherry", "पुडुचेरी", ("PY", "Pondicherry", "पांडिचेरी")),
    IndianState(
        "35", "Andaman and Nicobar Islands", "अंडमान और निकोबार द्वीपसमूह", ("AN", "Andaman & Nicobar"),
        _pins("744"),
    ),
    IndianState("36", "Telangana", "तेलंगाना", ("TG", "TS"), _pins("500 501 502 503 504 505 506 508")),
    IndianState(
        "37", "Andhra Pradesh", "आंध्र प्रदेश", ("AP",),
        _pins("510 511 512 513 514 515 516 517 518 52 530 531 532 534 535"),
    ),
    IndianState("38", "Ladakh", "लद्दाख", ("LA", "लद्दाख़"), _pins("194")),
)  # fmt: skip
BY_CODE = {state.code: state for state in STATES}


def code_of(country_area: str, postal_code: str = "") -> str:
    """GST code of the State that an Indian address names ("Uttar Pradesh" → "09"), or else that its PIN code surely
    lies in; "" when neither tells."""
    named = _BY_WORD.get(_word(country_area))
    return named or _code_of_pin(postal_code)


def name_of(code: str, hindi: bool = False) -> str:
    """The State's name; the code itself when there is no such State."""
    state = BY_CODE.get(code)
    if state is None:
        return code
    return state.name_hi if hindi else state.name


def _code_of_pin(postal_code: str) -> str:
    pin = re.sub(r"\s", "", postal_code)
    if not re.fullmatch(r"[1-9][0-9]{5}", pin):
        return ""
    return next((_BY_PIN[pin[:length]] for length in (3, 2) if pin[:length] in _BY_PIN), "")


def _word(text: str) -> str:
    """Spelt alike whatever the case, the spacing and the way Devanagari letters are put together."""
    return re.sub(r"[\s.,-]+", " ", unicodedata.normalize("NFKC", text)).strip().casefold()


_BY_WORD = {_word(word): state.code for state in STATES for word in (state.name, state.name_hi, *state.also)}
_BY_PIN = {pin: state.code for state in STATES for pin in state.pins}
