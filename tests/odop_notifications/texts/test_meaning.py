"""What whole replies mean. How numbers and days are read is in `test_numbers.py`."""

from __future__ import annotations

import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odop_notifications.models import Meaning
from odop_notifications.texts.meaning import LONGEST_TEXT, Understood, understand_text

MONDAY = date(2026, 11, 23)

READY = [
    # one word
    "1", "१", "haan", "HAAAN!", "haaan", "ha", "han", "hn", "हाँ", "हां", "हा", "haa", "yes", "YESSS", "yep", "y",
    "ok", "okkk", "okay", "Okey", "ओके", "ji", "जी", "READY", "redy", "रेडी", "tayyar", "taiyaar", "tyar", "तैयार",
    "तय्यार", "done", "ho gaya", "हो गया", "hogaya", "theek hai", "thik h", "ठीक है।", "تیار ہے", "ہاں", "available",
    # with who is addressed, thanks and greetings
    "Haan ji", "हाँ जी", "जी हाँ", "haanji", "ha bhai", "हां भाई", "haan sir", "ji sir", "yes sir", "ok ji", "ओके सर",
    "HAAN JI BHAIYA", "theek h ji", "Ready sir ji", "ma'am ready hai", "taiyar hai sahab", "taiyar hai dhanyavad",
    "namaste ji, taiyar hai", "hello sir maal ready hai", "ready thank you", "taiyar hai - Ramesh Kumar",
    # what is ready
    "taiyar hai", "taiyar h", "teyar hai", "tayar h bhai", "maal taiyar hai", "maal ready", "माल तैयार है",
    "सामान तैयार है", "mera maal taiyar hai", "hamara maal ready hai", "aap ka order taiyar hai", "order ready",
    "order is ready", "goods are ready", "yes it is ready", "saree taiyar hai", "sab taiyar hai", "सब तैयार है",
    "पूरा तैयार है", "all ready", "dono taiyar hai", "haan bhaiya maal taiyar hai", "haan ji sab ready hai sir ji",
    "accha theek hai", "haan bilkul", "ready for pickup", "abhi ready hai", "abhi taiyar hai", "pehle se taiyar hai",
    "already ready",
    # what was done
    "bana diya", "बना दिया", "ban gaya hai", "saree ban gayi", "pack kar diya", "पैक कर दिया है", "pack ho gaya",
    "maal pack kar diya hai", "packing ho gayi", "taiyar kar diya", "ho gaya taiyar", "taiyar rakha hai",
    "taiyar kar rakha hai", "complete ho gaya", "काम हो गया", "ok done", "aaj taiyar ho gaya", "aaj pack kar diya",
    # come and fetch it
    "sab taiyar hai aa jao", "तैयार है ले जाइए", "आ जाओ माल तैयार है", "le jao", "maal le jao", "haan aa jaiye",
    "gadi bhej do maal taiyar hai",
    # as it is said in the villages
    "taiyar ba", "तैयार बा", "taiyar ho gail", "हो गइल", "ho gawa", "taiyar hau", "तैयार अहै",
    # how many, as the message said it
    "2 nag taiyar", "2 piece ready", "12 piece taiyar", "20 pc ready", "15 saree ready", "दो साड़ी तैयार है",
    # the menu, repeated
    "1 haan", "1 taiyar hai", "१ तैयार है", "1.", "(1)", '"1"', "'1'", "1#", "1️⃣",
    # signs
    "taiyar hai 👍", "haan 🙏🏽", "✅ ready", "haan…", "haan, taiyar hai!!!", "*haan*", "haan\ntaiyar hai",
    "taiyar/ready",
]  # fmt: skip

