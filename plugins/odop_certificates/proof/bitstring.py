"""The bits of a W3C Bitstring Status List: one per certificate, 1 for revoked, compressed for transport.

A list always has the 131,072 bits the standard asks for as a minimum, so that nobody learns from one look which
certificate was looked up. Bit 0 is the leftmost bit of the first byte.
"""

from __future__ import annotations

import base64
import gzip
import re
import zlib
from collections.abc import Iterable

SIZE = 131_072
BASE64URL = re.compile(r"u[A-Za-z0-9_-]+", re.ASCII)


class BadBitstring(ValueError):
    """A status list that cannot be read."""


def encode_bits(revoked: Iterable[int]) -> str:
    """Multibase (`u`: base64url without padding) of the gzipped bits. The same bits always give the same text."""
    bits = bytearray(SIZE // 8)
    for index in revoked:
        bits[index // 8] |= 0x80 >> index % 8
    return "u" + base64.urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).rstrip(b"=").decode()


def decode_bits(text: object) -> bytes:
    """Raises BadBitstring for anything but one whole gzip of exactly our bits; no more than that is ever unpacked."""
    if not isinstance(text, str) or not BASE64URL.fullmatch(text):
        raise BadBitstring("A status list is 'u' and base64url without padding.")
    unpacker = zlib.decompressobj(wbits=31)
    try:
        packed = base64.urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4))
        bits = unpacker.decompress(packed, SIZE // 8 + 1)
    except (ValueError, zlib.error) as error:
        raise BadBitstring("The status list is not gzip in base64url.") from error
    if len(bits) != SIZE // 8:
        raise BadBitstring(f"A status list of ours has {SIZE} bits.")
    if not unpacker.eof or unpacker.unused_data:
        raise BadBitstring("The status list is cut off, or something stands behind it.")
    return bits


def is_set(bits: bytes, index: int) -> bool:
    """Raises BadBitstring for a place outside the list."""
    if not 0 <= index < len(bits) * 8:
        raise BadBitstring(f"There is no place {index} in the status list.")
    return bool(bits[index // 8] & 0x80 >> index % 8)
