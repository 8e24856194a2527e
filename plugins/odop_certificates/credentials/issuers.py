"""Who vouches for certificates: a name, and an identifier that is found on the web (did:web), with the keys behind it.

The identifier is made of our public address, so whoever owns that address, and nobody else, can publish its keys.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from odop_certificates.credentials import addresses, signing_keys
from odop_certificates.proof.verifier import did_of
from odop_certificates.settings import CertificatesSettings
from odop_core.plugin import configuration

CID_CONTEXT = "https://www.w3.org/ns/cid/v1"
DID_CONTEXT = "https://www.w3.org/ns/did/v1"
JWK_CONTEXT = "https://w3id.org/security/jwk/v1"


@dataclass(frozen=True)
class Issuer:
    """`address` is our public one, without a slash at its end."""

    address: str
    name: str

    @property
    def did(self) -> str:
        return did_of(self.address)

    def as_json(self) -> dict[str, str]:
        return {"id": self.did, "name": self.name}


def load_issuer(settings: CertificatesSettings | None = None) -> Issuer:
    """Asks the database for the plugin's settings unless they are given."""
    settings = settings or configuration.load_settings(CertificatesSettings)
    return Issuer(addresses.base_address(settings), settings.issuer_name)


def did_document() -> dict[str, Any]:
    """What `did:web` is resolved to, at `/did.json`."""
    issuer = load_issuer()
    return _document([DID_CONTEXT, JWK_CONTEXT], issuer.did, also=issuer.address)


def issuer_document() -> dict[str, Any]:
    """The same for readers that know no DIDs, at our public address itself: a W3C controlled identifier document."""
    issuer = load_issuer()
    return _document([CID_CONTEXT], issuer.address, also=issuer.did)


def _document(contexts: list[str], subject: str, also: str) -> dict[str, Any]:
    methods = [
        {"id": f"{subject}#{key['kid']}", "type": "JsonWebKey", "controller": subject, "publicKeyJwk": key}
        for key in signing_keys.jwks()["keys"]
    ]
    return {
        "@context": contexts,
        "id": subject,
        "alsoKnownAs": [also],
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }
