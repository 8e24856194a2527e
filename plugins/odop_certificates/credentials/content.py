"""What a certificate says: a W3C Verifiable Credential 2.0 about a product, or about one unit of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from odop_certificates.credentials import addresses, status_lists, vocabulary
from odop_certificates.credentials.issuers import Issuer
from odop_certificates.models import Certificate, Dispatch, StatusEntry, UnitSerial
from odop_certificates.proof import disclosure
from odop_certificates.proof.verifier import CONTEXT, CREDENTIAL
from odop_provenance.api import ClaimFacts

# A label outlives the warranty of anything it is on.
UNIT_VALID_FOR = timedelta(days=10 * 365)
CLAIM_VALID_FOR = timedelta(days=5 * 365)


def product_credential(certificate: Certificate, claim: ClaimFacts, issuer: Issuer) -> dict[str, Any]:
    """The certificate is one thing, at an address; the product that it speaks of is another."""
    address = addresses.certificate_address(issuer.address, certificate.code)
    subject = {"id": f"{address}#product", "type": ["Product"], "product": claim.product_id, **_origin(claim)}
    if certificate.artisan_slug:
        shown = disclosure.disclosure_of(certificate.artisan_salt, claim.artisan_name)
        subject["artisanDigest"] = disclosure.digest_of(shown)
    return _credential(issuer, address, certificate.issued_at, certificate.valid_until, subject, certificate.status)


def unit_credential(
    unit: UnitSerial, dispatch: Dispatch, origin: dict[str, Any], valid_until: datetime, issuer: Issuer
) -> dict[str, Any]:
    """`origin` is what the certificate it was sold under says. The address on the label identifies the piece; the
    certificate is what is found there."""
    address = addresses.unit_address(issuer.address, unit.serial, unit.gtin)
    subject = {
        **origin,
        "id": address,
        "type": ["Product", "Unit"],
        "serial": unit.serial,
        "certificate": addresses.certificate_address(issuer.address, unit.certificate.code),
        "leftOn": dispatch.left_at.astimezone(UTC).date().isoformat(),
    }
    return _credential(issuer, f"{address}#certificate", unit.issued_at, valid_until, subject, unit.status)


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
    issuer: Issuer, address: str, begins: datetime, ends: datetime, subject: dict[str, Any], place: StatusEntry
) -> dict[str, Any]:
    return {
        "@context": [CONTEXT, vocabulary.context_address(issuer.address)],
        "id": address,
        "type": ["VerifiableCredential", CREDENTIAL],
        "issuer": issuer.as_json(),
        "validFrom": timestamp(begins),
        "validUntil": timestamp(ends),
        "credentialSubject": subject,
        "credentialStatus": status_lists.status_entry(place, issuer.address),
    }


def timestamp(moment: datetime) -> str:
    """To the second, in UTC, as XML Schema writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
