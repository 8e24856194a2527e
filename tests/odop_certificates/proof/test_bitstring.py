from __future__ import annotations

import base64
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odop_certificates.proof import bitstring
from odop_certificates.proof.bitstring import SIZE, BadBitstring

places = st.sets(st.integers(0, SIZE - 1), max_size=30)


@given(places, st.integers(0, SIZE - 1))
def test_exactly_the_revoked_places_are_set(revoked: set[int], other: int) -> None:
    # when
    bits = bitstring.decode_bits(bitstring.encode_bits(revoked))

    # then
    assert all(bitstring.is_set(bits, index) for index in revoked)
    assert bitstring.is_set(bits, other) == (other in revoked)
    assert sum(byte.bit_count() for byte in bits) == len(revoked)


@given(places)
def test_same_bits_are_the_same_text(revoked: set[int]) -> None:
    assert bitstring.encode_bits(revoked) == bitstring.encode_bits(sorted(revoked, reverse=True))


def test_place_zero_is_the_leftmost_bit() -> None:
    assert bitstring.decode_bits(bitstring.encode_bits([0]))[0] == 0x80


@pytest.mark.parametrize("index", [-1, SIZE])
def test_there_is_no_place_outside(index: int) -> None:
    with pytest.raises(BadBitstring):
        bitstring.is_set(bitstring.decode_bits(bitstring.encode_bits([])), index)


def packed(content: bytes) -> str:
    return "u" + base64.urlsafe_b64encode(content).rstrip(b"=").decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "zabc",
        "u",
        "u!!!",
        packed(b"no gzip"),
        packed(gzip.compress(b"\0")),
        packed(gzip.compress(bytes(10**7))),
    ],
    ids=["empty", "other-base", "nothing", "no-base64", "no-gzip", "too-short", "bomb"],
)
def test_what_is_no_list_is_refused(text: str) -> None:
    with pytest.raises(BadBitstring):
        bitstring.decode_bits(text)
