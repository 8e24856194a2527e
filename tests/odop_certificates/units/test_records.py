from __future__ import annotations

import pytest

from odop_certificates.checks import checks
from odop_certificates.checks.checks import Outcome
from odop_certificates.credentials import addresses, signing_keys
from odop_certificates.credentials import records as certificate_records
from odop_certificates.credentials.records import UnknownCode
from odop_certificates.models import UnitState
from odop_certificates.proof import codes
from odop_certificates.scans import counts
from odop_certificates.units import confirmations, records
from odop_certificates.units.confirmations import AlreadyConfirmed, LabelVoid, NotItsBuyer
from tests.odop_certificates.certified import bought, certified, left, sold, verified

pytestmark = pytest.mark.django_db


@pytest.fixture
def serial() -> str:
    verified()
    return bought(left(user_email="Buyer@Example.in"))[0].serial


def test_serials_of_lines_in_one_query(serial: str, django_assert_num_queries: object) -> None:
    # given
    sold(3, number=2)

    # when
    with django_assert_num_queries(2):  # type: ignore[operator]  # the plugin's settings, and all rows
        found = records.find_units_of_lines(["line-kurta", "line-kurta-2", "line-of-nobody"])

    # then
    assert {line: len(units) for line, units in found.items()} == {"line-kurta": 1, "line-kurta-2": 3}
    assert found["line-kurta"][0].url == f"{addresses.base_address()}/o/{serial}"


def test_standing_certificates_of_products() -> None:
    # given
    certificate = certified()
    ended = certified("product-saree")
    certificate_records.revoke_certificate(ended.code, "Made elsewhere.")

    # when
    found = certificate_records.find_certificates_of_products(["product-kurta", "product-saree", "product-cup"])

    # then
    assert {product: info.code for product, info in found.items()} == {"product-kurta": certificate.code}


@pytest.mark.parametrize(
    "wrap",
    ["{}", " {} ", "https://mart.example/provenance/o/{}", "http://mart.example/provenance/o/{}/?lang=hi", "o/{}"],
)
def test_code_is_found_in_what_people_scan(serial: str, wrap: str) -> None:
    # when
    found = checks.check_code(wrap.format(serial))

    # then
    assert (found.outcome, found.unit and found.unit.serial) == (Outcome.GENUINE, serial)


def test_signed_certificate_itself_is_checked(serial: str) -> None:
    # given
    token = records.find_unit(serial).token

    # then
    assert checks.check_code(token).outcome == Outcome.GENUINE
    assert checks.check_code(token[:-20] + "A" * 20).outcome in (Outcome.TAMPERED, Outcome.MALFORMED)
    records.revoke_unit(serial, "Sold by a thief.")
    found = checks.check_code(token)
    assert found.outcome == Outcome.REVOKED
    assert "thief" not in found.message


@pytest.mark.parametrize("text", ["", "nonsense", "A" * 5000, "ey.e.e", "\0", "12345"])
def test_other_texts_have_a_reason(text: str) -> None:
    assert checks.check_code(text).outcome in (Outcome.UNREADABLE, Outcome.MALFORMED)


def test_code_nobody_issued_is_unknown() -> None:
    assert checks.check_code(codes.new_code()).outcome == Outcome.UNKNOWN


def test_label_of_a_distrusted_key_says_so(serial: str) -> None:
    # when
    signing_keys.distrust_key(signing_keys.active_key().kid)

    # then
    assert checks.check_code(serial).outcome == Outcome.EXPIRED_KEY


def test_revoked_unit_stays_as_it_first_ended(serial: str) -> None:
    # when
    records.revoke_unit(serial, "copied")
    again = records.revoke_unit(serial, "another reason")

    # then
    assert (again.state, again.end_reason) == (UnitState.REVOKED, "copied")


@pytest.mark.parametrize(("order", "email"), [("1", "buyer@example.in"), ("#1", " BUYER@example.in"), ("order-1", "")])
def test_buyer_confirms_with_the_order(serial: str, order: str, email: str) -> None:
    assert confirmations.confirm_unit(serial, order, email).confirmed_at is not None


@pytest.mark.parametrize(
    ("order", "email"),
    [("1", ""), ("1", "other@example.in"), ("2", "buyer@example.in"), ("", ""), ("order-2", ""), ("१", "é")],
)
def test_others_cannot_confirm(serial: str, order: str, email: str) -> None:
    with pytest.raises(NotItsBuyer):
        confirmations.confirm_unit(serial, order, email)
    assert records.find_unit(serial).confirmed_at is None


def test_piece_is_confirmed_once(serial: str) -> None:
    # given
    first = confirmations.confirm_unit(serial, "order-1").confirmed_at

    # when
    with pytest.raises(AlreadyConfirmed):
        confirmations.confirm_unit(serial, "order-1")

    # then
    assert records.find_unit(serial).confirmed_at == first


def test_void_label_cannot_be_confirmed(serial: str) -> None:
    # given
    records.revoke_unit(serial, "copied")

    # then
    with pytest.raises(LabelVoid):
        confirmations.confirm_unit(serial, "order-1")
    with pytest.raises(UnknownCode):
        confirmations.confirm_unit(codes.new_code(), "order-1")


def test_order_without_an_address_is_not_confirmed_by_an_empty_one() -> None:
    # given
    verified()
    serial = bought(left(user_email=""))[0].serial

    # then
    with pytest.raises(NotItsBuyer):
        confirmations.confirm_unit(serial, "1", "")


def test_scans_count_devices_once_a_day(serial: str) -> None:
    # when
    for client in ["one", "two", "one", "one"]:
        counts.record_scan(serial, client)

    # then
    counted = counts.count_scans(serial)
    assert (counted.scans, counted.devices, counted.days) == (4, 2, 1)
    assert counted.first_at is not None
    assert not counted.is_suspicious
