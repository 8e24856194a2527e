"""Certificates checked by somebody else's library: jwcrypto knows nothing of ours but the public keys."""

from __future__ import annotations

import json
import socket

import pytest
from jwcrypto import jwk, jws  # type: ignore[import-untyped]

from odop_certificates.proof import tokens
from tests.odop_certificates.proof.issuer import JWKS, PRIVATE, credential, signed


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("Checking a certificate went to the network.")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def checked(token: str) -> jws.JWS:
    keys = jwk.JWKSet.from_json(json.dumps(JWKS))
    read = jws.JWS()
    read.allowed_algs = ["EdDSA", "Ed25519"]
    read.deserialize(token)
    read.verify(keys.get_key(read.jose_header["kid"]))
    return read


def test_certificate_is_verified_by_another_library() -> None:
    # when
    read = checked(signed(credential()))

    # then
    assert json.loads(read.payload) == credential()
    assert (read.jose_header["alg"], read.jose_header["typ"]) == ("EdDSA", "vc+jwt")


def test_altered_certificate_is_refused_by_another_library() -> None:
    # given
    head, _content, signature = signed(credential()).split(".")
    _head, content, _signature = signed(credential(issuer="https://forger.example")).split(".")

    # then
    with pytest.raises(jws.InvalidJWSSignature):
        checked(f"{head}.{content}.{signature}")


def test_name_of_a_key_is_its_thumbprint() -> None:
    # given
    public = tokens.public_jwk(PRIVATE)

    # then
    assert jwk.JWK(**{name: public[name] for name in ("kty", "crv", "x")}).thumbprint() == public["kid"]
