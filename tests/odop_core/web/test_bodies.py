"""What strangers send. The kinds are those of the published JSONTestSuite, and of chunked requests to WSGI servers."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from odop_core.normalization import is_keepable
from odop_core.web.bodies import MAX_DEPTH, BadForm, BadJson, BodyTooLarge, read_body, read_form, read_json


def nested(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth


@pytest.mark.parametrize(
    ("body", "content"),
    [
        (b'{"a": [1, "\xe0\xa4\xa6"]}', {"a": [1, "द"]}),
        (b'\xef\xbb\xbf{"a": 1}', {"a": 1}),
        (b'"\\ud83d\\ude00"', "😀"),
    ],
    ids=["plain", "with a byte order mark", "a whole surrogate pair"],
)
def test_ordinary_json_is_read(body: bytes, content: object) -> None:
    assert read_json(body) == content


@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 300, 1_000, 100_000, 400_000])
def test_json_that_nests_too_deep_is_refused(depth: int) -> None:
    with pytest.raises(BadJson, match="deeper"):
        read_json(nested(depth))


def test_json_as_deep_as_allowed_is_read() -> None:
    read_json(nested(MAX_DEPTH))


@pytest.mark.parametrize(
    "body",
    [
        b'"\\u0000"', b'{"\\u0000": 1}', b'["a", {"b": "\\ud800"}]', b'"\\udfff\\ud800"', b'{"\\ude00": 1}',
        b"NaN", b"[Infinity]", b'{"a": -Infinity}', b"1e999", b"9223372036854775808", b"-1e400",
        b"[1" + b"0" * 6000 + b"]", b"\xff\xfe", b"\xed\xa0\x80", b"", b"{", b"nul", b"'a'", b"[1,]", b"\xc3\x28",
    ],
)  # fmt: skip
def test_what_cannot_be_kept_or_read_is_refused(body: bytes) -> None:
    with pytest.raises(BadJson):
        read_json(body)


@pytest.mark.parametrize(
    ("text", "kept"), [("दरी", True), ("a\0b", False), ("\udc00", False), ("😀", True), ("", True)]
)
def test_what_can_be_kept(text: str, kept: bool) -> None:
    assert is_keepable(text) is kept


def test_a_body_over_the_limit_is_refused() -> None:
    request = RequestFactory().post("/", data=b"x" * 11, content_type="application/json")

    with pytest.raises(BodyTooLarge, match="10 bytes"):
        read_body(request, 10)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"day=%00", "application/x-www-form-urlencoded"),
        (b"%00=day", "application/x-www-form-urlencoded"),
        (b"no parts", "multipart/form-data"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=\xe9"),
        (
            b'--x\r\nContent-Disposition: form-data; name="day"\r\n\r\n\0\r\n--x--\r\n',
            "multipart/form-data; boundary=x",
        ),
        (b"&".join(b"a%d=1" % n for n in range(1100)), "application/x-www-form-urlencoded"),
    ],
)
def test_a_form_that_cannot_be_read_or_kept_is_refused(body: bytes, content_type: str) -> None:
    request = RequestFactory().generic("POST", "/", body, content_type)

    with pytest.raises(BadForm):
        read_form(request, 100_000)


def test_an_ordinary_form_is_read() -> None:
    request = RequestFactory().post("/", {"answer": "ready", "day": "2026-12-01"})

    assert read_form(request, 1000)["answer"] == "ready"
