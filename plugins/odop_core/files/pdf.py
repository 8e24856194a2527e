"""A quick look into a PDF: does it run or carry anything, and is an Aadhaar number readable in it?

This is a net with wide meshes, and no more is promised: text is found where it is written as text, in plain or deflated
content streams, in single-byte strings. Scanned pages are pictures, and fonts may number their letters at will; there a
person must look, as reviewers are told. A locked PDF cannot be looked into at all, and is refused.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from odop_core.files.errors import AadhaarFound, BadFile
from odop_core.india import aadhaar

# Names of what a paper has no use for: programs, and files inside the file.
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFile|EmbeddedFiles|RichMedia|XFA)\b")
_LOCKED = re.compile(rb"/Encrypt\b")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_TEXT = re.compile(rb"\(((?:[^()\\]|\\.)*)\)|<([0-9A-Fa-f\s]+)>", re.DOTALL)
# How much of deflated content is unpacked at most, of one stream and of all.
_STREAM_LIMIT = 4 * 1024 * 1024
_TOTAL_LIMIT = 32 * 1024 * 1024


def check(content: bytes) -> None:
    """Raises BadFile, AadhaarFound."""
    if b"%%EOF" not in content[-2048:]:
        raise BadFile("The PDF is damaged or not complete.")
    if _LOCKED.search(content):
        raise BadFile("The PDF is locked with a password. Send it unlocked, or a photo of it.")
    for part in _parts(content):
        if _ACTIVE.search(part):
            raise BadFile("The PDF carries a program or another file. Send one that is only a paper.")
        if _has_aadhaar(part):
            raise AadhaarFound("The document shows what looks like an Aadhaar number. Cover it and send it again.")


def _parts(content: bytes) -> Iterator[bytes]:
    """The file without its streams, then each stream unpacked."""
    yield _STREAM.sub(b" ", content)
    left = _TOTAL_LIMIT
    for match in _STREAM.finditer(content):
        unpacked = _inflate(match.group(1), min(left, _STREAM_LIMIT))
        left -= len(unpacked)
        if left <= 0:
            raise BadFile("The PDF unpacks to more than a paper needs.")
        yield unpacked


def _inflate(data: bytes, limit: int) -> bytes:
    """What a deflated stream holds, up to `limit` bytes; of any other stream nothing (it is a picture or a font)."""
    try:
        return zlib.decompressobj().decompress(data.lstrip(b"\r\n"), limit)
    except zlib.error:
        return data[:limit] if b" Tj" in data or b" TJ" in data else b""


def _has_aadhaar(part: bytes) -> bool:
    """In single strings, and in the text of strings that follow each other."""
    strings = [_decode(match) for match in _TEXT.finditer(part)]
    return any(aadhaar.appears_in(joined) for joined in (" ".join(strings), "".join(strings)))


def _decode(match: re.Match[bytes]) -> str:
    literal, hexadecimal = match.groups()
    if literal is not None:
        return re.sub(rb"\\(.)", rb"\1", literal, flags=re.DOTALL).decode("latin-1").replace("\0", "")
    digits = re.sub(rb"\s", b"", hexadecimal)
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()).decode("latin-1").replace("\0", "")
