"""What a certificate says: a W3C Verifiable Credential 2.0 about a product, or about one unit of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from odop_certificates.credentials import addresses, status_lists
from odop_certificates.models import Certificate, Dispatch, StatusEntry, UnitSerial
from odop_certificates.proof import disclosure
from odop_certificates.proof.verifier import CONTEXT, CREDENTIAL
from odop_provenance.api import ClaimFacts

# A label outlives the warranty of anything it is on.
UNIT_VALID_FOR = timedelta(days=10 * 365)
CLAIM_VALID_FOR = timedelta(days=5 * 365)


def product_credential(certificate: Certificate, claim: ClaimFacts, issuer: str) -> dict[str, Any]:
    """`issuer` is our public address, as `addresses.base_address` gives it."""
    subject = {"type": ["Product"], "product": claim.product_id, **_origin(claim)}
    if certificate.artisan_slug:
        shown = disclosure.disclosure_of(certificate.artisan_salt, claim.artisan_name)
        subject["artisanDigest"] = disclosure.digest_of(shown)
    address = addresses.certificate_address(issuer, certificate.code)
    return _credential(issuer, address, certificate.issued_at, certificate.valid_until, subject, certificate.status)


def unit_credential(
    unit: UnitSerial, dispatch: Dispatch, origin: dict[str, Any], valid_until: datetime, issuer: str
) -> dict[str, Any]:
    """`origin` is what the certificate it was sold under says."""
    address = addresses.unit_address(issuer, unit.serial, unit.gtin)
    subject = {
        **origin,
        "id": address,
        "type": ["Product", "Unit"],
        "serial": unit.serial,
        "certificate": addresses.certificate_address(issuer, unit.certificate.code),
        "leftOn": dispatch.left_at.astimezone(UTC).date().isoformat(),
    }
    return _credential(issuer, address, unit.issued_at, valid_until, subject, unit.status)


def _origin(claim: ClaimFacts) -> dict[str, Any]:
    district = claim.district
    said: dict[str, Any] = {
        "district": {
            "lgdCode": district.lgd_code,
            "name": district.name_en,
            "nameHi": district.name_hi,
            "state": district.state_code,
        }
    }
    if claim.craft:
        said["craft"] = {"slug": claim.craft.slug, "name": claim.craft.name_en}
    return said


def _credential(
    issuer: str, address: str, begins: datetime, ends: datetime, subject: dict[str, Any], place: StatusEntry
) -> dict[str, Any]:
    return {
        # The words that W3C's context does not have are ours.
        "@context": [CONTEXT, {"@vocab": f"{issuer}/ns#"}],
        "id": address,
        "type": ["VerifiableCredential", CREDENTIAL],
        "issuer": issuer,
        "validFrom": timestamp(begins),
        "validUntil": timestamp(ends),
        "credentialSubject": subject,
        "credentialStatus": status_lists.status_entry(place, issuer),
    }


def timestamp(moment: datetime) -> str:
    """To the second, in UTC, as XML Schema writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
