"""A Saleor made of recordings, on loopback, and the App that it has installed."""

from __future__ import annotations

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from devtools.replay import RecordedSaleor, new_key
from saleor_config.app.install.registration import register
from saleor_config.app.models import Installation
from tests.recorded_saleor import saleor, saleor_key, stories

__all__ = ["saleor", "saleor_key", "stories"]


@pytest.fixture(scope="session")
def forged_key() -> rsa.RSAPrivateKey:
    """The key of somebody who is not our Saleor."""
    return new_key()


@pytest.fixture
def installation(db: None, saleor: RecordedSaleor, settings: Any) -> Installation:
    """Our Saleor has installed the App, by the App's own registration."""
    settings.ODOP_SALEOR_API_URLS = [saleor.api_url]
    return register(saleor.api_url, saleor.token)
