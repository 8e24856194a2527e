"""Is a certificate genuine? Answered from three texts - the certificate, our public keys, a status list - and a clock.

No database, no Django, no network: this module and its neighbours `canonical` and `bitstring` are all it takes.

    python -m odop_certificates.proof.verifier ISSUER certificate.jwt jwks.json [status-list.jwt ...]
"""

from __future__ import annotations

import base64
import json
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from odop_certificates.proof import bitstring
from odop_certificates.proof.canonical import NotCanonical, canonical_json

CONTEXT = "https://www.w3.org/ns/credentials/v2"
CREDENTIAL = "OdopProvenanceCredential"
STATUS_CREDENTIAL = "BitstringStatusListCredential"
# Far above any certificate or status list of ours; nothing longer is decoded.
LONGEST_TOKEN = 200_000
SEGMENT = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
# Two names of one thing: JOSE's first one, and the one that says the curve (RFC 9864).
ALGORITHMS = ("EdDSA", "Ed25519")
INDEX = re.compile(r"0|[1-9][0-9]{0,9}", re.ASCII)
# The one purpose of our lists, and how a place in them is written: one bit.
REVOCATION, ONE_BIT = "revocation", 1


class Reason(StrEnum):
    """Why a certificate is refused."""

    MALFORMED = "malformed"
    UNSIGNED = "unsigned"
    WRONG_ALGORITHM = "wrong-algorithm"
    UNKNOWN_KEY = "unknown-key"
    EXPIRED_KEY = "expired-key"
    TAMPERED = "tampered"
    NOT_OURS = "not-ours"
    NOT_YET_VALID = "not-yet-valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    STATUS_UNKNOWN = "status-unknown"


class Refused(Exception):
    """The certificate proves nothing; `reason` is one word for it, the message says it in a sentence."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class NotAtHand(ValueError):
    """A status list that does not answer for a certificate; the message says why."""


@dataclass(frozen=True)
class Genuine:
    """A certificate that stands. `checked_status` is False when the caller had no status list and did without."""

    credential: dict[str, Any]
    kid: str
    checked_status: bool


def verify_certificate(
    token: str, jwks: dict[str, Any], issuer: str, statuses: Mapping[str, str] | None, now: datetime | None = None
) -> Genuine:
    """`issuer` is the public address or the did:web identifier of who should have issued it: they mean the same.

    `statuses` are signed status lists by their address; None does without, and cannot know what was revoked.
    Raises Refused.
    """
    now = now or datetime.now(UTC)
    credential, kid = _signed(token, jwks, now)
    _is_ours(credential, issuer, CREDENTIAL)
    _is_in_time(credential, now)
    if statuses is not None:
        _stands(credential, jwks, issuer, statuses, now)
    return Genuine(credential, kid, statuses is not None)


def did_of(issuer: str) -> str:
    """The `did:web` identifier behind which the keys of a public address are found; one that is a DID stays."""
    if issuer.startswith("did:"):
        return issuer
    try:
        parts = urlsplit(issuer)
    except ValueError:  # nobody's address
        return issuer
    path = [quote(part, safe="%-._~") for part in parts.path.split("/") if part]
    return ":".join(["did:web", parts.netloc.lower().replace(":", "%3A"), *path])


def _signed(token: str, jwks: dict[str, Any], now: datetime) -> tuple[dict[str, Any], str]:
    """What a key of ours signed, and the key's name. The header is not believed in anything but the name of the key."""
    parts = token.strip().split(".")
    if len(token) > LONGEST_TOKEN or len(parts) != 3:
        raise Refused(Reason.MALFORMED, "A certificate is three texts joined by dots.")
    header = _json(parts[0])
    algorithm = header.get("alg")
    if isinstance(algorithm, str) and algorithm.lower() == "none":
        raise Refused(Reason.UNSIGNED, "The certificate says of itself that nobody signed it (alg: none).")
    if algorithm not in ALGORITHMS:
        raise Refused(Reason.WRONG_ALGORITHM, f"Certificates of ours are signed with EdDSA, not {_short(algorithm)}.")
    if header.get("typ") != "vc+jwt" or "crit" in header:
        raise Refused(Reason.NOT_OURS, "This is a signed text, but no certificate (typ is not vc+jwt).")
    key = _key(jwks, header.get("kid"), now)
    try:
        public = Ed25519PublicKey.from_public_bytes(_bytes(str(key.get("x", ""))))
        public.verify(_bytes(parts[2]), f"{parts[0]}.{parts[1]}".encode())
    except InvalidSignature as error:
        raise Refused(Reason.TAMPERED, "The signature does not fit: the certificate was altered.") from error
    except ValueError as error:
        raise Refused(Reason.MALFORMED, "The key is no Ed25519 key.") from error
    content = _json(parts[1])
    try:
        exact = canonical_json(content) == _bytes(parts[1])
    except (NotCanonical, RecursionError):
        exact = False
    if not exact:
        raise Refused(Reason.NOT_OURS, "The certificate is not written the way ours are (RFC 8785).")
    return content, str(header["kid"])


