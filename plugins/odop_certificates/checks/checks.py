"""Is what somebody scanned, typed or pasted genuine? One answer, with a reason of its own for every way it is not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from odop_certificates.checks import scanned
from odop_certificates.checks.outcomes import CERTIFICATE_ENDED, CERTIFICATE_GENUINE, Outcome
from odop_certificates.checks.scanned import Kind, Scanned
from odop_certificates.credentials import addresses, signing_keys
from odop_certificates.credentials.records import CertificateInfo, UnknownCode, find_certificate
from odop_certificates.models import StatusEntry, UnitState
from odop_certificates.proof import codes, digital_link, payloads, verifier
from odop_certificates.proof.verifier import Refused
from odop_certificates.units import records
from odop_certificates.units.records import UnitInfo
from odop_core.i18n import ENGLISH, Text


@dataclass(frozen=True)
class Check:
    """`unit` and `certificate` are what we know of the code, also when it is no longer genuine.

    The text is for everybody, in any language. Why something was revoked (`end_reason`) may be in the words of staff,
    and for them. `product` is the newest certificate of the product that a GTIN without a serial names.
    """

    outcome: Outcome
    text: Text
    unit: UnitInfo | None = None
    certificate: CertificateInfo | None = None
    product: CertificateInfo | None = None

    @property
    def is_genuine(self) -> bool:
        return self.outcome == Outcome.GENUINE

    @property
    def message(self) -> str:
        """In English."""
        return self.text.in_language(ENGLISH)


def check_code(text: str, using: str = "default") -> Check:
    """A serial, a certificate's code, the address of either's page, or a signed certificate itself."""
    return check_scanned(scanned.read_scanned(text, addresses.known_addresses()), using)


def check_scanned(found: Scanned, using: str = "default") -> Check:
    if found.kind is Kind.TOKEN:
        return _of_token(found.code, using)
    if found.kind is Kind.FOREIGN:
        return _only(Outcome.FOREIGN)
    if found.kind is Kind.OTHER:
        return _only(Outcome.UNKNOWN)
    if found.kind is Kind.UNREADABLE:
        return _only(Outcome.UNREADABLE)
    if found.kind is Kind.PRODUCT:
        return _of_gtin(found.gtin, using)
    try:
        return _of_code(found, codes.read_code(found.code), using)
    except codes.UnreadableCode:
        return _only(Outcome.UNREADABLE)
    except UnknownCode:
        return _only(Outcome.UNKNOWN)


def check_unit(unit: UnitInfo, using: str = "default") -> Check:
    if unit.state == UnitState.ACTIVE:
        outcome = _signature(unit.token, using)
    else:
        outcome = Outcome.RETURNED if unit.state == UnitState.RETURNED else Outcome.REVOKED
    return Check(outcome, outcome.meaning, unit, unit.certificate)


def check_certificate(certificate: CertificateInfo, using: str = "default") -> Check:
    if certificate.ended_at:
        return Check(Outcome.REVOKED, CERTIFICATE_ENDED, None, certificate)
    outcome = _signature(certificate.token, using)
    text = CERTIFICATE_GENUINE if outcome is Outcome.GENUINE else outcome.meaning
    return Check(outcome, text, None, certificate)


def _of_code(found: Scanned, code: str, using: str) -> Check:
    """An address says whether it is of a piece or of a certificate; a code alone may be of either."""
    if found.kind is not Kind.CERTIFICATE:
        try:
            unit = records.find_unit(code, using)
            if found.gtin and found.gtin != unit.gtin:
                return _only(Outcome.ALTERED)
            return check_unit(unit, using)
        except UnknownCode:
            if found.kind is Kind.UNIT:
                raise
    return check_certificate(find_certificate(code, using), using)


def _of_gtin(gtin: str, using: str) -> Check:
    if not digital_link.has_check_digit(gtin):
        return _only(Outcome.UNREADABLE)
    product = records.find_certificate_of_gtin(gtin, using)
    outcome = Outcome.PRODUCT_NUMBER if product else Outcome.UNKNOWN
    return Check(outcome, outcome.meaning, product=product)


def _of_token(token: str, using: str) -> Check:
    """What we have on record says more of a certificate than itself: that the piece came back, for example."""
    outcome = _signature(token, using)
    if outcome not in (Outcome.GENUINE, Outcome.REVOKED):
        return _only(outcome)
    kind, code = _named_in(token)
    known = check_scanned(Scanned(kind, code), using)
    if known.certificate or outcome is Outcome.REVOKED:
        return known if known.certificate else _only(outcome)
    return _only(Outcome.UNKNOWN)  # our signature, and no record of it: nobody should rely on that


def _named_in(token: str) -> tuple[Kind, str]:
    credential = payloads.read_payload(token)
    serial = credential["credentialSubject"].get("serial", "")
    if serial:
        return Kind.UNIT, serial
    return Kind.CERTIFICATE, str(credential.get("id", "")).rpartition("/")[2]


def _signature(token: str, using: str) -> Outcome:
    """As anybody would check it, but for the status, which is looked up where the lists are made from."""
    try:
        found = verifier.verify_certificate(
            token, signing_keys.jwks(with_expired=True, using=using), addresses.base_address(), None
        )
    except Refused as refusal:
        return Outcome(refusal.reason.value)
    return _status(found.credential.get("credentialStatus"), using)


def _status(place: Any, using: str) -> Outcome:
    """By the place in the lists that the certificate names."""
    try:
        number, index = re.search(r"/([0-9]{1,18})$", place["statusListCredential"]), place["statusListIndex"]
        key = {"list_id": int(number[1]), "index": verifier.place_index(index)} if number else None
    except (KeyError, TypeError, verifier.NotAtHand):
        key = None
    row = StatusEntry.objects.using(using).filter(**key).first() if key else None
    if row is None or place.get("statusPurpose") != verifier.REVOCATION:
        return Outcome.STATUS_UNKNOWN
    return Outcome.GENUINE if row.revoked_at is None else Outcome.REVOKED


def _only(outcome: Outcome) -> Check:
    return Check(outcome, outcome.meaning)
