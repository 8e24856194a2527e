"""What the tests of certificates share."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import SettingsWrapper

BASE = "https://mart.example/provenance"


@pytest.fixture(autouse=True)
def _public_address(settings: SettingsWrapper) -> None:
    settings.ODOP_PUBLIC_URL = BASE
