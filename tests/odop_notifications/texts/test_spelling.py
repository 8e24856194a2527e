from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odop_notifications.texts.spelling import split_words, tidy_text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("HAAAN!", ["han"]), ("okkk", ["ok"]), ("teeen ten", ["teen", "ten"]), ("can’t", ["cant"]), ("é", ["e"]),
        ("हाँ हां हा", ["हा", "हा", "हा"]), ("हाााँ", ["हा"]), ("हां\u200d", ["हा"]), ("नंही", ["नही"]), ("फ़ोन", ["फोन"]),
        ("१२ ۱۲ １２ ১২", ["12", "12", "12", "12"]), ("❶", ["❶"]), ("፩", ["፩"]), ("1️⃣", ["1"]), ("①", ["1"]),
        ("25/11 25 / 11 25.11.2026", ["25/11", "25/11", "25.11.2026"]), ("11:30", ["11:30"]),
        ("2-3din", ["2-3", "din"]), ("25th 25the", ["25th", "25", "the"]), ("5tarikh", ["5", "tarikh"]),
        ("#1047", ["#", "1047"]), ("ok👍🏽", ["ok", "👍"]), ("haan?", ["han", "?"]), ("ہاں؟", ["ہاں", "?"]),
        ("*haan*", ["han"]), ("<day>", ["day"]), ("है। हां", ["है", ",", "हा"]),
        ("nahi, denge", ["nahi", ",", "denge"]), ("nahi... denge.", ["nahi", ",", "denge"]),
        ("10, 12", ["10", "12"]),
        ("2 ... 3", ["2", "3"]), ("3. maal", ["3", ",", "mal"]), ("no. 5", ["no", "5"]), (".,!", []),
    ],
)  # fmt: skip
def test_words_of_a_text(text: str, words: list[str]) -> None:
    assert split_words(tidy_text(text)) == words


@given(text=st.text(max_size=40))
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy_text(tidy_text(text)) == tidy_text(text)
