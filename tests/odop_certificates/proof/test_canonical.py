from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odop_certificates.proof.canonical import LARGEST_INTEGER, NotCanonical, canonical_json

texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=20,
)


@given(values)
def test_what_is_written_reads_back_the_same(value: Any) -> None:
    assert json.loads(canonical_json(value)) == value


@given(values)
def test_what_is_read_back_is_written_the_same(value: Any) -> None:
    assert canonical_json(json.loads(canonical_json(value))) == canonical_json(value)


@given(st.dictionaries(texts, values, max_size=6), st.randoms())
def test_order_of_members_does_not_matter(value: dict[str, Any], random: Any) -> None:
    # given
    shuffled = list(value.items())
    random.shuffle(shuffled)

    # then
    assert canonical_json(dict(shuffled)) == canonical_json(value)


@given(st.lists(texts, min_size=2, max_size=2, unique=True))
def test_different_texts_are_written_differently(pair: list[str]) -> None:
    assert canonical_json(pair[0]) != canonical_json(pair[1])


def test_example_of_the_rfc() -> None:
    """RFC 8785, 3.2.2 and 3.2.3, without its numbers that have a fraction."""
    # given
    value = {
        "string": "\u20ac$\u000f\nA'\u0042\u0022\u005c\\\"/",
        "literals": [None, True, False],
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\U0001f600": "Emoji: Grinning Face",
        "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis",
    }

    # when
    written = canonical_json(value).decode()

    # then
    assert '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"' in written
    assert list(json.loads(written)) == ["\r", "1", "literals", "string", "\x80", "ö", "€", "\U0001f600", "\ufb33"]


@pytest.mark.parametrize("value", [1.5, float("nan"), 2**53, {"a": {1: "b"}}, "\ud800", {"\udfff": 1}, b"b", {1}])
def test_what_has_no_single_form_is_refused(value: Any) -> None:
    with pytest.raises(NotCanonical):
        canonical_json(value)
