from __future__ import annotations

from datetime import timedelta

import pytest

from odop_certificates.credentials import addresses, certificates, signing_keys, status_lists
from odop_certificates.models import Certificate, UnitSerial, UnitState
from odop_certificates.proof import disclosure, payloads, verifier
from odop_certificates.proof.verifier import Reason, Refused
from odop_core.india import dates
from odop_provenance.claims import steps
from odop_provenance.claims.records import Place
from odop_provenance.models import Claim
from tests.odop_certificates.certified import artisan, certified, sold, verified

pytestmark = pytest.mark.django_db


def check(token: str) -> verifier.Genuine:
    place = payloads.read_payload(token)["credentialStatus"]
    number = int(place["statusListCredential"].rpartition("/")[2])
    lists = {place["statusListCredential"]: status_lists.signed_list(number)}
    return verifier.verify_certificate(token, signing_keys.jwks(with_expired=True), addresses.base_address(), lists)


def test_verified_claim_has_a_certificate_that_anybody_can_check() -> None:
    # when
    certificate = certified(district="agra", craft="petha")

    # then
    found = check(certificate.token).credential
    assert found["credentialSubject"]["district"]["lgdCode"] == 118
    assert found["credentialSubject"]["craft"]["slug"] == "petha"
    assert found["id"] == addresses.certificate_address(addresses.base_address(), certificate.code)


def test_certificate_is_issued_once() -> None:
    # given
    first = certified()

    # when
    again = [certificates.sync_certificate("product-kurta"), certificates.sync_certificate("product-kurta")]

    # then
    assert again == [first, first]
    assert Certificate.objects.count() == 1


def test_claim_that_is_only_attested_has_none() -> None:
    # given
    steps.attest_claim("product-kurta", Place("agra", "petha"), by="seller")

    # then
    assert certificates.sync_certificate("product-kurta") is None
    assert certificates.sync_certificate("product-nobody-claims") is None


def test_changed_claim_ends_the_certificate_and_leaves_what_was_sold() -> None:
    # given
    certificate = certified()
    unit = sold()[0]

    # when
    steps.attest_claim("product-kurta", Place("agra", "petha"), by="seller")
    certificates.sync_certificate("product-kurta")

    # then
    with pytest.raises(Refused) as refused:
        check(certificate.token)
    assert refused.value.reason == Reason.REVOKED
    certificate.refresh_from_db()
    assert "attested" in certificate.end_reason
    assert check(unit.token)


def test_revoked_claim_voids_what_was_sold_under_it() -> None:
    # given
    certificate = certified()
    unit = sold(2)[1]

    # when
    steps.revoke_claim("product-kurta", by="reviewer", why="It was made elsewhere.")
    certificates.sync_certificate("product-kurta")

    # then
    for token in (certificate.token, unit.token):
        with pytest.raises(Refused, match="revoked"):
            check(token)
    unit.refresh_from_db()
    assert (unit.state, unit.end_reason) == (UnitState.REVOKED, "the claim of origin was revoked")


def test_product_taken_off_the_store_leaves_what_was_sold() -> None:
    # given
    certificate = certified()
    unit = sold()[0]

    # when
    steps.revoke_claim("product-kurta", by=steps.SYSTEM, why="The store has deleted the product.")
    certificates.sync_certificate("product-kurta")

    # then
    assert check(unit.token)
    certificate.refresh_from_db()
    assert certificate.ended_at is not None


def test_revocation_is_not_missed_when_it_is_heard_of_late() -> None:
    # given
    certified()
    unit = sold()[0]

    # when: all that happens before anybody hears of it
    steps.revoke_claim("product-kurta", by="reviewer", why="It was made elsewhere.")
    verified()
    new = certificates.sync_certificate("product-kurta")

    # then
    unit.refresh_from_db()
    assert unit.state == UnitState.REVOKED
    assert new is not None
    assert check(new.token)


def test_claim_verified_anew_gets_a_new_certificate() -> None:
    # given
    first = certified()

    # when
    second = certified(district="agra", craft="petha")

    # then
    first.refresh_from_db()
    assert first.end_reason == "the claim was verified anew"
    assert second.ended_at is None


def test_certificate_lasts_as_long_as_the_verification() -> None:
    # given
    day = dates.today() + timedelta(days=30)
    verified()
    Claim.objects.update(expires_on=day)

    # when
    certificate = certificates.sync_certificate("product-kurta")

    # then
    assert certificate is not None
    assert dates.indian_day(certificate.valid_until - timedelta(seconds=1)) == day


def test_verification_that_ran_out_gives_no_certificate() -> None:
    # given
    verified()
    Claim.objects.update(expires_on=dates.today() - timedelta(days=1))

    # then
    assert certificates.sync_certificate("product-kurta") is None


def test_artisan_is_in_the_certificate_only_as_a_digest() -> None:
    # given
    shabana = artisan(name="Shabana Begum", slug="shabana-begum")

    # when
    certificate = certified(by=shabana.slug)

    # then
    credential = payloads.read_payload(certificate.token)
    assert "habana" not in str(credential)
    shown = disclosure.disclosure_of(certificate.artisan_salt, "Shabana Begum")
    assert disclosure.disclosed_name(credential, shown) == "Shabana Begum"


def test_certificate_found_untrue_is_ended_by_hand() -> None:
    # given
    certificate = certified()
    sold(3)

    # when
    voided = certificates.end_as_untrue(certificate.code, "Labels were stolen.")

    # then
    assert voided == 3
    assert set(UnitSerial.objects.values_list("state", flat=True)) == {UnitState.REVOKED}


def test_old_certificates_stay_valid_when_keys_are_rotated() -> None:
    # given
    before = certified()

    # when
    key = signing_keys.rotate_key()

    # then
    assert check(before.token).kid != key.kid
    assert check(certified("product-saree").token).kid == key.kid
    assert len(signing_keys.jwks()["keys"]) == 2


def test_distrusted_key_proves_nothing_any_more() -> None:
    # given
    before = certified()

    # when
    signing_keys.distrust_key(before.key.kid)

    # then
    with pytest.raises(Refused) as refused:
        check(before.token)
    assert refused.value.reason == Reason.EXPIRED_KEY
    assert before.key.kid not in str(signing_keys.jwks())
    assert check(certified("product-saree").token)


def test_unknown_key_cannot_be_distrusted() -> None:
    with pytest.raises(signing_keys.NoSuchKey):
        signing_keys.distrust_key("nobody")
