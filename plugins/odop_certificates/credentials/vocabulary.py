"""The words of our certificates that W3C's context does not have, as a JSON-LD context that is served at `/ns/v1`.

Certificates name this address, so what it says of a word must never change: another meaning is another version.
"""

from __future__ import annotations

from typing import Any

from odop_certificates.proof.verifier import CREDENTIAL

VERSION = "v1"
XSD = "http://www.w3.org/2001/XMLSchema#"
SCHEMA = "https://schema.org/"


def context_address(base: str) -> str:
    """`base` is our public address, as `addresses.base_address` gives it."""
    return f"{base}/ns/{VERSION}"


def namespace(base: str) -> str:
    """What the names of our own words start with."""
    return f"{base}/ns#"


def context_document(base: str) -> dict[str, Any]:
    """Each word by itself; a word that is not here means nothing (no `@vocab`)."""
    return {
        "@context": {
            "@version": 1.1,
            "@protected": True,
            "odop": {"@id": namespace(base), "@prefix": True},
            CREDENTIAL: f"odop:{CREDENTIAL}",
            "Product": f"{SCHEMA}Product",
            "Unit": f"{SCHEMA}IndividualProduct",
            "product": "odop:product",
            "serial": f"{SCHEMA}serialNumber",
            "certificate": {"@id": "odop:certificate", "@type": "@id"},
            "leftOn": {"@id": "odop:leftOn", "@type": f"{XSD}date"},
            "district": "odop:district",
            "lgdCode": {"@id": "odop:lgdCode", "@type": f"{XSD}integer"},
            "state": "odop:state",
            "nameHi": {"@id": f"{SCHEMA}name", "@language": "hi"},
            "craft": "odop:craft",
            "slug": "odop:slug",
            "artisanDigest": "odop:artisanDigest",
        }
    }
