from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odop_notifications.answers.words import Understood, tidy, understand
from odop_notifications.models import Meaning

MONDAY = date(2026, 11, 23)


def means(text: str) -> tuple[str, date | None]:
    understood = understand(text, MONDAY)
    return understood.meaning.value, understood.day


@pytest.mark.parametrize(
    "text",
    ["1", "१", "haan", "Haan ji", "HAAAN!", "ha", "हाँ", "हां", "जी हाँ", "तैयार है", "taiyar hai", "tayyar", "READY", "yes",
     "ok", "theek hai", "ठीक है।", "ho gaya", "haan bhaiya maal taiyar hai", "2 nag taiyar", "2 piece ready", "1 haan"],
)  # fmt: skip
def test_ready(text: str) -> None:
    assert means(text) == ("ready", None)


@pytest.mark.parametrize(
    "text", ["3", "३", "no", "nahi", "Nahiii", "नहीं", "नही है", "nahi de sakte", "cannot", "CANNOT"]
)
def test_cannot(text: str) -> None:
    assert means(text) == ("cannot", None)


@pytest.mark.parametrize(
    "text", ["9", "4", "CALL_ME", "phone karo", "फ़ोन करें", "call me", "nahi, phone karo", "बात करनी है"]
)
def test_call_me(text: str) -> None:
    assert means(text) == ("call_me", None)


@pytest.mark.parametrize("text", ["2", "२", "LATER", "baad mein", "बाद में", "thoda time lagega", "samay lagega"])
def test_later_without_a_day(text: str) -> None:
    assert means(text) == ("later", None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("aaj", MONDAY), ("आज", MONDAY),
        ("kal", date(2026, 11, 24)), ("कल तैयार होगा", date(2026, 11, 24)), ("tomorrow", date(2026, 11, 24)),
        ("parso", date(2026, 11, 25)), ("परसों", date(2026, 11, 25)), ("day after tomorrow", date(2026, 11, 25)),
        ("kal 2 baje", date(2026, 11, 24)), ("2 kal", date(2026, 11, 24)),
        ("ready on 25", date(2026, 11, 25)), ("25 ko", date(2026, 11, 25)), ("taiyar 25", date(2026, 11, 25)),
        ("25th", date(2026, 11, 25)), ("5 तारीख", date(2026, 12, 5)), ("५ तारीख को", date(2026, 12, 5)),
        ("5tarikh", date(2026, 12, 5)), ("23 tarikh", MONDAY),
        ("25/11", date(2026, 11, 25)), ("25-11-26", date(2026, 11, 25)), ("25.11.2026", date(2026, 11, 25)),
        ("२५/११", date(2026, 11, 25)), ("2026-11-30", date(2026, 11, 30)), ("5/1", date(2027, 1, 5)),
        ("25 nov", date(2026, 11, 25)), ("नवंबर 28", date(2026, 11, 28)), ("2 दिसंबर", date(2026, 12, 2)),
        ("5 din", date(2026, 11, 28)), ("do din baad", date(2026, 11, 25)), ("तीन दिन में", date(2026, 11, 26)),
        ("in 3 days", date(2026, 11, 26)), ("1 hafta", date(2026, 11, 30)),
        ("friday", date(2026, 11, 27)), ("शुक्रवार तक", date(2026, 11, 27)), ("somvar", date(2026, 11, 30)),
    ],
)  # fmt: skip
def test_ready_on_a_day(text: str, day: date) -> None:
    assert means(text) == ("ready_on", day)


@pytest.mark.parametrize(
    "text",
    ["", "?", "asdf", "haan nahi", "taiyar nahi hai", "kal nahi", "1 3", "3 haan", "kya", "haan?", "kal ya parso",
     "25/10", "31/2", "45 tarikh ko", "25/11/2030", "agar paisa mila to haan", "kal se taiyar", "stop", "👍"],
)  # fmt: skip
def test_unclear(text: str) -> None:
    assert means(text) == ("unclear", None)


@pytest.mark.parametrize("text", ["thank you", "धन्यवाद", "Namaste"])
def test_courtesy(text: str) -> None:
    assert means(text) == ("courtesy", None)


@pytest.mark.parametrize(
    ("text", "number"),
    [("1047 haan", "1047"), ("order no 1047 ready", "1047"), ("आदेश 5 तैयार", "5"), ("#1047 1", "1047"), ("haan 5", "")],
)
def test_order_that_is_named(text: str, number: str) -> None:
    # when
    understood = understand(text, MONDAY, order_numbers=["1047", "5"])

    # then
    assert understood == Understood(Meaning.READY, None, number)


def test_month_without_such_a_day_is_passed_over() -> None:
    assert understand("31 tarikh", date(2027, 1, 31)).day == date(2027, 1, 31)
    assert understand("31 tarikh", date(2027, 2, 1)).day == date(2027, 3, 31)


@given(text=st.text(max_size=60))
def test_any_text_means_something_and_a_day_is_always_near(text: str) -> None:
    # when
    understood = understand(text, MONDAY, 60, ["1047"])

    # then
    assert (understood.day is not None) == (understood.meaning is Meaning.READY_ON)
    assert understood.day is None or 0 <= (understood.day - MONDAY).days <= 60


@given(text=st.text(max_size=40))
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