CANNOT = [
    "3", "३", "no", "No.", "N", "nahi", "Nahiii", "nahin", "nhi", "naheen", "nehi", "नहीं", "नही", "नहि", "नंही",
    "नाही", "نہیں", "na", "ना", "na ji", "nahi ji", "ji nahi", "no sir", "nahi bhaiya", "nahi nahi", "no no",
    "bilkul nahi", "no thanks", "नही है", "nhi hai", "maal nahi hai", "माल नहीं है", "stock nahi hai", "no stock",
    "मना", "मना करो", "hamare paas nahi hai", "mere paas maal nahi hai", "हमारे पास नहीं है", "maal nahi bacha",
    "nahi milega", "नहीं मिलेगा", "not available", "available nahi hai", "उपलब्ध नहीं है", "sir, nahi hai",
    "nahi de sakte", "नहीं दे सकते", "nahi de payenge", "नहीं दे पाएंगे", "nahi de paunga", "nahi dunga", "nahi denge",
    "nahi ho payega", "नहीं हो पाएगा", "nahi ho sakta", "nahi bana payenge", "bana nahi payenge", "na ho payega",
    "ना हो पाई", "main nahi de sakta", "hum nahi de payenge", "ye order nahi de payenge", "sorry nahi de payenge",
    "3 nahi", "3 nahi de sakte", "cannot", "CANNOT", "can't", "can’t supply", "cannot supply", "unable to supply",
    "not possible", "asamarth", "असमर्थ हैं", "out of stock", "sold out", "soldout", "sold out ho gaya",
    "stock khatam", "stock khatm ho gaya", "maal khatam ho gaya", "माल खत्म हो गया", "cancel", "cancel karo",
    "cancel kar do", "order cancel kar do", "mana kar do",
]  # fmt: skip

CALL_ME = [
    "9", "4", "CALL_ME", "phone karo", "फ़ोन करें", "call me", "nahi, phone karo", "बात करनी है", "please call",
    "काल करो", "call me 9876543210", "order 1046 call me", "madad chahiye", "4 phone karo",
    "taiyar hai call karke aana",
]  # fmt: skip

LATER = [
    "2", "२", "LATER", "baad mein", "बाद में", "2 baad me", "thoda time lagega", "samay lagega", "थोड़ा समय लगेगा",
    "wait", "रुकिए", "agle hafte", "thodi der me", "jaldi ho jayega", "soon",
    # it will be
    "ho jayega", "हो जाएगा", "taiyar ho jayega", "ready ho jayega", "will be ready", "kar denge", "de denge",
    "haan ho jayega", "theek hai kar denge", "taiyar rakhenge", "ho jai",
    # it is being made
    "taiyar ho raha hai", "तैयार हो रहा है", "ban raha hai", "बन रहा है", "abhi ban raha hai", "taiyar kar rahe hai",
    "pack ho raha hai", "kaam chal raha hai", "taiyar ho rahal ba", "still working on it", "in progress",
    "not ready yet",
    # at some hour, nobody knows of which day
    "shaam tak", "शाम तक", "shaam tak ho jayega", "11 baje tak", "11:30 baje tak", "10:30 baje", "30 minute me taiyar",
    "1 ghante me", "do ghante baad",
]  # fmt: skip

COURTESY = [
    "thank you", "धन्यवाद", "Namaste", "namaste ji", "thanks sir", "dhanyavad ji", "राम राम जी", "thank you 🙏", "🙏",
    "hi", "hello", "good morning", "thanks ramesh",
]  # fmt: skip

NOT_READY = [
    # negations, however they are written
    "taiyar nahi hai", "taiyar na hai", "na taiyar", "taiyar nehi hai", "taiyar nhin", "taiyar ni hai",
    "taiyar naheen", "taiyar nahy hay", "तैयार न है", "तैयार नहि है", "तैयार नंही है", "तैयार नाही", "तैयार नइखे",
    "NOT READY", "isn't ready", "isn’t ready", "won't be ready", "ready nhi", "no ready", "never ready",
    "abhi taiyar nahi", "hua nahi", "taiyar hai ❌", "👎 ready",
    # in part
    "half ready", "आधा तैयार है", "adha maal taiyar hai", "almost ready", "3 me se 2 taiyar", "sirf 2 taiyar",
    "2 hi taiyar", "bas 2 piece taiyar", "abhi 2 piece taiyar hai", "2 piece ho gaya", "5 piece order 3 piece taiyar",
    "1 taiyar 1 nahi", "ek taiyar ek kal", "2/3 taiyar", "1/2 taiyar", "½ taiyar", "50% taiyar", "10% ready", "1 hai",
    "1 order hai",
    # sold, spoilt, ill, sent
    "khatm ho gaya", "khatam", "माल खराब हो गया", "bimar ho gaya", "ji bik gaya", "sold", "maal kam ho gaya",
    "kaam ho gaya", "bhej diya", "maal bhej diya hai", "de diya", "le gaye", "maal le gaye", "wapas le jao",
    "taiyar tha",
    # to be made, if, but, by whom
    "taiyar karo", "taiyar kare", "taiyar rakhe", "kripya maal taiyar rakhen", "taiyar hone wala hai", "taiyar hota",
    "kahan se taiyar kare", "agar paisa mila to haan", "taiyar to hai", "taiyar hai par gadi nahi", "haan par kal",
    "main taiyar hu", "mushkil hai ji",
    # asking, or only acknowledging
    "haan?", "ok?", "ji?", "done?", "taiyar hai?", "taiyar hai kya", "taiyar hai na", "theek hai na", "haan bolo",
    "ji boliye", "ok order mil gaya", "theek hai dekhte hai", "haan bhejo", "ok maal bhejo", "order ho gaya",
    "order kar diya hai", "sab theek hai", "maal theek hai", "haan 😂",
    # numbers that nobody can explain
    "haan 5", "haan 12", "12 haan", "25 ready", "taiyar 25", "haan 9876543210", "taiyar ❷",
]  # fmt: skip

