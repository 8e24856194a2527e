"""What the tests of the pages share."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import override_settings

from tests.odop_certificates.certified import BASE, artisan, bought, left, verified


@pytest.fixture(autouse=True)
def _public_address(settings: Any) -> None:
    settings.ODOP_PUBLIC_URL = BASE
    cache.clear()


@pytest.fixture(scope="module")
def serial(rows_of_module: None) -> str:
    """Of a petha from Agra that Shabana made and a buyer has."""
    with override_settings(ODOP_PUBLIC_URL=BASE):
        verified(district="agra", craft="petha", by=artisan().slug)
        return bought(left(user_email="buyer@example.in"))[0].serial
