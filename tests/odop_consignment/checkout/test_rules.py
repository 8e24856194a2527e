from __future__ import annotations

import pytest

from odop_consignment.checkout.rules import Destination, find_restriction
from odop_core.store.orders import Address

LUCKNOW = Address(country_area="Uttar Pradesh", postal_code="226001", country_code="IN")
DELHI = Address(country_area="Delhi", postal_code="110001", country_code="IN")
KATHMANDU = Address(country_area="Bagmati", postal_code="446000", country_code="NP")


@pytest.mark.parametrize("tax_regime", ["composition", "enrolled"])
@pytest.mark.parametrize(
    ("billing", "shipping", "may"),
    [
        (LUCKNOW, LUCKNOW, True),
        (LUCKNOW, None, True),
        (DELHI, LUCKNOW, False),
        (LUCKNOW, DELHI, False),
        (DELHI, DELHI, False),
        (DELHI, None, False),
        (LUCKNOW, KATHMANDU, False),
        (None, None, False),
    ],
)
def test_both_addresses_must_be_in_the_suppliers_state(
    tax_regime: str, billing: Address | None, shipping: Address | None, may: bool
) -> None:
    # when
    found = find_restriction(tax_regime, "09", Destination.of(billing, shipping))

    # then
    assert (found is None) is may


@pytest.mark.parametrize("tax_regime", ["registered", "unregistered"])
def test_others_sell_everywhere(tax_regime: str) -> None:
    assert find_restriction(tax_regime, "09", Destination.of(DELHI, KATHMANDU)) is None


def test_the_buyer_reads_where_it_may_be_sold() -> None:
    # when
    found = find_restriction("enrolled", "09", Destination.of(LUCKNOW, DELHI))

    # then
    assert found is not None
    assert str(found) == "can be sold inside Uttar Pradesh only, and not sent to Delhi."
    assert found.in_language("hi") == "केवल उत्तर प्रदेश में बेचा जा सकता है; इसे दिल्ली भेजा नहीं जा सकता।"


def test_an_address_without_a_state_is_to_be_corrected() -> None:
    # when
    found = find_restriction("enrolled", "09", Destination.of(Address(country_code="IN"), LUCKNOW))

    # then
    assert found is not None
    assert "the billing address names no State of India" in str(found)


def test_a_pin_code_tells_the_state_of_an_address_without_one() -> None:
    # given
    told = Address(postal_code="226 001", country_code="IN")

    # then
    assert find_restriction("enrolled", "09", Destination.of(told, told)) is None
