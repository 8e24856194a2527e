"""What a status list says of a certificate, and what lists are relied on."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from odop_certificates.proof import bitstring, tokens, verifier
from odop_certificates.proof.verifier import Reason
from tests.odop_certificates.proof.issuer import (
    LIST,
    OTHER,
    credential,
    jwk,
    refusal,
    signed,
    status_list,
)

Edit = Callable[[dict[str, Any]], object]


def test_revoked_certificate_is_refused() -> None:
    assert refusal(signed(credential()), statuses=status_list(7)) == Reason.REVOKED


@pytest.mark.parametrize(
    "statuses",
    [
        {},
        {LIST: "nonsense"},
        {LIST: signed(credential())},
        status_list(validUntil="2026-11-23T00:00:00Z"),
        {LIST: tokens.sign_token(credential(), OTHER, jwk()["kid"])},
        {LIST: status_list(issuer="https://forger.example")[LIST]},
    ],
    ids=["missing", "nonsense", "no-list", "outdated", "forged", "of-another"],
)
def test_status_list_that_cannot_be_relied_on(statuses: dict[str, str]) -> None:
    assert refusal(signed(credential()), statuses=statuses) == Reason.STATUS_UNKNOWN


def listed(**subject: Any) -> dict[str, str]:
    """A status list of ours that says something else of itself."""
    content = {"statusPurpose": "revocation", "encodedList": bitstring.encode_bits([7])} | subject
    kinds = ["VerifiableCredential", verifier.STATUS_CREDENTIAL]
    return {LIST: signed(credential(id=LIST, type=kinds, credentialSubject=content))}


GZIP = gzip.compress(bytes(bitstring.SIZE // 8), mtime=0)


def packed(content: bytes) -> str:
    return "u" + tokens.base64url(content)


@pytest.mark.parametrize(
    "subject",
    [
        {"encodedList": packed(GZIP + b"tail")},
        {"encodedList": packed(GZIP + gzip.compress(b"more"))},
        {"encodedList": packed(GZIP[:-4])},
        {"encodedList": packed(GZIP[:-8] + bytes(8))},
        {"encodedList": packed(gzip.compress(bytes(bitstring.SIZE // 8 - 1)))},
        {"encodedList": packed(gzip.compress(bytes(bitstring.SIZE // 8 + 1)))},
        {"encodedList": packed(gzip.compress(bytes(10**8)))},
        {"encodedList": packed(zlib.compress(bytes(bitstring.SIZE // 8)))},
        {"encodedList": packed(b"")},
        {"encodedList": tokens.base64url(GZIP)},
        {"encodedList": "u" + "=" * 8},
        {"encodedList": None},
        {"encodedList": 7},
        {"encodedList": ["u"]},
        {"statusPurpose": "suspension"},
        {"statusPurpose": None},
        {"statusPurpose": ["suspension", "message"]},
        {"statusSize": 2},
    ],
    ids=[
        "tail", "second-member", "cut-off", "wrong-sum", "too-short", "too-long", "bomb", "zlib", "empty", "no-prefix",
        "padding", "null", "number", "list", "purpose", "no-purpose", "purposes", "size",
    ],
)  # fmt: skip
def test_status_list_that_says_nothing_reliable(subject: dict[str, Any]) -> None:
    """What Bitstring Status List 1.0, 3.2 and 3.4, has a verifier refuse, and its section on bombs (5.3)."""
    assert refusal(signed(credential()), statuses=listed(**subject)) == Reason.STATUS_UNKNOWN


@pytest.mark.parametrize("subject", [None, [], "x", 7])
def test_status_list_without_content_says_nothing(subject: Any) -> None:
    kinds = ["VerifiableCredential", verifier.STATUS_CREDENTIAL]
    token = signed(credential(id=LIST, type=kinds, credentialSubject=subject))

    assert refusal(signed(credential()), statuses={LIST: token}) == Reason.STATUS_UNKNOWN


@pytest.mark.parametrize(
    "index",
    ["-1", "131072", "99999999999", "9" * 5000, "7.0", "0x7", "1_0", " 7", "07", "७", "７", "", None, True, -1, [7]],
)
def test_place_outside_the_list_is_unknown(index: Any) -> None:
    place = {"statusPurpose": "revocation", "statusListIndex": index, "statusListCredential": LIST}

    assert refusal(signed(credential(credentialStatus=place)), statuses=status_list()) == Reason.STATUS_UNKNOWN


@pytest.mark.parametrize("purpose", ["suspension", "refresh", None, ["revocation"]])
def test_place_of_another_purpose_is_unknown(purpose: Any) -> None:
    place = {"statusPurpose": purpose, "statusListIndex": "7", "statusListCredential": LIST}

    assert refusal(signed(credential(credentialStatus=place)), statuses=status_list()) == Reason.STATUS_UNKNOWN


def test_list_of_several_purposes_and_a_number_for_a_place_are_read() -> None:
    place = {"statusPurpose": "revocation", "statusListIndex": 7, "statusListCredential": LIST}
    lists = listed(statusPurpose=["suspension", "revocation"])

    assert refusal(signed(credential(credentialStatus=place)), statuses=lists) == Reason.REVOKED


@pytest.mark.parametrize("status", [None, [], {"statusListCredential": ["x"]}, {"statusListCredential": LIST}])
def test_certificate_without_a_place_has_no_known_status(status: object) -> None:
    token = signed(credential(credentialStatus=status))

    assert refusal(token, statuses=status_list()) == Reason.STATUS_UNKNOWN
