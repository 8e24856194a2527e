"""What is checked of every request.

The kinds are of published suites: request smuggling (bodies in chunks), RFC 9110 (a media type in any case), RFC 2231
and odd charsets as in the tests of WSGI servers, and NUL as scanners of web applications send it.
"""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from odop_core.web.border import check_request, check_requests, plain_content_type


def chunked(body: bytes, *, terminated: bool = True, content_type: str = "application/json") -> HttpRequest:
    """As gunicorn hands on a request in chunks; not `terminated`, as a server does that does not know how."""
    environ = {"REQUEST_METHOD": "POST", "CONTENT_TYPE": content_type, "HTTP_TRANSFER_ENCODING": "chunked"}
    server = {"wsgi.input_terminated": terminated, "wsgi.input": io.BytesIO(body)}
    return RequestFactory().request(**environ, **server)


def test_a_body_in_chunks_is_read() -> None:
    # given
    request = chunked(b'{"a": 1}')

    # when
    refused = check_request(request)

    # then
    assert refused is None
    assert request.body == b'{"a": 1}'
    assert request.headers["Content-Length"] == "8"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"answer=ready", "application/x-www-form-urlencoded"),
        (
            b'--x\r\nContent-Disposition: form-data; name="answer"\r\n\r\nready\r\n--x--\r\n',
            "Multipart/Form-Data; Boundary=x",
        ),
    ],
)
def test_a_form_in_chunks_is_read(body: bytes, content_type: str) -> None:
    # given
    request = chunked(body, content_type=content_type)

    # when
    refused = check_request(request)

    # then
    assert refused is None
    assert request.POST["answer"] == "ready"


def test_chunks_whose_end_the_server_does_not_tell_are_refused() -> None:
    # when
    refused = check_request(chunked(b"{}", terminated=False))

    # then
    assert refused is not None
    assert refused.status_code == 411


def test_chunks_are_limited(settings: Any) -> None:
    # given
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10

    # when
    refused = check_request(chunked(b"x" * 11))

    # then
    assert refused is not None
    assert refused.status_code == 413


@pytest.mark.parametrize(
    "request_",
    [
        RequestFactory().get("/%00"),
        RequestFactory().get("/", {"code": "a\0"}),
        RequestFactory().get("/", {"\0": "a"}),
        RequestFactory().get("/", headers={"Saleor-Api-Url": "a\0"}),
    ],
    ids=["path", "value", "name", "header"],
)
def test_what_cannot_be_kept_is_refused_before_any_view(request_: HttpRequest) -> None:
    # given
    seen = []

    # when
    answer = check_requests(lambda request: seen.append(request) or HttpResponse())(request_)  # type: ignore[func-returns-value]

    # then
    assert answer.status_code == 400
    assert seen == []


@pytest.mark.parametrize(
    ("header", "read"),
    [
        ("Multipart/Form-Data; boundary=aB", "multipart/form-data; boundary=aB"),
        ('MULTIPART/FORM-DATA; Boundary="a b"', 'multipart/form-data; boundary="a b"'),
        ("Application/JSON; charset=utf-8", "application/json"),
        ("application/json; charset*=nope''x", "application/json"),
        ("text/plain; charset=base64", "text/plain"),
        ("", ""),
        (";;;", ""),
    ],
)
def test_content_types_are_read_in_any_case_and_without_odd_parameters(header: str, read: str) -> None:
    assert plain_content_type(header) == read


def test_a_request_in_an_odd_charset_is_read() -> None:
    # given: a name of what Python can decode, though not to text
    request = RequestFactory().get("/?code=a", content_type="application/json; charset=base64")

    # when / then
    assert check_request(request) is None
    assert request.GET["code"] == "a"
