"""What the page says, in English and Hindi. Hindi is not reviewed yet by somebody who speaks it with suppliers."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class Language(StrEnum):
    ENGLISH = "en"
    HINDI = "hi"


MONTHS_HI = (
    "जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर",
)  # fmt: skip

TEXTS: dict[str, tuple[str, str]] = {
    "site": ("ODOP Mart · Uttar Pradesh", "ओडीओपी मार्ट · उत्तर प्रदेश"),
    "other_language": ("हिन्दी", "English"),
    "greeting": ("Namaste {}", "नमस्ते {} जी"),
    "order": ("Order {}", "आदेश {}"),
    "ask": ("Are the goods ready?", "क्या माल तैयार है?"),
    "ready": ("Yes, ready", "हाँ, तैयार है"),
    "ready_on": ("Will be ready on", "इस दिन तैयार होगा"),
    "day": ("Day", "दिन"),
    "later": ("Ready later", "बाद में तैयार होगा"),
    "cannot": ("I cannot supply", "माल नहीं दे सकते"),
    "sure": ("Really not?", "क्या सच में नहीं दे सकते?"),
    "sure_more": (
        "Your order will then be given to somebody else or called off.",
        "तब यह आदेश किसी और को दिया जाएगा या रद्द होगा।",
    ),
    "sure_yes": ("That is right, I cannot", "हाँ, नहीं दे सकते"),
    "back": ("Back", "वापस"),
    "call_me": ("Please call me", "मुझे फ़ोन करें"),
    "send": ("Send", "भेजें"),
    "thanks": ("Thank you. We have noted:", "धन्यवाद। हमने लिख लिया है:"),
    "thanks_day": ("Thank you. Ready on {}.", "धन्यवाद। {} को तैयार।"),
    "noted": ("You answered:", "आपका उत्तर:"),
    "noted_day": ("You answered: ready on {}", "आपका उत्तर: {} को तैयार"),
    "change": ("You can still change your answer:", "आप अपना उत्तर अब भी बदल सकते हैं:"),
    "closed": ("This cannot be changed any more.", "इसे अब बदला नहीं जा सकता।"),
    "closed_more": ("If something is wrong, please call the helpline.", "कुछ ग़लत हो तो कृपया हेल्पलाइन पर फ़ोन करें।"),
    "bad_day": ("Please choose one of the days.", "कृपया दी गई तारीख़ों में से एक चुनें।"),
    "choose": ("Please choose an answer.", "कृपया एक उत्तर चुनें।"),
    "unknown": ("This link is not valid any more", "यह लिंक अब मान्य नहीं है"),
    "unknown_more": (
        "Please answer the SMS, or wait for our call.",
        "कृपया एसएमएस का उत्तर दें, या हमारे फ़ोन की प्रतीक्षा करें।",
    ),
    "too_many": ("Too many tries", "बहुत अधिक प्रयास"),
    "too_many_more": ("Please wait a minute and try again.", "कृपया एक मिनट रुककर फिर कोशिश करें।"),
    "unavailable": ("Please try again later", "कृपया थोड़ी देर बाद फिर कोशिश करें"),
    "unavailable_more": ("Your answer was not noted yet.", "आपका उत्तर अभी नहीं लिखा गया है।"),
    "today": ("today", "आज"),
    "tomorrow": ("tomorrow", "कल"),
}
WEEKDAYS: tuple[tuple[str, ...], tuple[str, ...]] = (
    ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    ("सोमवार", "मंगलवार", "बुधवार", "गुरुवार", "शुक्रवार", "शनिवार", "रविवार"),
)
MONTHS_EN = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def text(name: str, spoken: Language, *values: object) -> str:
    english, hindi = TEXTS[name]
    return (hindi if spoken is Language.HINDI else english).format(*values)


def all_texts(spoken: Language) -> dict[str, str]:
    place = 1 if spoken is Language.HINDI else 0
    return {name: pair[place] for name, pair in TEXTS.items()}


def day(when: date, spoken: Language) -> str:
    """As it is said: "Tuesday, 24 November"."""
    hindi = spoken is Language.HINDI
    month = (MONTHS_HI if hindi else MONTHS_EN)[when.month - 1]
    return f"{WEEKDAYS[1 if hindi else 0][when.weekday()]}, {when.day} {month}"


def language(wanted: str, usual: str) -> Language:
    """What was asked for, else what the supplier speaks; English only for those who chose it."""
    known = {each.value: each for each in Language}
    return known.get(wanted) or known.get(usual) or Language.HINDI
