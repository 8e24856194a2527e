"""What the tests of the pages share."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache

from tests.odop_certificates.certified import BASE


@pytest.fixture(autouse=True)
def _public_address(settings: Any) -> None:
    settings.ODOP_PUBLIC_URL = BASE
    cache.clear()
