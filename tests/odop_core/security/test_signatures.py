from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odop_core.security.signatures import (
    TOLERANCE_SECONDS,
    BadSecret,
    BadSignature,
    check_secret,
    sign_headers,
    verify_signature,
)

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
NOW = 1_614_265_330.0

# The example of the Standard Webhooks specification's reference implementations.
KNOWN = {
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
}
KNOWN_BODY = b'{"test": 2432232314}'


def refusal(headers: dict[str, str], body: bytes = b"body", now: float = NOW, secrets: list[str] | None = None) -> str:
    """The reason why a request is refused."""
    with pytest.raises(BadSignature) as refused:
        verify_signature(secrets or [SECRET], headers, body, now)
    return refused.value.reason


def test_known_message_is_signed_as_others_sign_it() -> None:
    assert sign_headers(SECRET, KNOWN["webhook-id"], KNOWN_BODY, NOW) == KNOWN


@pytest.mark.parametrize("written", [f"v1,{SECRET}", f" {SECRET}\n", f"v1,{SECRET} "])
def test_a_secret_may_be_written_as_others_show_it(written: str) -> None:
    # given: as Supabase's documents of its auth hooks, and some consoles, show secrets of Standard Webhooks
    check_secret(written)

    # when / then
    assert sign_headers(written, KNOWN["webhook-id"], KNOWN_BODY, NOW) == KNOWN
    assert verify_signature([written], KNOWN, KNOWN_BODY, NOW) == KNOWN["webhook-id"]


@pytest.mark.parametrize("known", ["new", "old"])
def test_while_a_secret_is_replaced_either_recognises(known: str) -> None:
    assert verify_signature([known], sign_headers(["new", "old"], "id", b"body", NOW), b"body", NOW) == "id"


def test_known_message_is_recognised() -> None:
    assert verify_signature([SECRET], KNOWN, KNOWN_BODY, NOW) == KNOWN["webhook-id"]


@given(st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1), st.binary(), st.text(min_size=1))
def test_what_was_signed_is_recognised(message_id: str, body: bytes, secret: str) -> None:
    # given
    secret = secret.removeprefix("whsec_") or "s"
    secret = secret.encode("utf-8", "replace").decode()

    # when
    headers = sign_headers(secret, message_id, body, NOW)

    # then
    assert verify_signature([secret], headers, body, NOW) == message_id


@given(st.binary(), st.binary())
def test_changed_body_is_refused(body: bytes, other: bytes) -> None:
    # given
    headers = sign_headers(SECRET, "id", body, NOW)

    # when / then
    if body != other:
        assert refusal(headers, other) == "bad-signature"


@pytest.mark.parametrize("name", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_missing_header_is_unsigned(name: str) -> None:
    assert refusal({**sign_headers(SECRET, "id", b"body", NOW), name: ""}) == "unsigned"


def test_changed_id_is_refused() -> None:
    assert refusal({**sign_headers(SECRET, "id", b"body", NOW), "webhook-id": "other"}) == "bad-signature"


@pytest.mark.parametrize("seconds", [-TOLERANCE_SECONDS - 1, TOLERANCE_SECONDS + 1])
def test_request_from_too_long_ago_or_ahead_is_stale(seconds: int) -> None:
    assert refusal(sign_headers(SECRET, "id", b"body", NOW), now=NOW + seconds) == "stale"


@pytest.mark.parametrize("seconds", [-TOLERANCE_SECONDS, TOLERANCE_SECONDS])
def test_clocks_may_differ_a_little(seconds: int) -> None:
    assert verify_signature([SECRET], sign_headers(SECRET, "id", b"body", NOW), b"body", NOW + seconds) == "id"


def test_wrong_secret_is_refused() -> None:
    assert refusal(sign_headers("other", "id", b"body", NOW)) == "bad-signature"


@pytest.mark.parametrize("used", ["old", "new"])
def test_either_secret_fits_while_one_replaces_the_other(used: str) -> None:
    assert verify_signature(["new", "old"], sign_headers(used, "id", b"body", NOW), b"body", NOW) == "id"


def test_either_signature_fits_while_the_sender_replaces_its_secret() -> None:
    # given
    headers = sign_headers("new", "id", b"body", NOW)
    old = sign_headers("old", "id", b"body", NOW)["webhook-signature"]

    # when
    headers["webhook-signature"] += f" {old}"

    # then
    assert verify_signature(["old"], headers, b"body", NOW) == "id"


def test_nothing_fits_when_no_secret_is_set() -> None:
    assert refusal(sign_headers(SECRET, "id", b"body", NOW), secrets=[""]) == "bad-signature"


@pytest.mark.parametrize("timestamp", ["yesterday", "1e9", "-5", "9" * 400, "१६१४२६५३३०", "1_614_265_330"])
def test_timestamp_that_is_no_number_of_seconds_is_refused(timestamp: str) -> None:
    assert refusal({**KNOWN, "webhook-timestamp": timestamp}, KNOWN_BODY) == "bad-timestamp"


@given(st.text(st.characters(codec="latin-1"), min_size=1).filter(lambda text: text.split()))
def test_signature_of_any_characters_is_refused(text: str) -> None:
    assert refusal({**KNOWN, "webhook-signature": text}, KNOWN_BODY) == "bad-signature"


@pytest.mark.parametrize("secret", ["whsec_", "whsec_a", "whsec_ä!"])
def test_secret_that_cannot_sign_is_refused(secret: str) -> None:
    with pytest.raises(BadSecret):
        check_secret(secret)


@pytest.mark.parametrize("secret", ["", "any text", SECRET])
def test_usable_secret_is_fine(secret: str) -> None:
    check_secret(secret)
