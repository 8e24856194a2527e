"""What SMS gateways tell: receipts and replies, and how they prove themselves."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import pytest

from odop_core.security.signatures import BadSignature
from odop_notifications.channels.port import NothingHere
from odop_notifications.channels.sms import inbound
from odop_notifications.gateways.http_report import Unreadable, UnreadableReport
from odop_notifications.gateways.message import Accepted
from odop_notifications.settings import NotificationSettings
from tests.odop_notifications.channels.samples import PHONE, read, report, settings

SECRET = "s3cret"
FORM: dict[str, Any] = {"content_type": "application/x-www-form-urlencoded"}
EXOTEL_RECEIPT = {
    "SmsSid": "5ca1ab1e", "To": PHONE, "Status": "delivered", "DetailedStatus": "DELIVERED_TO_HANDSET",
    "DateSent": "2026-11-20 10:00:00",
}  # fmt: skip


def own(verification: dict[str, str]) -> NotificationSettings:
    description = {
        "title": "Own",
        "request": {"url": "https://gateway.example"},
        "verification": verification,
        "receipt": {"entries": "reports", "id": "id", "status": "state", "statuses": {"ok": "delivered"}},
    }
    return settings(sms_preset="own", sms_gateway=json.dumps(description), sms_webhook_secret=SECRET)


def exotel() -> NotificationSettings:
    return settings(sms_preset="exotel", sms_webhook_secret=SECRET)


def msg91() -> NotificationSettings:
    return settings(sms_preset="msg91", sms_webhook_secret=SECRET)


def one(heard: list[Any]) -> Any:
    (found,) = heard
    return found


def test_exotel_receipt() -> None:
    # when
    receipt = one(read(inbound, report("receipt", urlencode(EXOTEL_RECEIPT).encode(), **FORM), exotel()))

    # then: Exotel's times are Indian
    assert (receipt.channel, receipt.gateway_id, receipt.status) == ("sms", "5ca1ab1e", "delivered")
    assert receipt.at == datetime(2026, 11, 20, 4, 30, tzinfo=UTC)
    assert receipt.detail == "DELIVERED_TO_HANDSET"


def test_exotel_receipt_as_multipart_form() -> None:
    # given
    parts = "".join(
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in EXOTEL_RECEIPT.items()
    )
    body = f"{parts}--b--\r\n".encode()

    # when
    receipt = one(read(inbound, report("receipt", body, content_type="multipart/form-data; boundary=b"), exotel()))

    # then
    assert (receipt.gateway_id, receipt.status) == ("5ca1ab1e", "delivered")


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("queued", "accepted"),
        ("submitted", "accepted"),
        ("sent", "accepted"),
        ("Delivered", "delivered"),
        ("failed_dnd", "failed"),
    ],
)
def test_words_of_the_gateway_are_ours(word: str, status: str) -> None:
    # when
    body = urlencode({**EXOTEL_RECEIPT, "Status": word}).encode()

    # then
    assert one(read(inbound, report("receipt", body, **FORM), exotel())).status == status


@pytest.mark.parametrize("word", ["Parked", "rejected_by_operator", "0", "DELIVERED?", "संदेश गया"])
def test_word_that_we_do_not_know_is_kept_with_the_message_and_tells_no_fate(word: str) -> None:
    # given
    body = urlencode({**EXOTEL_RECEIPT, "Status": word}).encode()

    # when
    receipt = one(read(inbound, report("receipt", body, **FORM), exotel()))

    # then
    assert (receipt.gateway_id, receipt.status, receipt.word) == (EXOTEL_RECEIPT["SmsSid"], "other", word.lower())


def test_two_words_that_we_do_not_know_are_two_receipts() -> None:
    # given
    bodies = [urlencode({**EXOTEL_RECEIPT, "Status": word}).encode() for word in ("parked", "parked", "lost")]

    # when
    keys = [one(read(inbound, report("receipt", body, **FORM), exotel())).key for body in bodies]

    # then
    assert keys[0] == keys[1] != keys[2]


def test_number_in_a_word_that_we_do_not_know_is_hidden() -> None:
    # given
    body = urlencode({**EXOTEL_RECEIPT, "Status": "parked for 919876543210\nsee log"}).encode()

    # then
    assert one(read(inbound, report("receipt", body, **FORM), exotel())).word == "parked for ••••••••3210 see log"


@pytest.mark.parametrize(
    "reported",
    [
        {"requestId": "346130", "status": "1", "desc": "DELIVERED", "date": "2026-11-20 10:00:00"},
        {"requestId": "346130", "status": "Delivered", "deliveryTime": "2026-11-20T10:00:00+05:30"},
        {"requestId": 346130, "status": 1, "date": "1795149000"},
    ],
    ids=["v3", "new", "numbers"],
)
def test_msg91_receipts(reported: dict[str, Any]) -> None:
    # when
    receipt = one(
        read(inbound, report("receipt", json.dumps(reported).encode(), content_type="application/json"), msg91())
    )

    # then
    assert (receipt.gateway_id, receipt.status) == ("346130", "delivered")
    assert receipt.at == datetime(2026, 11, 20, 4, 30, tzinfo=UTC)


def test_same_fate_told_twice_is_one_receipt() -> None:
    # given
    later = {**EXOTEL_RECEIPT, "DateSent": "2026-11-20 10:05:00"}

    # when
    first, second = (
        one(read(inbound, report("receipt", urlencode(reported).encode(), **FORM), exotel()))
        for reported in (EXOTEL_RECEIPT, later)
    )

    # then
    assert first.key == second.key


def test_other_fate_is_another_receipt() -> None:
    # given
    failed = {**EXOTEL_RECEIPT, "Status": "failed"}

    # when
    first, second = (
        one(read(inbound, report("receipt", urlencode(reported).encode(), **FORM), exotel()))
        for reported in (EXOTEL_RECEIPT, failed)
    )

    # then
    assert first.key != second.key


def test_reply_in_hindi_by_query() -> None:
    # given
    query = {"SmsSid": "r1", "From": "09876543210", "To": "56070", "Body": "तैयार है", "Date": "2026-11-20 10:00:00"}

    # when
    reply = one(read(inbound, report("reply", method="GET", query=query), exotel()))

    # then
    assert (reply.address, reply.text, reply.gateway_id) == (PHONE, "तैयार है", "r1")
    assert reply.at == datetime(2026, 11, 20, 4, 30, tzinfo=UTC)


def test_repeated_reply_has_the_same_key_and_another_has_not() -> None:
    # given
    def key(**changes: str) -> str:
        reported = {"SmsSid": "r1", "From": PHONE, "Body": "1", "Date": "2026-11-20 10:00:00", **changes}
        return str(one(read(inbound, report("reply", method="GET", query=reported), exotel())).key)

    # then
    assert key() == key()
    assert len({key(), key(Body="2"), key(SmsSid="r2"), key(SmsSid="", Date="2026-11-20 11:00:00")}) == 4
    assert PHONE not in key()


def test_several_reports_in_one_request() -> None:
    # given
    body = json.dumps({"reports": [{"id": "1", "state": "ok"}, {"id": "2", "state": "OK"}]}).encode()

    # when
    heard = read(inbound, report("receipt", body), own({"kind": "query"}))

    # then
    assert [receipt.gateway_id for receipt in heard] == ["1", "2"]


@pytest.mark.parametrize(
    "body",
    [b"[]", b"1", b"null", b"\xff\xfe", b'[{"id": 1}, 7]', b'{"reports": {}}', b'{"reports": [{}, 7]}'],
)
def test_what_nobody_can_read_is_said_so(body: bytes) -> None:
    with pytest.raises(UnreadableReport):
        read(inbound, report("receipt", body, content_type="application/json"), own({"kind": "query"}))


@pytest.mark.parametrize("bad", [{"state": "ok"}, {"id": "2"}, {}, 7, None], ids=str)
def test_report_nobody_can_read_costs_none_of_the_others(bad: Any) -> None:
    # given
    body = json.dumps({"reports": [{"id": "1", "state": "ok"}, bad, {"id": "3", "state": "ok"}]}).encode()

    # when
    first, unreadable, last = read(inbound, report("receipt", body), own({"kind": "query"}))

    # then
    assert (first.gateway_id, last.gateway_id) == ("1", "3")
    assert isinstance(unreadable, Unreadable)
    assert unreadable.entry == bad


@pytest.mark.parametrize("said", ["OK", "ok", "Ok"])
def test_words_of_a_description_count_in_any_case(said: str) -> None:
    # given
    description = {
        "title": "Own", "request": {"url": "https://gateway.example"},
        "receipt": {"id": "id", "status": "state", "statuses": {"OK": "delivered"}},
    }  # fmt: skip
    configured = settings(sms_preset="own", sms_gateway=json.dumps(description))

    # then
    assert one(read(inbound, report("receipt", query={"id": "1", "state": said}), configured)).status == "delivered"


def test_id_is_cut_and_cleaned_as_where_the_message_was_taken() -> None:
    # given
    theirs = "5ca1\0ab1e" + "7" * 200
    body = urlencode({**EXOTEL_RECEIPT, "SmsSid": theirs}).encode()

    # when
    receipt = one(read(inbound, report("receipt", body, **FORM), exotel()))

    # then
    assert receipt.gateway_id == Accepted(theirs).gateway_id


def test_thousands_of_reports_in_one_request_are_not_read() -> None:
    # given
    body = json.dumps({"reports": [{"id": "1", "state": "ok"}] * 1001}).encode()

    # then
    with pytest.raises(UnreadableReport, match="more than 1000"):
        read(inbound, report("receipt", body), own({"kind": "query"}))


@pytest.mark.parametrize("at", ["tomorrow", "99999999999999999999", "2999-01-01 00:00:00", "0000-00-00 00:00:00", ""])
def test_time_that_cannot_be_is_now(at: str) -> None:
    # when
    body = urlencode({**EXOTEL_RECEIPT, "DateSent": at}).encode()
    receipt = one(read(inbound, report("receipt", body, **FORM), exotel()))

    # then
    assert abs((datetime.now(UTC) - receipt.at).total_seconds()) < 60


def test_unknown_path_has_nothing() -> None:
    with pytest.raises(NothingHere):
        read(inbound, report("elsewhere", b"{}"), exotel())


def test_path_the_gateway_has_no_mapping_for_has_nothing() -> None:
    with pytest.raises(NothingHere):
        read(inbound, report("reply", b"{}"), own({"kind": "query"}))


BODY = b'{"reports": []}'
DIGEST = hmac.new(SECRET.encode(), BODY, hashlib.sha256).digest()
GENUINE: dict[str, tuple[dict[str, str], dict[str, Any]]] = {
    "query": ({"kind": "query", "name": "secret"}, {"query": {"secret": SECRET}}),
    "header": ({"kind": "header", "name": "X-Gateway-Key"}, {"x_gateway_key": SECRET}),
    "basic": ({"kind": "basic"}, {"authorization": "Basic " + base64.b64encode(b"u:s3cret").decode()}),
    "hmac hex": ({"kind": "hmac", "name": "X-Sign", "prefix": "sha256="}, {"x_sign": f"sha256={DIGEST.hex()}"}),
    "hmac base64": ({"kind": "hmac", "name": "X-Sign"}, {"x_sign": base64.b64encode(DIGEST).decode()}),
}


@pytest.mark.parametrize("way", GENUINE)
def test_genuine_report_is_believed(way: str) -> None:
    # given
    verification, given = GENUINE[way]

    # then
    inbound.verify_report(report("receipt", BODY, **given), own(verification))


FORGED: dict[str, dict[str, Any]] = {
    "query": {"query": {"secret": "guess"}},
    "header": {"x_gateway_key": "guess"},
    "basic": {"authorization": "Basic dTpndWVzcw=="},
    "hmac hex": {"x_sign": "sha256=" + "0" * 64},
    "hmac base64": {"x_sign": "पता नहीं"},
}


@pytest.mark.parametrize("way", FORGED)
def test_forged_report_is_not_believed(way: str) -> None:
    with pytest.raises(BadSignature) as refused:
        inbound.verify_report(report("receipt", BODY, **FORGED[way]), own(GENUINE[way][0]))

    assert refused.value.reason == "bad-signature"


@pytest.mark.parametrize("way", GENUINE)
def test_report_without_any_proof_is_not_believed(way: str) -> None:
    with pytest.raises(BadSignature) as refused:
        inbound.verify_report(report("receipt", BODY), own(GENUINE[way][0]))

    assert refused.value.reason == "unsigned"


def test_signature_of_nothing_does_not_vouch_for_a_query() -> None:
    # given: somebody saw one empty request that was signed
    seen = hmac.new(SECRET.encode(), b"", hashlib.sha256).hexdigest()
    forged = report("receipt", method="GET", query={"id": "1", "state": "ok"}, x_sign=f"sha256={seen}")

    # then
    with pytest.raises(BadSignature):
        inbound.verify_report(forged, own(GENUINE["hmac hex"][0]))


def test_changed_body_is_not_believed() -> None:
    with pytest.raises(BadSignature):
        inbound.verify_report(report("receipt", BODY + b" ", **GENUINE["hmac hex"][1]), own(GENUINE["hmac hex"][0]))


@pytest.mark.parametrize("given", [{}, {"query": {"secret": ""}}])
def test_without_a_secret_nobody_is_believed(given: dict[str, Any]) -> None:
    with pytest.raises(BadSignature) as refused:
        inbound.verify_report(report("receipt", BODY, **given), settings(sms_preset="exotel"))

    assert refused.value.reason == "no-secret"


@pytest.mark.parametrize("header", ["Basic", "Basic !!!", "Basic /w==", "Bearer s3cret"])
def test_mangled_basic_authentication_is_not_believed(header: str) -> None:
    with pytest.raises(BadSignature):
        inbound.verify_report(report("receipt", BODY, authorization=header), own({"kind": "basic"}))
