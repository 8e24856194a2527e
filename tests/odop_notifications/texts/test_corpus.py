"""The corpus of replies (`corpus.toml`): each is taken for what it says, and none that is unclear decides anything."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from odop_notifications.models import Meaning
from odop_notifications.texts.meaning import understand_text

MONDAY = date(2026, 11, 23)
KINDS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("corpus.toml").read_text("utf-8"))["kinds"]
REPLIES = [(kind["means"], text) for kind in KINDS for text in kind["texts"]]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind["name"])
def test_replies_of_a_kind_are_taken_for_what_they_say(kind: dict[str, Any]) -> None:
    # when
    taken = {text: understand_text(text, MONDAY).meaning.value for text in kind["texts"]}

    # then
    assert {text: meaning for text, meaning in taken.items() if meaning != kind["means"]} == {}


@pytest.mark.parametrize("wrong", [{Meaning.READY, Meaning.READY_ON}, {Meaning.CANNOT}], ids=["ready", "cannot"])
def test_nothing_is_ready_or_refused_that_was_not_said_to_be(wrong: set[Meaning]) -> None:
    # when
    taken = [text for means, text in REPLIES if means not in wrong and understand_text(text, MONDAY).meaning in wrong]

    # then
    assert taken == []


@pytest.mark.parametrize("text", ["haan", "ok", "theek hai", "ji", "ho gaya", "kal", "nahi", "nahi karenge", "cancel"])
def test_yes_a_no_or_a_day_does_not_say_to_what(text: str) -> None:
    assert understand_text(text, MONDAY).is_bare


@pytest.mark.parametrize(
    "text", ["taiyar hai", "maal pack kar diya", "1", "3", "maal nahi hai", "1047 haan", "1047 nahi"]
)
def test_who_names_the_goods_the_order_or_a_key_says_to_what(text: str) -> None:
    assert not understand_text(text, MONDAY, order_numbers=["1047"]).is_bare
