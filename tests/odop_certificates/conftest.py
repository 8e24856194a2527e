"""What the tests of certificates share."""

from __future__ import annotations

from typing import Any

import pytest

from tests.odop_certificates.certified import BASE


@pytest.fixture(autouse=True)
def _public_address(settings: Any) -> None:
    settings.ODOP_PUBLIC_URL = BASE
