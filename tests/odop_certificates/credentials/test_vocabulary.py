"""What certificates say in JSON-LD: each word is W3C's or defined in our context, and the issuer can be found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from odop_certificates.credentials import issuers, signing_keys, vocabulary
from odop_certificates.credentials.passports import UNTP_CONTEXT, passport, signed_passport
from odop_certificates.pages.formats import Format
from odop_certificates.proof import payloads, verifier
from odop_certificates.settings import PLUGIN_ID
from odop_certificates.units import records
from tests.factories import switch
from tests.odop_certificates.certified import BASE, artisan, certified, sold, verified
from tests.odop_certificates.pages.addresses import ask

pytestmark = pytest.mark.django_db
DID = "did:web:mart.example:provenance"
# Of https://www.w3.org/ns/credentials/v2, as far as certificates use them.
W3C = {
    "@context", "id", "type", "issuer", "name", "validFrom", "validUntil", "credentialSubject", "credentialStatus",
    "VerifiableCredential", "BitstringStatusListEntry", "statusPurpose", "statusListIndex", "statusListCredential",
}  # fmt: skip


def words(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        kinds = value.get("type", [])
        yield from [kinds] if isinstance(kinds, str) else kinds
        for inner in value.values():
            yield from words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from words(inner)


def test_every_word_of_a_certificate_is_defined() -> None:
    # given
    ours = vocabulary.context_document(BASE)["@context"]
    certificate = certified(district="agra", craft="petha", by=artisan().slug)
    credentials = [payloads.read_payload(token) for token in (certificate.token, sold()[0].token)]

    # then
    assert "@vocab" not in json.dumps([ours, *credentials])
    for credential in credentials:
        assert credential["@context"] == [verifier.CONTEXT, f"{BASE}/ns/v1"]
        assert set(words(credential)) <= W3C | ours.keys()
    assert not ours.keys() & W3C
    assert json.loads(ask("/ns/v1").content) == {"@context": ours}
    assert ask("/ns/v1")["Content-Type"] == "application/ld+json"


def test_certificate_is_one_thing_and_what_it_speaks_of_another() -> None:
    """W3C VC Data Model 2.0, 4.4 and 4.8: each `id` identifies what it stands in."""
    # given
    certificate = certified()
    unit = records.find_unit(sold()[0].serial)
    of_product, of_unit = payloads.read_payload(certificate.token), payloads.read_payload(unit.token)

    # then
    assert (of_product["id"], of_unit["credentialSubject"]["id"]) == (f"{BASE}/c/{certificate.code}", unit.url)
    for credential in (of_product, of_unit):
        assert credential["credentialSubject"]["id"] != credential["id"]
        assert credential["id"].startswith(BASE)


def test_issuer_has_a_name_and_is_found_by_did_web() -> None:
    # given
    switch(PLUGIN_ID, issuer_name="ODOP Mart, Lucknow")

    # when
    credential = payloads.read_payload(certified().token)
    document = json.loads(ask("/did.json").content)

    # then
    assert credential["issuer"] == {"id": DID, "name": "ODOP Mart, Lucknow"}
    assert (document["id"], document["alsoKnownAs"]) == (DID, [BASE])
    assert document["assertionMethod"] == [f"{DID}#{signing_keys.active_key().kid}"]
    assert {method["controller"] for method in document["verificationMethod"]} == {DID}


@pytest.mark.parametrize(
    ("address", "did"),
    [
        ("https://mart.example", "did:web:mart.example"),
        ("https://Mart.Example/", "did:web:mart.example"),
        ("https://mart.example/provenance", DID),
        (
            "https://shop.example/plugins/global/odop.certificates",
            "did:web:shop.example:plugins:global:odop.certificates",
        ),
        ("http://localhost:8100/provenance", "did:web:localhost%3A8100:provenance"),
        (DID, DID),
    ],
)
def test_did_is_made_of_the_public_address(address: str, did: str) -> None:
    """The examples of the did:web method specification, 2.5."""
    assert verifier.did_of(address) == did
    assert issuers.Issuer(address, "x").did == did


def test_certificate_is_verified_by_address_or_did() -> None:
    # given
    token, jwks = certified().token, signing_keys.jwks()

    # then
    for issuer in (BASE, DID):
        assert verifier.verify_certificate(token, jwks, issuer, None)
    with pytest.raises(verifier.Refused):
        verifier.verify_certificate(token, jwks, "did:web:mart.example", None)


def test_passport_has_what_untp_requires() -> None:
    """UNTP 0.7.0, DigitalProductPassport.json: what it requires, and which values it allows. (The schema is UNECE's,
    and not copied here.)"""
    # given
    verified(district="agra", craft="petha", by=artisan().slug)
    unit = records.find_unit(sold()[0].serial)

    # when
    found = passport(unit.serial, issuers.load_issuer())

    # then
    assert found["@context"] == [verifier.CONTEXT, UNTP_CONTEXT]
    assert set(found["type"]) == {"DigitalProductPassport", "VerifiableCredential"}
    assert {"id", "issuer", "validFrom", "name", "credentialSubject"} <= found.keys()
    assert found["issuer"]["id"] == DID
    assert isinstance(found["credentialStatus"]["statusListIndex"], int)
    product = found["credentialSubject"]
    assert {
        "id",
        "name",
        "idScheme",
        "idGranularity",
        "productCategory",
        "producedAtFacility",
        "countryOfProduction",
    } <= (product.keys())
    assert (product["id"], product["idGranularity"], product["name"]) == (unit.url, "item", "Petha")
    assert product["countryOfProduction"]["countryCode"] == "IN"
    assert "habana" not in json.dumps(found)


def test_passport_is_had_unsigned_and_signed() -> None:
    # given
    verified()
    serial = sold()[0].serial

    # when
    plain, token = ask(f"/o/{serial}", format="dpp"), ask(f"/o/{serial}", format="dpp-jwt")

    # then
    assert (plain["Content-Type"], token["Content-Type"]) == (Format.DPP, Format.JWT)
    assert payloads.read_payload(token.content.decode()) == json.loads(plain.content)
    assert token.content.decode() == signed_passport(serial, issuers.load_issuer())