def _key(jwks: dict[str, Any], kid: object, now: datetime) -> dict[str, Any]:
    published = jwks.get("keys") if isinstance(jwks, dict) else None
    keys = [key for key in published if isinstance(key, dict)] if isinstance(published, list) else []
    keys = [key for key in keys if key.get("kid") == kid]
    if not kid or not keys or (keys[0].get("kty"), keys[0].get("crv")) != ("OKP", "Ed25519"):
        raise Refused(Reason.UNKNOWN_KEY, f"No key of ours is called {_short(kid)}.")
    expires = keys[0].get("exp")
    if expires is not None and not (_is_number(expires) and now.timestamp() < expires):
        raise Refused(Reason.EXPIRED_KEY, "The key that signed it is no longer trusted.")
    return keys[0]


def _is_ours(credential: dict[str, Any], issuer: str, kind: str) -> None:
    contexts, kinds = credential.get("@context"), credential.get("type")
    if not isinstance(contexts, list) or contexts[:1] != [CONTEXT] or not isinstance(kinds, list):
        raise Refused(Reason.NOT_OURS, "This is no W3C Verifiable Credential 2.0.")
    if kind not in kinds:
        raise Refused(Reason.NOT_OURS, f"This is no {kind}.")
    said = credential.get("issuer")
    named = said.get("id") if isinstance(said, dict) else said
    if not isinstance(named, str) or did_of(named) != did_of(issuer):
        raise Refused(Reason.NOT_OURS, f"It was issued by {_short(named)}, not by {issuer!r}.")


def _is_in_time(credential: dict[str, Any], now: datetime) -> None:
    begins, ends = _moment(credential, "validFrom"), _moment(credential, "validUntil")
    if begins and now < begins:
        raise Refused(Reason.NOT_YET_VALID, f"It is valid from {begins:%Y-%m-%d}.")
    if ends and now >= ends:
        raise Refused(Reason.EXPIRED, f"It was valid until {ends:%Y-%m-%d}.")


