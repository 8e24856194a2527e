"""verifyProvenance: whether a label or certificate is genuine, for anybody, but not without end."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache

from odop_certificates import api as certificates
from odop_certificates.proof.codes import new_code
from odop_certificates.scans import counts
from odop_certificates.settings import PLUGIN_ID as CERTIFICATES
from odop_certificates.units import records
from storefront_schema.types.provenance import HappeningKind, VerificationStatus
from tests.factories import switch
from tests.odop_certificates.certified import artisan, certified, sold, verified
from tests.storefront_schema.client import answer_to, ask

CHECK = """
query($code: String!) {
  verifyProvenance(code: $code) {
    status reason isGenuine district { slug } craft { slug } artisan { name } product { id } productName jwt
    certificate { code } history { type date } scanCount firstScannedAt mayBeCopied confirmedAt
  }
}
"""


@pytest.fixture(autouse=True)
def _nobody_asked_before() -> None:
    cache.clear()


def check(code: str) -> dict[str, Any]:
    found: dict[str, Any] = ask(CHECK, code=code)["verifyProvenance"]
    return found


def test_every_outcome_of_a_check_has_a_status() -> None:
    assert {status.value for status in VerificationStatus} == {outcome.value for outcome in certificates.Outcome}
    assert {kind.value for kind in HappeningKind} == set(certificates.HAPPENINGS.values())


def test_a_genuine_piece_tells_where_it_is_from() -> None:
    # given
    artisan()
    verified(by="shabana")
    (piece,) = sold()
    counts.record_scan(piece.serial, "a phone")

    # when
    found = check(piece.serial)

    # then
    assert (found["status"], found["isGenuine"], found["district"]) == ("VALID", True, {"slug": "lucknow"})
    assert (found["craft"], found["artisan"], found["productName"]) == (None, {"name": "Shabana"}, "kurta")
    assert found["jwt"] == piece.token
    assert found["certificate"] == {"code": piece.certificate.code}
    assert [happening["type"] for happening in found["history"]] == ["ORDERED", "LEFT"]
    assert (found["scanCount"], found["mayBeCopied"]) == (1, False)
    assert found["firstScannedAt"] is not None


def test_the_artisan_is_not_named_without_consent() -> None:
    # given
    artisan(shows_name=False)
    verified(by="shabana")
    (piece,) = sold()

    # when / then
    assert check(piece.serial)["artisan"] is None


def test_the_address_in_a_qr_code_and_the_signed_text_are_codes_too() -> None:
    # given
    verified()
    (piece,) = sold()
    url = records.find_unit(piece.serial).url

    # when / then
    assert [check(code)["status"] for code in (url, piece.token, records.find_unit(piece.serial).label)] == [
        "VALID"
    ] * 3


def test_a_products_certificate_can_be_checked() -> None:
    # given
    certificate = certified()

    # when
    found = check(certificate.code)

    # then
    assert (found["status"], found["product"]) == ("VALID", {"id": "product-kurta"})
    assert (found["productName"], found["scanCount"], found["history"]) == (None, None, [])


def test_what_was_taken_back_says_so() -> None:
    # given
    verified()
    (piece,) = sold()
    records.revoke_unit(piece.serial, "The label was copied.")

    # when
    found = check(piece.serial)

    # then
    assert (found["status"], found["isGenuine"]) == ("REVOKED", False)
    assert found["reason"]
    assert found["district"] == {"slug": "lucknow"}


def test_of_a_code_that_is_none_of_ours_nothing_is_told() -> None:
    # given
    certificate = certified()
    header, payload, signature = certificate.token.split(".")
    forged = f"{header}.{payload}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}"

    # when
    found = [check(code) for code in (new_code(), "K7QMZD", forged)]

    # then
    assert [answer["status"] for answer in found] == ["UNKNOWN", "UNREADABLE", "TAMPERED"]
    assert [answer["district"] for answer in found] == [None, None, None]
    assert [answer["certificate"] for answer in found] == [None, None, None]


def test_codes_cannot_be_tried_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setenv("ODOP_SCANS_PER_MINUTE", "12")
    for _attempt in range(2):
        check(new_code())

    # when
    answer = answer_to(CHECK, code=new_code())

    # then
    assert answer.kinds == ["TooManyRequests"]
    assert "Try again in" in answer.messages[0]
    assert answer.data == {"verifyProvenance": None}


def test_what_was_sold_stays_checkable_while_the_plugin_is_off() -> None:
    # given
    code = certified().code
    switch(CERTIFICATES, active=False)

    # when / then
    assert check(code)["status"] == "VALID"


def test_reason_is_in_the_language_that_was_asked_for() -> None:
    # given
    question = (
        "query($code: String!) { verifyProvenance(code: $code) { en: reason(language: EN) hi: reason(language: HI) } }"
    )

    # when
    found = ask(question, code=new_code())["verifyProvenance"]

    # then
    assert "ever sold here" in found["en"]
    assert "लेबल" in found["hi"]


def test_code_may_stand_among_other_words() -> None:
    # given
    verified()
    (piece,) = sold()

    # when / then
    assert check(f"see {records.find_unit(piece.serial).url}/?utm_source=wa .")["status"] == "VALID"
    assert check(f"https://forger.example/o/{piece.serial}")["status"] == "FOREIGN"
