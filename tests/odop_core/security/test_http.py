from __future__ import annotations

import datetime
import json
import time
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from devtools.machine.processes import free_port
from odop_core.retry import InDoubt, PermanentFailure, TemporaryFailure
from odop_core.security import http
from tests.gateway import Gateway, answer, hang_up


def post(url: str) -> dict[str, Any]:
    return http.post_for_json(url, b"body", {"x-test": "1"})


def drip(handler: BaseHTTPRequestHandler) -> None:
    """Sends a byte now and then, for ever."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        handler.wfile.write(b".")
        time.sleep(0.05)


def drip_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while True:
        handler.wfile.write(b".")
        time.sleep(0.05)


def drip_status(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 ")
    while True:
        handler.wfile.write(b"2")
        time.sleep(0.05)


def say_nothing(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(5)


def test_body_and_headers_arrive(gateway: Gateway) -> None:
    # when
    post(gateway.url)

    # then
    (arrived,) = gateway.posts
    assert arrived.body == b"body"
    assert arrived.headers["x-test"] == "1"


def test_answer_is_returned(gateway: Gateway) -> None:
    # given
    gateway.answers.append(answer(202, b'{"reference": "R1"}'))

    # when
    answered = post(gateway.url)

    # then
    assert answered == {"status": 202, "body": '{"reference": "R1"}'}


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_trouble_that_may_pass_is_temporary(gateway: Gateway, status: int) -> None:
    # given
    gateway.answers.append(answer(status, b"try later"))

    # when / then
    with pytest.raises(TemporaryFailure, match=f"answered {status}: try later"):
        post(gateway.url)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 422])
def test_refusal_is_permanent(gateway: Gateway, status: int) -> None:
    # given
    gateway.answers.append(answer(status))

    # when / then
    with pytest.raises(PermanentFailure, match=f"answered {status}"):
        post(gateway.url)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_redirect_is_not_followed(gateway: Gateway, status: int) -> None:
    # given
    gateway.answers.append(answer(status, Location=gateway.url))

    # when
    with pytest.raises(PermanentFailure):
        post(gateway.url)

    # then
    assert len(gateway.posts) == 1


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("120", 120), ("0", 0), ("soon", None), ("²", None), ("-5", None), ("99999999", None), ("", None)],
)
def test_pause_the_other_side_asks_for_is_handed_on(gateway: Gateway, header: str, seconds: int | None) -> None:
    # given
    gateway.answers.append(answer(503, Retry_After=header))

    # when
    with pytest.raises(TemporaryFailure) as failure:
        post(gateway.url)

    # then
    assert failure.value.retry_after == (None if seconds is None else datetime.timedelta(seconds=seconds))


def test_pause_may_be_asked_for_as_a_date(gateway: Gateway) -> None:
    # given
    later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=10)
    gateway.answers.append(answer(429, Retry_After=format_datetime(later, usegmt=True)))

    # when
    with pytest.raises(TemporaryFailure) as failure:
        post(gateway.url)

    # then
    pause = failure.value.retry_after
    assert pause is not None
    assert datetime.timedelta(minutes=9) < pause <= datetime.timedelta(minutes=10)


def test_dropped_connection_leaves_it_in_doubt(gateway: Gateway) -> None:
    # given
    gateway.answers.append(hang_up)

    # when / then
    with pytest.raises(InDoubt, match="gave no answer"):
        post(gateway.url)


def test_nobody_listening_is_temporary() -> None:
    with pytest.raises(TemporaryFailure, match="could not be reached"):
        post(f"http://127.0.0.1:{free_port()}/")


def test_silence_is_temporary(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setattr(http, "TIMEOUT", (1, 0.2))
    gateway.answers.append(say_nothing)

    # when / then
    with pytest.raises(TemporaryFailure, match="ReadTimeout"):
        post(gateway.url)


@pytest.mark.parametrize("slow", [drip, drip_headers])
def test_endless_answer_is_cut_off_in_time(gateway: Gateway, monkeypatch: pytest.MonkeyPatch, slow: Any) -> None:
    # given
    monkeypatch.setattr(http, "WHOLE_CALL_SECONDS", 0.5)
    gateway.answers.append(slow)

    # when: it would go on for ever
    answered = post(gateway.url)

    # then: the other side has said that it took the message
    assert answered["status"] == 200


def test_call_that_drips_before_it_says_anything_is_cut_off_in_time(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    monkeypatch.setattr(http, "WHOLE_CALL_SECONDS", 0.5)
    gateway.answers.append(drip_status)

    # when / then: it would go on for ever
    with pytest.raises(TemporaryFailure):
        post(gateway.url)


def test_connection_made_when_time_is_up_is_cut_at_once(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    # given: looking the name up took all the time there was
    monkeypatch.setattr(http, "WHOLE_CALL_SECONDS", 0.1)
    look_up = http._public_addresses

    def slowly(host: str, port: int) -> list[str]:
        time.sleep(0.3)
        return look_up(host, port)

    monkeypatch.setattr(http, "_public_addresses", slowly)

    # when / then
    with pytest.raises(TemporaryFailure, match="could not be reached"):
        post(gateway.url)
    assert gateway.posts == []


def test_huge_answer_is_read_only_to_its_limit(gateway: Gateway) -> None:
    # given
    gateway.answers.append(answer(200, b"x" * 5_000_000))

    # when
    answered = post(gateway.url)

    # then
    assert len(answered["body"]) == http.ANSWER_LIMIT


def test_answer_of_any_bytes_is_text(gateway: Gateway) -> None:
    # given
    gateway.answers.append(answer(200, b"\xff\xfe\x00ok"))

    # when
    answered = post(gateway.url)

    # then
    assert json.dumps(answered)


def test_answer_of_any_status_can_be_read(gateway: Gateway) -> None:
    # given
    gateway.answers.append(answer(429, b'{"code": 130429}', Retry_After="7"))

    # when
    answered = http.send_request("POST", gateway.url, b"body")

    # then
    assert (answered.status, answered.body, answered.is_success, answered.may_pass) == (
        429, '{"code": 130429}', False, True,
    )  # fmt: skip
    assert answered.retry_after == datetime.timedelta(seconds=7)


def test_other_methods_are_made_too(gateway: Gateway) -> None:
    # when
    http.send_request("GET", f"{gateway.url}?a=1", headers={"x-test": "1"})

    # then
    (arrived,) = gateway.posts
    assert (arrived.method, arrived.path, arrived.body) == ("GET", "/messages?a=1", b"")
    assert arrived.headers["x-test"] == "1"


@pytest.mark.parametrize("url", ["ftp://host/?key=hunter2", "http://[::1?key=hunter2", "x?key=hunter2"])
def test_query_of_an_address_is_not_repeated_in_errors(url: str) -> None:
    with pytest.raises(PermanentFailure) as failure:
        http.send_request("GET", url)

    assert "hunter2" not in str(failure.value)
