"""Fixtures of a Saleor made of recordings, on loopback: of whatever plays them, and of the App it has installed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from devtools.replay import RecordedSaleor, Recording, new_key, recordings

__all__ = ["saleor", "saleor_key", "stories"]


@pytest.fixture(scope="session")
def saleor_key() -> rsa.RSAPrivateKey:
    """Making a key takes a while; one is enough for all tests."""
    return new_key()


@pytest.fixture
def saleor(saleor_key: rsa.RSAPrivateKey) -> Iterator[RecordedSaleor]:
    with RecordedSaleor(key=saleor_key).serving() as serving:
        yield serving


@pytest.fixture(scope="session")
def stories() -> dict[str, Recording]:
    return {recording.slug: recording for recording in recordings()}