def _moment(credential: dict[str, Any], name: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(credential[name]) if name in credential else None
    except (TypeError, ValueError) as error:
        raise Refused(Reason.MALFORMED, f"{name} is no moment.") from error
    if moment and not moment.tzinfo:
        raise Refused(Reason.MALFORMED, f"{name} does not say in which timezone.")
    return moment


def _stands(
    credential: dict[str, Any], jwks: dict[str, Any], issuer: str, statuses: Mapping[str, str], now: datetime
) -> None:
    entry = credential.get("credentialStatus")
    address = entry.get("statusListCredential") if isinstance(entry, dict) else None
    token = statuses.get(address) if isinstance(address, str) else None
    if not isinstance(entry, dict) or token is None:
        raise Refused(Reason.STATUS_UNKNOWN, f"The status list {address!r} is not at hand.")
    try:
        revoked = _bit(token, entry, jwks, issuer, now)
    except (Refused, bitstring.BadBitstring, NotAtHand) as error:
        raise Refused(Reason.STATUS_UNKNOWN, f"The status list cannot be relied on: {error}") from error
    if revoked:
        raise Refused(Reason.REVOKED, "The certificate was revoked.")


def _bit(token: str, entry: dict[str, Any], jwks: dict[str, Any], issuer: str, now: datetime) -> bool:
    credential, _kid = _signed(token, jwks, now)
    _is_ours(credential, issuer, STATUS_CREDENTIAL)
    _is_in_time(credential, now)
    subject = credential.get("credentialSubject")
    if not isinstance(subject, dict) or credential.get("id") != entry.get("statusListCredential"):
        raise NotAtHand("it is another list than the certificate names")
    purposes = subject.get("statusPurpose")
    purposes = purposes if isinstance(purposes, list) else [purposes]
    if entry.get("statusPurpose") != REVOCATION or REVOCATION not in purposes:
        raise NotAtHand("it does not say what was revoked")
    if any(place.get("statusSize", ONE_BIT) != ONE_BIT for place in (entry, subject)):
        raise NotAtHand("its places are not one bit each")
    return bitstring.is_set(
        bitstring.decode_bits(subject.get("encodedList")), place_index(entry.get("statusListIndex"))
    )


def place_index(written: object) -> int:
    """The number of a place: a text of digits, as W3C has it, or a number. Raises NotAtHand."""
    text = str(written) if isinstance(written, int | str) and not isinstance(written, bool) else ""
    if not INDEX.fullmatch(text):
        raise NotAtHand(f"{_short(written)} is no place in a list")
    return int(text)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _short(value: object) -> str:
    """What somebody wrote, for a message: one printable line."""
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:80]}…"


def _json(segment: str) -> dict[str, Any]:
    try:
        content = json.loads(_bytes(segment))
    except (ValueError, RecursionError) as error:
        raise Refused(Reason.MALFORMED, "A part of the certificate is not JSON.") from error
    if not isinstance(content, dict):
        raise Refused(Reason.MALFORMED, "A part of the certificate is not an object.")
    return content


def _bytes(segment: str) -> bytes:
    """Base64url in its one true spelling: otherwise several texts would be the same certificate."""
    if SEGMENT.fullmatch(segment):
        try:
            content = base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))
        except ValueError:
            content = b""
        if base64.urlsafe_b64encode(content).rstrip(b"=").decode() == segment:
            return content
    raise Refused(Reason.MALFORMED, "A part of the certificate is not base64url.")


def main(arguments: list[str]) -> int:
    """0: genuine. 1: refused. 2: the files could not be read, or none were named."""
    if len(arguments) < 3:
        sys.stderr.write(__doc__ or "")
        return 2
    issuer, certificate, jwks, *lists = arguments
    try:
        token, keys = _read(certificate), json.loads(_read(jwks))
        statuses = _by_address([_read(path) for path in lists])
    except (OSError, ValueError, RecursionError) as error:
        sys.stderr.write(f"A file cannot be read: {error}\n")
        return 2
    try:
        genuine = verify_certificate(token, keys, issuer.rstrip("/"), statuses if lists else None)
    except Refused as refusal:
        sys.stdout.write(f"REFUSED ({refusal.reason}): {refusal}\n")
        return 1
    note = "" if genuine.checked_status else " (without a status list: whether it was revoked is not known)"
    subject = json.dumps(genuine.credential.get("credentialSubject"), ensure_ascii=False, indent=2)
    sys.stdout.write(f"GENUINE{note}\n{subject}\n")
    return 0


def _read(path: str) -> str:
    return Path(path).read_text(encoding="utf-8-sig").strip()


def _by_address(lists: list[str]) -> dict[str, str]:
    """Status lists by the address that each gives itself; what is none of ours answers for nothing."""
    found = {}
    for token in lists:
        segments = token.split(".")
        try:
            address = _json(segments[1]).get("id") if len(segments) == 3 else None
        except Refused:
            continue
        if isinstance(address, str):
            found[address] = token
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
