"""A piece's Digital Product Passport of the UN Transparency Protocol (UNTP 0.7.0): our facts in its words.

It is made when asked for, of what the piece's certificate says, and says no more: no workshop, no artisan, and of the
article only the craft and the district.
"""

from __future__ import annotations

from typing import Any

from odop_certificates.credentials import addresses, signing_keys, status_lists, vocabulary
from odop_certificates.credentials.issuers import Issuer
from odop_certificates.models import UnitSerial
from odop_certificates.proof import payloads
from odop_certificates.proof.verifier import CONTEXT

VERSION = "0.7.0"
UNTP_CONTEXT = f"https://vocabulary.uncefact.org/untp/{VERSION}/context/"
PASSPORT = "DigitalProductPassport"
INDIA = {"countryCode": "IN", "countryName": "India"}


def passport(serial: str, issuer: Issuer) -> dict[str, Any]:
    """The unsigned content. Raises UnitSerial.DoesNotExist."""
    unit = UnitSerial.objects.select_related("status", "certificate").get(serial=serial)
    credential = payloads.read_payload(unit.token)
    origin = credential["credentialSubject"]
    address = addresses.unit_address(issuer.address, unit.serial, unit.gtin)
    name = origin["craft"]["name"] if "craft" in origin else f"Product of {origin['district']['name']}"
    return {
        "@context": [CONTEXT, UNTP_CONTEXT],
        "type": [PASSPORT, "VerifiableCredential"],
        "id": f"{address}#passport",
        "issuer": {"type": ["CredentialIssuer"], **issuer.as_json()},
        "validFrom": credential["validFrom"],
        "validUntil": credential["validUntil"],
        "name": f"Digital product passport: {name}",
        # UNTP's schema wants a number where W3C wants the number as a text; a reader of either finds the place.
        "credentialStatus": {
            **status_lists.status_entry(unit.status, issuer.address), "statusListIndex": unit.status.index,
        },
        "credentialSubject": _product(unit, origin, address, name, issuer),
    }  # fmt: skip


def signed_passport(serial: str, issuer: Issuer) -> str:
    """Enveloped as UNTP asks (VC-JOSE-COSE). Raises UnitSerial.DoesNotExist."""
    return signing_keys.sign_credential(passport(serial, issuer), signing_keys.active_key())


def _product(unit: UnitSerial, origin: dict[str, Any], address: str, name: str, issuer: Issuer) -> dict[str, Any]:
    words = vocabulary.context_address(issuer.address)
    district = origin["district"]
    scheme = (
        {"id": "https://gs1.org/voc/gtin", "name": "GS1 GTIN and serial"}
        if unit.gtin
        else {"id": f"{words}#serial", "name": f"Serials of {issuer.name}"}
    )
    said: dict[str, Any] = {
        "type": ["Product"],
        "id": address,
        "name": name,
        "idScheme": {"type": ["IdentifierScheme"], **scheme},
        "itemNumber": unit.serial,
        "idGranularity": "item",
        "productCategory": [_category(origin["craft"], words)] if "craft" in origin else [],
        "relatedDocument": [
            {
                "linkURL": f"{address}?format=jwt",
                "linkName": "Signed certificate of origin",
                "mediaType": "application/vc+jwt",
                "linkType": "https://gs1.org/voc/certificationInfo",
            }
        ],
        "producedAtFacility": {
            "type": ["Facility"],
            "id": f"{words}#district-{district['lgdCode']}",
            "name": f"{district['name']} district, Uttar Pradesh (the workshop is not named)",
            "registeredId": str(district["lgdCode"]),
        },
        "countryOfProduction": INDIA,
    }
    return said | ({"modelNumber": unit.gtin} if unit.gtin else {})


def _category(craft: dict[str, str], words: str) -> dict[str, str]:
    return {
        "code": craft["slug"],
        "name": craft["name"],
        "schemeId": f"{words}#craft",
        "schemeName": "One District One Product list of Uttar Pradesh",
    }
