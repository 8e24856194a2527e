"""Looks through a PDF in a process of its own, and says as JSON what is in it. `pdf.check` starts it, with limits.

A PDF that somebody made to be slow or large to read then costs this process, and nothing else. It imports nothing of
the suite. Input: the file, on standard input. Output: {"problem": …} or {"texts": [[…], …]}: the strings of each part.
"""

from __future__ import annotations

import contextlib
import html
import json
import logging
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

DAMAGED, LOCKED, ACTIVE, TOO_LARGE, OPAQUE = "damaged", "locked", "active", "too large", "opaque"

# Names of what a paper has no use for: programs, files inside the file, and what reaches for other files and servers.
_ACTIVE = re.compile(
    rb"/(?:JavaScript|JS|Launch|EmbeddedFile|EmbeddedFiles|RichMedia|XFA|SubmitForm|ImportData|GoToR|GoToE)"
    rb"(?![A-Za-z0-9])"
)
_TAG = re.compile(r"<[^<>]*>")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_TEXT = re.compile(rb"\(((?:[^()\\]|\\.)*+)\)|<([0-9A-Fa-f\s]++)>", re.DOTALL)
# Streams that hold pictures, fonts and colours: binary, and nothing anybody could read.
_PICTURES = {"/DCTDecode", "/DCT", "/JPXDecode", "/CCITTFaxDecode", "/CCF", "/JBIG2Decode"}
_FONTS = ("/Length1", "/Length2", "/Length3")
_FONT_SUBTYPES = {"/Type1C", "/CIDFontType0C", "/OpenType"}
# How much is unpacked at most, of one stream and of all.
_STREAM_LIMIT = 32 * 1024 * 1024
_TOTAL_LIMIT = 64 * 1024 * 1024
_MOST_OBJECTS = 50_000


class Refused(Exception):
    """The file is not taken; the message is one of the problems above."""


def look_through(content: bytes) -> list[list[str]]:
    """All strings of each part of the file. Raises Refused."""
    _refuse_active(_without_streams(content))
    reader = PdfReader(BytesIO(content), strict=False)
    if reader.is_encrypted:
        raise Refused(LOCKED)
    texts = [_strings(_without_streams(content))]
    left = _TOTAL_LIMIT
    for stream in _streams(reader):
        unpacked = _unpacked(stream)
        left -= len(unpacked)
        if len(unpacked) > _STREAM_LIMIT or left < 0:
            raise Refused(TOO_LARGE)
        _refuse_active(unpacked)
        texts.append(_strings(unpacked))
        if stream.get("/Subtype") == "/XML" or unpacked.lstrip(b"\xef\xbb\xbf\xfe\xff \r\n\t\0").startswith(b"<"):
            texts += _words_of_xml(unpacked)
    for page in reader.pages:
        texts.append([page.extract_text()])
    texts.append([str(value) for value in (reader.metadata or {}).values()])
    return texts


def _without_streams(content: bytes) -> bytes:
    """What stands between the streams. Each place is looked at once, however many beginnings have no end."""
    parts: list[bytes] = []
    at = 0
    while True:
        begin = content.find(b"stream", at)
        if begin < 0:
            return b" ".join([*parts, content[at:]])
        end = content.find(b"endstream", begin)
        if end < 0:
            raise Refused(DAMAGED)
        parts.append(content[at:begin])
        at = end + len(b"endstream")


def _streams(reader: PdfReader) -> Iterator[StreamObject]:
    """Every stream of the file, used or not: by the table of objects, which pypdf mends where it is damaged."""
    numbers = {(number, generation) for generation, table in reader.xref.items() for number in table}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > _MOST_OBJECTS:
        raise Refused(TOO_LARGE)
    for number, generation in sorted(numbers):
        found = reader.get_object(IndirectObject(number, generation, reader))
        if found is None:
            continue
        _refuse_active_names(found, depth=0)
        if isinstance(found, StreamObject):
            yield found


def _refuse_active_names(value: Any, depth: int) -> None:
    """Names in objects, also in those that are packed into others: pypdf has decoded them."""
    if depth > 50:
        raise Refused(OPAQUE)
    if isinstance(value, DictionaryObject):
        for name, inner in value.items():
            _refuse_active(str(name).encode("utf-8", "replace"))
            _refuse_active_names(value.raw_get(name) if name in value else inner, depth + 1)
    elif isinstance(value, ArrayObject):
        for inner in list.__iter__(value):
            _refuse_active_names(inner, depth + 1)
    elif isinstance(value, str):
        _refuse_active(str(value).encode("utf-8", "replace"))


def _unpacked(stream: StreamObject) -> bytes:
    """Nothing of pictures and fonts; all of everything else. What nobody can unpack is not taken."""
    filters = stream.get("/Filter", [])
    names = {str(name) for name in (filters if isinstance(filters, list) else [filters])}
    if names & _PICTURES or stream.get("/Subtype") == "/Image" or stream.get("/Type") == "/XRef":
        return b""
    if any(key in stream for key in _FONTS) or stream.get("/Subtype") in _FONT_SUBTYPES:
        return b""
    try:
        return bytes(stream.get_data())
    except Exception as error:
        raise Refused(OPAQUE) from error


def _refuse_active(part: bytes) -> None:
    """Names may be written with `#4A` for any letter."""
    if _ACTIVE.search(part) or (b"#" in part and _ACTIVE.search(_ESCAPED.sub(_letter, part))):
        raise Refused(ACTIVE)


def _letter(match: re.Match[bytes]) -> bytes:
    return bytes([int(match[1], 16)])


def _strings(part: bytes) -> list[str]:
    return [_decoded(match) for match in _TEXT.finditer(part)]


def _words_of_xml(part: bytes) -> list[list[str]]:
    """What the file says of itself (XMP): with its attributes, and what stands between its tags."""
    encoding = "utf-16" if b"\0" in part[:64] else "utf-8"
    text = html.unescape(part.decode(encoding, "replace"))
    return [[text], _TAG.split(text)]


def _decoded(match: re.Match[bytes]) -> str:
    literal, hexadecimal = match.groups()
    if literal is not None:
        raw = re.sub(rb"\\([0-7]{1,3}|.)", _unescaped, literal, flags=re.DOTALL)
    else:
        digits = re.sub(rb"\s", b"", hexadecimal)
        raw = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    if raw.startswith(b"\xfe\xff"):
        return raw[2:].decode("utf-16-be", "replace")
    return raw.decode("latin-1").replace("\0", "")


def _unescaped(match: re.Match[bytes]) -> bytes:
    return bytes([int(match[1], 8) & 255]) if match[1].isdigit() else match[1]


def _limit() -> None:
    """No more than 20 seconds of work and a gigabyte of memory."""
    import resource

    for limit, value in ((resource.RLIMIT_CPU, 20), (resource.RLIMIT_AS, 1024**3)):
        with contextlib.suppress(ValueError, OSError):  # some systems know no such limit; the caller waits no longer
            resource.setrlimit(limit, (value, value))


def answer_about(content: bytes) -> dict[str, Any]:
    """What is in it, whatever happens."""
    try:
        return {"texts": look_through(content)}
    except Refused as refused:
        return {"problem": str(refused)}
    except MemoryError:
        return {"problem": TOO_LARGE}
    except Exception:  # readers stumble over damaged files in every way there is
        return {"problem": DAMAGED}


def main() -> None:
    _limit()
    logging.disable()
    sys.stdout.write(json.dumps(answer_about(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
