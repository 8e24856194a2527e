"""Tokens of links: they say what was signed, to whom they were signed for, until they end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from odop_core.files.tokens import LinkEnded, open_token, sign_token

LATER, BEFORE = datetime.now(UTC) + timedelta(hours=1), datetime.now(UTC) - timedelta(seconds=2)


def test_what_was_signed_is_read() -> None:
    assert open_token(sign_token(["a", 7, ""], LATER, salt="tables"), salt="tables", parts=3) == ["a", 7, ""]


@pytest.mark.parametrize(
    ("token", "words"),
    [
        (sign_token(["a"], LATER, salt="papers"), "not valid"),
        (sign_token(["a", "b"], LATER, salt="tables"), "not valid"),
        (sign_token(["a"], LATER, salt="tables") + "x", "not valid"),
        ("", "not valid"),
        (sign_token(["a"], BEFORE, salt="tables"), "ended"),
    ],
    ids=["another purpose", "another shape", "changed", "nothing", "too old"],
)
def test_any_other_token_is_refused(token: str, words: str) -> None:
    with pytest.raises(LinkEnded, match=words):
        open_token(token, salt="tables", parts=1)
