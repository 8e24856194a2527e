"""A Saleor made of recordings, on loopback, and the App that it has installed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from devtools.replay import RecordedSaleor, Recording, new_key, recordings
from saleor_config.app.models import Installation
from saleor_config.app.registration import register


@pytest.fixture(scope="session")
def saleor_key() -> rsa.RSAPrivateKey:
    """Making a key takes a while; one is enough for all tests."""
    return new_key()


@pytest.fixture(scope="session")
def forged_key() -> rsa.RSAPrivateKey:
    """The key of somebody who is not our Saleor."""
    return new_key()


@pytest.fixture
def saleor(saleor_key: rsa.RSAPrivateKey) -> Iterator[RecordedSaleor]:
    with RecordedSaleor(key=saleor_key).serving() as serving:
        yield serving


@pytest.fixture
def installation(db: None, saleor: RecordedSaleor, settings: Any) -> Installation:
    """Our Saleor has installed the App, by the App's own registration."""
    settings.ODOP_SALEOR_API_URLS = [saleor.api_url]
    return register(saleor.api_url, saleor.token)


@pytest.fixture(scope="session")
def stories() -> dict[str, Recording]:
    return {recording.slug: recording for recording in recordings()}