NOT_CANNOT = [
    # something else is missing, or did not come
    "gadi nahi aayi", "driver nahi aaya", "koi lene nahi aaya", "maal nahi aaya", "paisa nahi mila", "order nahi mila",
    "order nahi hai", "order nahi", "dhaga nahi hai", "light nahi hai", "number nahi hai", "samajh nahi aaya",
    "pata nahi",
    # somebody is not in
    "bhaiya nahi hai", "sorry sir nahi hai", "ramesh nahi hai", "hum nahi hai", "main nahi", "main available nahi hu",
    "ghar pe nahi hai", "koi nahi",
    # not yet, not today, not all
    "abhi nahi", "not yet", "aaj nahi", "kal nahi", "kal nahi hoga", "nahi bana", "nahi hua", "nahi ho raha",
    "1 piece nahi hai", "3 nahi hai", "3 hai", "stock 3 hai", "sab nahi hai", "dono nahi",
    # it is the opposite
    "koi problem nahi", "no problem", "koi baat nahi", "mujhe mana nahi hai", "kyu nahi", "time nahi lagega",
    "nahi lagega", "cancel mat karo", "cancel nahi", "cancel nahi karenge", "cancel nahi hoga", "can't cancel",
    "mana nahi karenge", "maal khatam nahi hai", "sold out nahi hai", "can't wait", "can't say", "nahi, denge",
    "nahi. milega", "hai na", "maal hai na", "hai n",
    # done by somebody else, or to be done
    "cancel ho gaya", "order cancel hai", "mana kar diya", "mana", "maana", "mat bhejo", "nahi chahiye",
    # new, numbers
    "nai order mila", "nai", "no 1046", "no. 3",
]  # fmt: skip

UNCLEAR = [
    "", " ", "?", "asdf", "kya", "kya?", "stop", "haan nahi", "haan ya nahi", "1 3", "3 haan", "3 taiyar", "1 kal",
    "sorry", "galat number", "👍", "👎", "😂", "hmm", "haha", "hai", "abhi", "acha", "kumar", "sir", "maal", "order",
    "stock hai", "aa jao", "kab aoge", "paisa bhejo", "mera hath toot gaya", "chutti hai", ",", "...", "#", "0", "5",
    "11", "12", "22", "25", "33", "44", "99", "111", "❶", "➊", "❸", "፩", "<day>", "＜count＞", "haan <named>",
]  # fmt: skip

# Beside a word that is no known number of an order, so that "no" is no abbreviation.
NEGATIONS = [
    "nahi", "nahin", "nhi", "nehi", "naheen", "nahy", "ni", "na", "n", "no", "not", "never", "mat", "isn't", "isnt",
    "wasn't", "don't", "won't", "can't", "cannot", "bina", "नहीं", "नही", "नहि", "नंही", "नाही", "ना", "न", "मत",
    "नइखे", "نہیں", "❌", "👎",
]  # fmt: skip


def means(text: str) -> tuple[str, date | None]:
    understood = understand_text(text, MONDAY)
    return understood.meaning.value, understood.day


@pytest.mark.parametrize("text", READY)
def test_ready(text: str) -> None:
    assert means(text) == ("ready", None)


@pytest.mark.parametrize("text", CANNOT)
def test_cannot(text: str) -> None:
    assert means(text) == ("cannot", None)


@pytest.mark.parametrize("text", CALL_ME)
def test_call_me(text: str) -> None:
    assert means(text) == ("call_me", None)


@pytest.mark.parametrize("text", LATER)
def test_later_without_a_day(text: str) -> None:
    assert means(text) == ("later", None)


@pytest.mark.parametrize("text", COURTESY)
def test_courtesy(text: str) -> None:
    assert means(text) == ("courtesy", None)


