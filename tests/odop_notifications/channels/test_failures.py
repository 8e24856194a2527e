"""What every channel that speaks HTTP does when the other side is in trouble: slow, wrong, or not there at all."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

import pytest

from devtools.machine.processes import free_port
from odop_core.retry import InDoubt, PermanentFailure, TemporaryFailure
from odop_core.security import http
from odop_notifications.channels import CHANNELS
from odop_notifications.gateways.message import Accepted, NotTheChannel, TemplateInfo
from odop_notifications.suppliers import endpoints
from tests.gateway import SECRET, Answer, Gateway, answer, hang_up
from tests.odop_notifications.channels.samples import HINDI, PHONE, message, settings

pytestmark = pytest.mark.django_db

Carry = Callable[..., Accepted]
HTTP_CHANNELS = ["sms", "voice", "whatsapp", "webhook", "gateway"]
TAKEN = {
    "sms": {"SMSMessage": {"Sid": "theirs-1"}},
    "voice": {"Call": {"Sid": "theirs-1"}},
    "whatsapp": {"messages": [{"id": "theirs-1"}]},
    "webhook": {},
    "gateway": {},
}


@pytest.fixture(params=HTTP_CHANNELS)
def channel(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def carry(channel: str, gateway: Gateway) -> Carry:
    """Sends the usual message over this channel to the server on loopback, or to another address."""

    def send(url: str = "") -> Accepted:
        base = url or gateway.url.removesuffix("/messages")
        configured = settings(
            gateway_url=base, gateway_secret=SECRET,
            sms_preset="exotel", sms_base_url=base, sms_account="odop", sms_key="k", sms_token="t",
            voice_preset="exotel", voice_base_url=base, voice_account="odop", voice_key="k", voice_token="t",
            voice_caller_id="08047112233", voice_flow="77",
            whatsapp_base_url=base, whatsapp_phone_number_id="106540352242922", whatsapp_token="token",
        )  # fmt: skip
        address = f"supplier:{endpoints.save_endpoint(3, base).supplier_id}" if channel == "webhook" else PHONE
        template = TemplateInfo(category="service", header="ODOPUP", whatsapp_name="odop_bought")
        return CHANNELS[channel].send_message(message(address=address, template=template, channel=channel), configured)

    return send


def taken(channel: str) -> Answer:
    return answer(200, json.dumps(TAKEN[channel]).encode())


def say_nothing(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(3)


def test_message_is_taken(carry: Carry, channel: str, gateway: Gateway) -> None:
    # given
    gateway.answers.append(taken(channel))

    # when
    accepted = carry()

    # then
    assert accepted.gateway_id in {"theirs-1", message().key}
    assert len(gateway.posts) == 1


def test_repeat_after_a_crash_can_be_recognised(carry: Carry, channel: str, gateway: Gateway) -> None:
    # given
    gateway.answers += [taken(channel), taken(channel)]

    # when
    carry()
    carry()

    # then: only the moment of signing may differ
    first, second = gateway.posts
    assert first.body == second.body
    assert b"message%3Abought%3Asale-7" in first.body or b"message:bought:sale-7" in first.body


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503])
def test_trouble_that_may_pass_is_temporary(carry: Carry, gateway: Gateway, status: int) -> None:
    # given
    gateway.answers.append(answer(status, b"busy", Retry_After="120"))

    # when
    with pytest.raises(TemporaryFailure, match=str(status)) as failure:
        carry()

    # then
    assert failure.value.retry_after is not None
    assert failure.value.retry_after.total_seconds() == 120


def refusal_over(channel: str) -> type[Exception]:
    """The owner of an endpoint may mend it; a gateway means what it says."""
    return NotTheChannel if channel == "webhook" else PermanentFailure


@pytest.mark.parametrize("status", [400, 404, 422])
def test_refusal_is_permanent_but_for_an_endpoint(carry: Carry, channel: str, gateway: Gateway, status: int) -> None:
    # given
    gateway.answers.append(answer(status))

    # when / then
    with pytest.raises(refusal_over(channel), match=str(status)):
        carry()


@pytest.mark.parametrize("status", [401, 402, 403])
def test_refused_account_keeps_messages_waiting(carry: Carry, gateway: Gateway, status: int) -> None:
    # given
    gateway.answers.append(answer(status))

    # when / then
    with pytest.raises(TemporaryFailure, match=str(status)):
        carry()


def test_redirect_into_a_private_network_is_not_followed(carry: Carry, channel: str, gateway: Gateway) -> None:
    # given
    gateway.answers.append(answer(302, Location="http://169.254.169.254/latest/meta-data"))

    # when
    with pytest.raises(refusal_over(channel), match="302"):
        carry()

    # then
    assert len(gateway.posts) == 1


def is_in_doubt(channel: str, failure: pytest.ExceptionInfo[TemporaryFailure]) -> bool:
    """An endpoint recognises a repeat, so that for it there is no doubt."""
    return isinstance(failure.value, InDoubt) or channel == "webhook"


def test_silence_leaves_it_in_doubt(
    carry: Carry, channel: str, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    monkeypatch.setattr(http, "TIMEOUT", (1, 0.2))
    gateway.answers.append(say_nothing)

    # when
    with pytest.raises(TemporaryFailure, match="gave no answer") as failure:
        carry()

    # then
    assert is_in_doubt(channel, failure)


def test_dropped_connection_leaves_it_in_doubt(carry: Carry, channel: str, gateway: Gateway) -> None:
    # given
    gateway.answers.append(hang_up)

    # when
    with pytest.raises(TemporaryFailure, match="gave no answer") as failure:
        carry()

    # then
    assert is_in_doubt(channel, failure)


def test_somebody_in_between_who_heard_nothing_leaves_it_in_doubt(carry: Carry, channel: str, gateway: Gateway) -> None:
    # given
    gateway.answers.append(answer(504, b"upstream timed out"))

    # when
    with pytest.raises(TemporaryFailure, match="504") as failure:
        carry()

    # then
    assert is_in_doubt(channel, failure)


def test_who_is_not_there_has_surely_not_heard_it(carry: Carry) -> None:
    # when
    with pytest.raises(TemporaryFailure, match="could not be reached") as failure:
        carry(f"http://127.0.0.1:{free_port()}")

    # then
    assert not isinstance(failure.value, InDoubt)


def test_private_address_is_refused(carry: Carry, gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setenv("ODOP_ALLOW_PRIVATE_ADDRESSES", "false")

    # when
    with pytest.raises(PermanentFailure, match="private network"):
        carry("https://127.0.0.1:1")

    # then
    assert gateway.posts == []


@pytest.mark.parametrize(
    "garbage",
    [b"", b"OK", b"\xff\xfe\x00", b"[" * 100_000, b'{"messages": "no", "SMSMessage": [], "Call": 1}', b"null"],
    ids=["nothing", "text", "bytes", "nested", "other-shape", "null"],
)
def test_garbage_with_success_breaks_nothing(carry: Carry, channel: str, gateway: Gateway, garbage: bytes) -> None:
    # given
    gateway.answers.append(answer(200, garbage))

    # when / then: WhatsApp always gives an id, so without one nobody knows whether it was taken
    if channel == "whatsapp":
        with pytest.raises(InDoubt):
            carry()
    else:
        assert carry().gateway_id in {"", message().key}


@pytest.mark.parametrize("status", [400, 500])
def test_errors_repeat_neither_number_nor_text_nor_secret(carry: Carry, gateway: Gateway, status: int) -> None:
    # given: a gateway that echoes everything
    echo = {
        "error": {"message": f"{PHONE} {HINDI}", "code": 99}, "RestException": {"Code": f"{PHONE} {HINDI}"},
        "message": f"No route to {PHONE} for {HINDI}",
    }  # fmt: skip
    gateway.answers.append(answer(status, json.dumps(echo, ensure_ascii=False).encode()))

    # when
    with pytest.raises((TemporaryFailure, PermanentFailure)) as failure:
        carry()

    # then
    said = str(failure.value)
    assert PHONE[3:] not in said
    assert "शबाना" not in said
    assert SECRET not in said
