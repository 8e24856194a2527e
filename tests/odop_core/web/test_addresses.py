from __future__ import annotations

from typing import Any

import pytest

from odop_core.web import addresses


@pytest.mark.parametrize("address", ["https://shop.example", "https://shop.example/"])
def test_plugin_is_below_saleors_address(settings: Any, address: str) -> None:
    # given
    settings.PUBLIC_URL = address

    # then
    assert addresses.below_saleor("odop.x") == "https://shop.example/plugins/global/odop.x"


def test_nobody_knows_the_address_outside_saleor() -> None:
    assert addresses.below_saleor("odop.x") == ""
