"""Certificates as a stranger would check them: without a database, and some of them forged."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from odop_certificates.proof import disclosure, tokens, verifier
from odop_certificates.proof.canonical import canonical_json
from odop_certificates.proof.verifier import Reason, Refused
from tests.odop_certificates.proof.issuer import (
    ISSUER,
    JWKS,
    LIST,
    NOW,
    OTHER,
    PRIVATE,
    credential,
    jwk,
    refusal,
    signed,
    status_list,
    with_header,
)

Edit = Callable[[dict[str, Any]], object]


def test_genuine_certificate_stands() -> None:
    # when
    found = verifier.verify_certificate(signed(credential()), JWKS, ISSUER, status_list(6, 8), NOW)

    # then
    assert found.credential == credential()
    assert found.kid == jwk()["kid"]
    assert found.checked_status


def test_without_a_status_list_it_says_so() -> None:
    assert not verifier.verify_certificate(signed(credential()), JWKS, ISSUER, None, NOW).checked_status


def test_same_certificate_is_signed_the_same() -> None:
    assert signed(credential()) == signed(dict(reversed(credential().items())))


def test_altered_content_is_tampered_with() -> None:
    # given
    head, _content, signature = signed(credential()).split(".")
    forged = tokens.base64url(canonical_json(credential(credentialSubject={"district": {"name": "Varanasi"}})))

    # then
    assert refusal(f"{head}.{forged}.{signature}") == Reason.TAMPERED


def test_signature_of_another_is_tampered_with() -> None:
    assert refusal(tokens.sign_token(credential(), OTHER, jwk()["kid"])) == Reason.TAMPERED


@pytest.mark.parametrize("spelling", ["none", "None", "NONE"])
def test_unsigned_certificate_is_refused(spelling: str) -> None:
    # given
    token = with_header(signed(credential()), alg=spelling)

    # then
    assert refusal(token) == Reason.UNSIGNED
    assert refusal(token.rpartition(".")[0] + ".") == Reason.UNSIGNED


@pytest.mark.parametrize("algorithm", ["HS256", "RS256", "ES256", "", None, 1, ["EdDSA"]])
def test_other_algorithms_are_refused(algorithm: object) -> None:
    assert refusal(with_header(signed(credential()), alg=algorithm)) == Reason.WRONG_ALGORITHM


def signed_as(algorithm: str) -> str:
    """A certificate signed with our key, under another name for how."""
    head = tokens.base64url(canonical_json({"alg": algorithm, "kid": jwk()["kid"], "typ": tokens.TYPE}))
    signing = f"{head}.{tokens.base64url(canonical_json(credential()))}"
    return f"{signing}.{tokens.base64url(tokens._private(PRIVATE).sign(signing.encode()))}"


@pytest.mark.parametrize("algorithm", ["EdDSA", "Ed25519"])
@pytest.mark.parametrize("named", ["EdDSA", "Ed25519", None])
def test_both_names_of_the_algorithm_are_taken(algorithm: str, named: str | None) -> None:
    """RFC 9864 calls Ed25519 by its name; EdDSA remains in use."""
    keys = {"keys": [jwk(alg=named)]}

    assert verifier.verify_certificate(signed_as(algorithm), keys, ISSUER, None, NOW).credential == credential()


@pytest.mark.parametrize("algorithm", ["Ed448", "ed25519", "eddsa", "ESP256"])
def test_other_names_are_other_algorithms(algorithm: str) -> None:
    assert refusal(signed_as(algorithm)) == Reason.WRONG_ALGORITHM


@pytest.mark.parametrize(
    "issuer",
    [ISSUER, {"id": ISSUER}, "did:web:mart.example:provenance", {"id": "did:web:mart.example:provenance", "name": "M"}],
)
@pytest.mark.parametrize("expected", [ISSUER, "did:web:mart.example:provenance"])
def test_address_and_did_of_the_issuer_are_the_same(issuer: Any, expected: str) -> None:
    assert verifier.verify_certificate(signed(credential(issuer=issuer)), JWKS, expected, None, NOW)


@pytest.mark.parametrize(
    "issuer", [None, 7, [], {}, {"id": None}, {"name": ISSUER}, "did:web:mart.example", f"{ISSUER}/x", "http://["]
)
def test_issuer_that_is_somebody_else_or_nobody(issuer: Any) -> None:
    assert refusal(signed(credential(issuer=issuer))) == Reason.NOT_OURS


@pytest.mark.parametrize("jwks", [[], None, {}, {"keys": None}, {"keys": {}}, {"keys": [None, "x"]}, "keys"])
def test_keys_that_are_none(jwks: Any) -> None:
    assert refusal(signed(credential()), jwks) == Reason.UNKNOWN_KEY


@pytest.mark.parametrize("end", [1.5, "2036-01-01", True])
def test_key_whose_end_is_over_or_no_moment_is_not_trusted(end: object) -> None:
    assert refusal(signed(credential()), {"keys": [jwk(exp=end)]}) == Reason.EXPIRED_KEY


def test_what_somebody_wrote_stays_short_in_a_message() -> None:
    # when
    with pytest.raises(Refused) as caught:
        verifier.verify_certificate(
            with_header(signed(credential()), alg="x\n\x1b[31m" * 1000), JWKS, ISSUER, None, NOW
        )

    # then
    assert len(str(caught.value)) < 200
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("changes", [{"typ": "JWT"}, {"typ": None}, {"crit": ["b64"]}])
def test_other_kinds_of_tokens_are_not_ours(changes: dict[str, Any]) -> None:
    assert refusal(with_header(signed(credential()), **changes)) == Reason.NOT_OURS


@pytest.mark.parametrize("kid", ["nobody", "", None, 7, {"a": 1}])
def test_unknown_key_is_refused(kid: object) -> None:
    assert refusal(with_header(signed(credential()), kid=kid)) == Reason.UNKNOWN_KEY


def test_key_the_certificate_brings_along_is_not_believed() -> None:
    # given
    token = with_header(signed(credential(), OTHER), jwk=jwk(OTHER), jku="https://forger.example/jwks")

    # then
    assert refusal(token) == Reason.UNKNOWN_KEY


def test_expired_key_is_refused() -> None:
    # given
    expired = {"keys": [jwk(exp=int(NOW.timestamp()))]}

    # then
    assert refusal(signed(credential()), expired) == Reason.EXPIRED_KEY
    assert verifier.verify_certificate(signed(credential()), expired, ISSUER, None, NOW - timedelta(seconds=1))


@pytest.mark.parametrize("key", [{"kty": "RSA"}, {"crv": "X25519"}])
def test_key_of_another_kind_is_unknown(key: dict[str, str]) -> None:
    assert refusal(signed(credential()), {"keys": [jwk(**key)]}) == Reason.UNKNOWN_KEY


@pytest.mark.parametrize(
    "edit",
    [
        {"issuer": "https://forger.example"},
        {"type": ["VerifiableCredential"]},
        {"type": "OdopProvenanceCredential"},
        {"@context": ["https://www.w3.org/2018/credentials/v1"]},
        {"@context": verifier.CONTEXT},
    ],
)
def test_what_we_did_not_issue_is_not_ours(edit: dict[str, Any]) -> None:
    assert refusal(signed(credential(**edit))) == Reason.NOT_OURS


def test_status_list_is_no_certificate() -> None:
    assert refusal(status_list()[LIST]) == Reason.NOT_OURS


def test_json_that_is_not_canonical_is_not_ours() -> None:
    # given: what two readers could understand differently
    content = canonical_json(credential()).decode().replace('"issuer":', '"issuer":"https://forger.example","issuer":')
    head = signed(credential()).split(".")[0]
    signing = f"{head}.{tokens.base64url(content.encode())}"
    token = f"{signing}.{tokens.base64url(tokens._private(PRIVATE).sign(signing.encode()))}"

    # then
    assert refusal(token) == Reason.NOT_OURS


def test_certificate_is_valid_from_and_until() -> None:
    # given
    token = signed(credential())

    # then
    assert refusal(token, now=datetime(2026, 10, 31, tzinfo=UTC)) == Reason.NOT_YET_VALID
    assert refusal(token, now=datetime(2036, 11, 1, tzinfo=UTC)) == Reason.EXPIRED


@pytest.mark.parametrize("moment", ["soon", 5, None, "2026-11-01T00:00:00"])
def test_moment_that_is_none_is_malformed(moment: object) -> None:
    assert refusal(signed(credential(validUntil=moment))) == Reason.MALFORMED


@pytest.mark.parametrize("token", ["", "a.b", "a.b.c.d", "!.!.!", "e30.e30.", "W10.e30.e30", "aaaa.e30.e30", "é.e3.e"])
def test_what_is_no_token_is_malformed(token: str) -> None:
    assert refusal(token) in {Reason.MALFORMED, Reason.WRONG_ALGORITHM}


def test_second_spelling_of_a_signature_is_refused() -> None:
    """The last character of base64 has bits that mean nothing: only one spelling is taken."""
    # given
    token = signed(credential())
    last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    other = token[:-1] + last[last.index(token[-1]) ^ 1]

    # then
    assert refusal(other) == Reason.MALFORMED


def test_artisans_name_is_proven_only_with_the_salt() -> None:
    # given
    salt = disclosure.new_salt()
    shown = disclosure.disclosure_of(salt, "Shabana")
    content = credential(credentialSubject={"artisanDigest": disclosure.digest_of(shown)})

    # then
    assert disclosure.disclosed_name(content, shown) == "Shabana"
    assert disclosure.disclosed_name(content, disclosure.disclosure_of(salt, "Somebody")) == ""
    assert disclosure.disclosed_name(content, disclosure.disclosure_of(disclosure.new_salt(), "Shabana")) == ""
    assert disclosure.disclosed_name(credential(), shown) == ""


@pytest.mark.parametrize(("revoked", "status", "said"), [((), 0, "GENUINE"), ((7,), 1, "REFUSED (revoked)")])
def test_checked_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], revoked: tuple[int, ...], status: int, said: str
) -> None:
    # given
    files = {"certificate": signed(credential()), "keys": json.dumps(JWKS)}
    lasting = {"validUntil": "2036-11-01T00:00:00Z", "validFrom": "2026-11-01T00:00:00Z"}
    files["list"] = status_list(*revoked, **lasting)[LIST]
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    # when
    ended = verifier.main([ISSUER, *(str(tmp_path / name) for name in files)])

    # then
    assert ended == status
    assert said in capsys.readouterr().out


@pytest.mark.parametrize("broken", ["certificate", "keys", "list"])
@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[]", b"a.b.c", b"ey..", b"{" * 100_000])
def test_broken_file_on_the_command_line_ends_in_words(tmp_path: Path, broken: str, content: bytes) -> None:
    # given
    files = {"certificate": signed(credential()), "keys": json.dumps(JWKS), "list": status_list()[LIST]}
    for name, text in files.items():
        (tmp_path / name).write_bytes(content if name == broken else text.encode())

    # then
    assert verifier.main([ISSUER, *(str(tmp_path / name) for name in files)]) in (1, 2)


def test_missing_file_on_the_command_line_ends_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verifier.main([ISSUER, str(tmp_path / "a"), str(tmp_path / "b")]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_verifier_needs_nothing_of_the_suite_or_of_django() -> None:
    # given
    loads = "import sys, odop_certificates.proof.verifier; print(*sys.modules)"

    # when
    loaded = subprocess.run([sys.executable, "-c", loads], capture_output=True, text=True, check=True).stdout.split()

    # then
    ours = {
        "odop_certificates",
        *(f"odop_certificates.proof{part}" for part in ("", ".bitstring", ".canonical", ".verifier")),
    }
    assert {name for name in loaded if name.startswith("odop")} == ours
    assert not {"django", "requests", "pydantic"} & set(loaded)
