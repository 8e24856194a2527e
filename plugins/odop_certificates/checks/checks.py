"""Is what somebody scanned, typed or pasted genuine? One answer, with a reason of its own for every way it is not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from odop_certificates.credentials import addresses, signing_keys
from odop_certificates.credentials.records import CertificateInfo, UnknownCode, find_certificate
from odop_certificates.models import StatusEntry, UnitState
from odop_certificates.proof import codes, payloads, verifier
from odop_certificates.proof.verifier import Reason, Refused
from odop_certificates.units import records
from odop_certificates.units.records import UnitInfo

LONGEST_CODE = 2000


class Outcome(StrEnum):
    """What became of a check: genuine, or why not. `verify.Reason` has the reasons of signed certificates."""

    GENUINE = "genuine"
    # A code that cannot be one of ours: mistyped, cut off or altered.
    ALTERED = "altered"
    # A code that could be ours, but is not.
    UNKNOWN = "unknown"
    # The piece was given back; its label should not be on anything.
    RETURNED = "returned"
    REVOKED = Reason.REVOKED.value
    MALFORMED = Reason.MALFORMED.value
    UNSIGNED = Reason.UNSIGNED.value
    WRONG_ALGORITHM = Reason.WRONG_ALGORITHM.value
    UNKNOWN_KEY = Reason.UNKNOWN_KEY.value
    EXPIRED_KEY = Reason.EXPIRED_KEY.value
    TAMPERED = Reason.TAMPERED.value
    NOT_OURS = Reason.NOT_OURS.value
    NOT_YET_VALID = Reason.NOT_YET_VALID.value
    EXPIRED = Reason.EXPIRED.value


@dataclass(frozen=True)
class Check:
    """`unit` and `certificate` are what we know of the code, also when it is no longer genuine.

    The message is for everybody. Why something was revoked (`end_reason`) may be in the words of staff, and for them.
    """

    outcome: Outcome
    message: str
    unit: UnitInfo | None = None
    certificate: CertificateInfo | None = None

    @property
    def is_genuine(self) -> bool:
        return self.outcome == Outcome.GENUINE


def check_code(text: str, using: str = "default") -> Check:
    """A serial, a certificate's code, the address of either's page, or a signed certificate itself."""
    if text.strip().startswith("ey") and text.count(".") == 2:
        return _of_token(text.strip(), using)
    if len(text) > LONGEST_CODE:
        return Check(Outcome.ALTERED, f"A code has {codes.LENGTH} letters and digits.")
    try:
        code = codes.read_code(records.serial_in(text))
    except codes.AlteredCode as error:
        return Check(Outcome.ALTERED, str(error))
    try:
        return check_unit(records.find_unit(code, using), using)
    except UnknownCode as unknown:
        try:
            return check_certificate(find_certificate(code, using), using)
        except UnknownCode:
            return Check(Outcome.UNKNOWN, str(unknown))


def check_unit(unit: UnitInfo, using: str = "default") -> Check:
    if unit.state == UnitState.RETURNED:
        return Check(Outcome.RETURNED, "The piece with this label was returned.", unit, unit.certificate)
    if unit.state == UnitState.REVOKED:
        return Check(Outcome.REVOKED, "The label was revoked.", unit, unit.certificate)
    outcome, message = _signature(unit.token, using)
    return Check(outcome, message, unit, unit.certificate)


def check_certificate(certificate: CertificateInfo, using: str = "default") -> Check:
    if certificate.ended_at:
        return Check(Outcome.REVOKED, "The certificate no longer stands.", None, certificate)
    outcome, message = _signature(certificate.token, using)
    return Check(outcome, message, None, certificate)


def _of_token(token: str, using: str) -> Check:
    outcome, message = _signature(token, using)
    if outcome not in (Outcome.GENUINE, Outcome.REVOKED):
        return Check(outcome, message)
    known = check_code(payloads.read_payload(token)["id"], using)
    return known if known.unit or known.certificate else Check(outcome, message)


def _signature(token: str, using: str) -> tuple[Outcome, str]:
    """As anybody would check it, but for the status, which is looked up where the lists are made from."""
    try:
        found = verifier.verify_certificate(
            token, signing_keys.jwks(with_expired=True, using=using), addresses.base_address(), None
        )
    except Refused as refusal:
        return Outcome(refusal.reason.value), str(refusal)
    if _is_revoked(found.credential["credentialStatus"], using):
        return Outcome.REVOKED, "The certificate was revoked."
    return Outcome.GENUINE, "The signature fits, and the certificate stands."


def _is_revoked(place: dict[str, str], using: str) -> bool:
    number = place["statusListCredential"].rpartition("/")[2]
    rows = StatusEntry.objects.using(using).filter(list_id=int(number), index=int(place["statusListIndex"]))
    return rows.filter(revoked_at__isnull=False).exists()