@pytest.mark.parametrize("text", NOT_READY)
def test_what_only_sounds_ready_is_asked_about(text: str) -> None:
    assert means(text) == ("unclear", None)


@pytest.mark.parametrize("text", NOT_CANNOT)
def test_what_only_sounds_like_a_refusal_is_asked_about(text: str) -> None:
    assert means(text) == ("unclear", None)


@pytest.mark.parametrize("text", UNCLEAR)
def test_unclear(text: str) -> None:
    assert means(text) == ("unclear", None)


def test_text_as_long_as_a_letter_is_asked_about() -> None:
    assert means("haan " * LONGEST_TEXT) == ("unclear", None)


@pytest.mark.parametrize(
    ("keys", "meaning"),
    [
        ("1", "ready"), ("11", "ready"), ("111", "ready"), ("1#", "ready"), ("१", "ready"), ("haan", "ready"),
        ("2", "later"), ("22", "later"), ("3", "cannot"), ("33", "cannot"), ("4", "call_me"), ("9", "call_me"),
        ("12", "unclear"), ("13", "unclear"), ("25", "unclear"), ("55", "unclear"), ("0", "unclear"), ("#", "unclear"),
        ("", "unclear"), ("1047", "unclear"),
    ],
)  # fmt: skip
def test_keys_pressed_in_a_call_are_keys_only(keys: str, meaning: str) -> None:
    # when
    understood = understand_text(keys, MONDAY, order_numbers=["1047", "11"], is_keypad=True)

    # then
    assert understood == Understood(Meaning(meaning))


def test_sign_that_python_calls_a_digit_but_cannot_count_is_read() -> None:
    # given: ❶, ²
    signs = [sign for sign in map(chr, range(sys.maxunicode + 1)) if sign.isdigit() and not sign.isdecimal()]

    # when
    ready = {sign for sign in signs if understand_text(f"order {sign} haan", MONDAY).meaning is Meaning.READY}

    # then
    assert ready == set()


@given(text=st.text(max_size=60), is_keypad=st.booleans())
def test_any_text_means_something_and_a_day_is_always_near(text: str, is_keypad: bool) -> None:
    # when
    understood = understand_text(text, MONDAY, 60, ["1047", "5", "A-1", ""], is_keypad=is_keypad)

    # then
    assert (understood.day is not None) == (understood.meaning is Meaning.READY_ON)
    assert understood.day is None or 0 <= (understood.day - MONDAY).days <= 60


@given(words=st.lists(st.sampled_from([*READY, *CANNOT, *LATER, *NOT_READY, "kal", "25", "/", "-", "din"]), max_size=4))
def test_any_mixture_of_replies_means_something(words: list[str]) -> None:
    # when
    understood = understand_text(" ".join(words), MONDAY, 60, ["1047"])

    # then
    assert (understood.day is not None) == (understood.meaning is Meaning.READY_ON)


@given(text=st.sampled_from([*READY, "kal", "kal tak ho jayega", "25 ko taiyar"]), data=st.data())
def test_with_a_negation_nothing_is_ready(text: str, data: st.DataObject) -> None:
    # given
    words = text.split()
    at = data.draw(st.integers(0, len(words)))
    negation = data.draw(st.sampled_from(NEGATIONS))

    # when
    meaning = understand_text(" ".join([*words[:at], negation, *words[at:]]), MONDAY).meaning

    # then
    assert meaning not in {Meaning.READY, Meaning.READY_ON}


@given(text=st.sampled_from([*READY, *CANNOT]), data=st.data())
def test_with_a_word_that_nobody_knows_nothing_is_decided(text: str, data: st.DataObject) -> None:
    # given
    words = text.split()
    at = data.draw(st.integers(0, len(words)))

    # when
    meaning = understand_text(" ".join([*words[:at], "qwertz", *words[at:]]), MONDAY).meaning

    # then
    assert meaning is Meaning.UNCLEAR


@given(
    refusal=st.sampled_from(CANNOT),
    other=st.sampled_from([text for text in [*READY, *LATER] if text not in {"ji", "जी"}]),
    is_first=st.booleans(),
)
def test_who_refuses_and_says_something_else_is_asked(refusal: str, other: str, is_first: bool) -> None:
    # when
    texts = [refusal, other] if is_first else [other, refusal]

    # then
    assert understand_text(". ".join(texts), MONDAY).meaning is Meaning.UNCLEAR
