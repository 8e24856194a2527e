"""What reviewers do: attest, verify and revoke claims, judge evidence and registrations, many at once."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from odop_core.india import dates
from odop_core.queue import worker
from odop_core.security.permissions import Permission
from odop_provenance import api as provenance
from odop_provenance.api import claims
from odop_provenance.api import evidence as provenance_evidence
from odop_provenance.models import Claim, ClaimState, Evidence
from storefront_schema import ids
from storefront_schema.mutations.provenance.provenance_claim_bulk_update import MOST_AT_ONCE
from tests.effort import effort
from tests.odop_certificates.certified import artisan
from tests.odop_provenance.supporting import photo
from tests.storefront_schema.client import mutate, refusals, staff
from tests.storefront_schema.goods import PRODUCT_ID
from tests.storefront_schema.provenance.test_provenance import gi_craft

MANY = effort(60, nightly=300)
MAY = staff(Permission.MANAGE_PROVENANCE)
TOMORROW = (dates.today() + timedelta(days=1)).isoformat()
YESTERDAY = (dates.today() - timedelta(days=1)).isoformat()


@pytest.fixture(autouse=True)
def _storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ODOP_EVIDENCE_DIR", str(tmp_path))


def attest(**more: Any) -> dict[str, Any]:
    return mutate("provenanceClaimAttest", "claim { status version }", MAY, productId=("ID!", PRODUCT_ID), **more)


def verify(product_id: str = PRODUCT_ID, **values: Any) -> dict[str, Any]:
    given = {"version": 1, "reason": "Seen at the workshop.", "waiver": "The artisan is known to us."} | values
    return mutate(
        "provenanceClaimVerify", "claim { status version expiresOn events { createdBy { id } reason } public { "
"isVerified } }", MAY,
        productId=("ID!", product_id), input=("ProvenanceClaimVerifyInput!", given),
    )  # fmt: skip


def revoke(**more: Any) -> dict[str, Any]:
    return mutate(
        "provenanceClaimRevoke", "claim { status }", MAY,
        productId=("ID!", PRODUCT_ID), reason=("String!", "It is not so."), **more,
    )  # fmt: skip


def judge(name: str, evidence: provenance_evidence.EvidenceInfo, **more: Any) -> dict[str, Any]:
    key = ids.make("ProvenanceEvidence", evidence.id)
    return mutate(name, "evidence { status reviewedBy { id } reason link { url } }", MAY, id=("ID!", key), **more)


def given_photo() -> provenance_evidence.EvidenceInfo:
    return provenance_evidence.add_evidence(
        BytesIO(photo()),
        file_name="a.jpg",
        kind=provenance_evidence.EvidenceKind.PHOTO,
        by="merchant",
        product_id=PRODUCT_ID,
    )


def test_a_draft_is_attested_and_verified_by_somebody_for_a_reason() -> None:
    # given
    claims.propose_claim(PRODUCT_ID, claims.Place("lucknow", off_list=True), by="merchant")

    # when
    attested = attest(version=("Int", 1))
    verified = verify(version=2, expiresOn=TOMORROW)

    # then
    assert attested == {"claim": {"status": "ATTESTED", "version": 2}, "errors": []}
    assert (verified["claim"]["status"], verified["claim"]["expiresOn"]) == ("VERIFIED", TOMORROW)
    assert verified["claim"]["public"] == {"isVerified": True}
    assert verified["claim"]["events"][-1] == {
        "createdBy": {"id": "user-9"},
        "reason": "Seen at the workshop. (no evidence needed: The artisan is known to us.)",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"version": 7}, ("version", "VERSION_CHANGED")),
        ({"waiver": None}, ("waiver", "EVIDENCE_REQUIRED")),
        ({"reason": "  "}, ("reason", "REQUIRED")),
        ({"reason": "His number is 2341 2341 2346."}, ("reason", "INVALID")),
        ({"reason": "x" * 1001}, ("reason", "INVALID")),
        ({"expiresOn": YESTERDAY}, ("expiresOn", "INVALID")),
    ],
)
def test_a_verification_that_may_not_be_is_refused(values: dict[str, Any], refusal: tuple[str, str]) -> None:
    # given
    provenance.claim_origin(PRODUCT_ID, district_slug="lucknow")

    # when / then
    assert refusals(verify(**values)) == [refusal]
    assert Claim.objects.get().state == ClaimState.ATTESTED


def test_only_what_is_claimed_can_be_decided_on() -> None:
    # when / then
    assert refusals(verify()) == refusals(attest()) == refusals(revoke()) == [("productId", "NOT_FOUND")]
    assert refusals(verify(ids.make("Order", 1))) == [("productId", "GRAPHQL_ERROR")]

    # when / then
    claims.propose_claim(PRODUCT_ID, claims.Place("lucknow"), by="merchant")
    assert refusals(verify()) == [("productId", "INVALID_STATUS")]
    assert refusals(attest()) == [("productId", "REQUIRED")]


def test_revoking_by_a_person_says_that_a_verified_claim_was_untrue() -> None:
    # given
    provenance.claim_origin(PRODUCT_ID, district_slug="lucknow")

    # when / then
    assert refusals(revoke(version=("Int", 3))) == [("version", "VERSION_CHANGED")]
    assert revoke(version=("Int", 1)) == {"claim": {"status": "REVOKED"}, "errors": []}
    assert claims.list_steps(PRODUCT_ID)[-1].by == "user-9"


def test_evidence_is_accepted_rejected_and_erased() -> None:
    # given
    provenance.claim_origin(PRODUCT_ID, district_slug="lucknow")
    evidence = given_photo()

    # when
    stale = judge("provenanceEvidenceAccept", evidence, version=("Int", 9))
    accepted = judge("provenanceEvidenceAccept", evidence, version=("Int", 1), reason=("String", "The loom is his."))
    verified = verify(waiver=None)
    in_use = judge("provenanceEvidenceReject", evidence, reason=("String!", "Blurred."))
    erased = judge("provenanceEvidenceErase", evidence, reason=("String!", "He asked for it."))

    # then
    assert refusals(stale) == [("version", "VERSION_CHANGED")]
    assert accepted["evidence"]["status"] == "ACCEPTED"
    assert accepted["evidence"]["reviewedBy"] == {"id": "user-9"}
    assert "/evidence/" in accepted["evidence"]["link"]["url"]
    assert verified["errors"] == []
    assert refusals(in_use) == [("id", "STILL_IN_USE")]
    assert erased["evidence"] == {
        "status": "ERASED", "reviewedBy": {"id": "user-9"}, "reason": "He asked for it.", "link": None
    }  # fmt: skip
    assert refusals(judge("provenanceEvidenceErase", evidence, reason=("String!", "Again."))) == [("id", "NOT_FOUND")]


def test_evidence_needs_a_file_of_the_request() -> None:
    # given
    provenance.claim_origin(PRODUCT_ID, district_slug="lucknow")
    given = {"file": "0", "kind": "PHOTO", "productId": PRODUCT_ID}

    # when
    answer = mutate("provenanceEvidenceUpload", "evidence { id }", MAY, input=("ProvenanceEvidenceUploadInput!", given))

    # then
    assert refusals(answer) == [("file", "REQUIRED")]
    assert not Evidence.objects.exists()


def test_a_storage_that_is_away_is_told_apart_from_a_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    provenance.claim_origin(PRODUCT_ID, district_slug="lucknow")
    evidence = given_photo()

    def away(*_arguments: object, **_more: object) -> None:
        raise provenance_evidence.StorageUnavailable("Try again later.")

    monkeypatch.setattr(provenance_evidence, "erase_evidence", away)

    # when / then
    assert refusals(judge("provenanceEvidenceErase", evidence, reason=("String!", "Asked for."))) == [
        (None, "UNAVAILABLE")
    ]


def mark(**values: Any) -> dict[str, Any]:
    given = {
        "kind": "GI", "number": "au/1", "holder": "Shabana", "validUntil": TOMORROW, "artisan": "shabana",
        "giName": next(craft.gi_name for craft in provenance.list_crafts(["lucknow"]) if craft.slug == gi_craft()),
    } | values  # fmt: skip
    return mutate("provenanceMarkCreate", "mark { id number status }", MAY, input=("ProvenanceMarkCreateInput!", given))


def test_a_registration_is_recorded_verified_and_withdrawn() -> None:
    # given
    artisan()

    # when
    made = mark()
    of_it = {"id": ("ID!", made["mark"]["id"]), "reason": ("String!", "In the register.")}
    unproven = mutate("provenanceMarkVerify", "mark { status }", MAY, **of_it)
    verified = mutate("provenanceMarkVerify", "mark { status isInForce }", MAY, **of_it, waiver=("String", "Public."))
    twice = mutate("provenanceMarkReject", "mark { status }", MAY, **of_it)
    withdrawn = mutate("provenanceMarkRevoke", "mark { status isInForce }", MAY, **of_it)

    # then
    assert (made["mark"]["number"], made["mark"]["status"]) == ("AU/1", "SUBMITTED")
    assert refusals(unproven) == [("waiver", "EVIDENCE_REQUIRED")]
    assert verified == {"mark": {"status": "VERIFIED", "isInForce": True}, "errors": []}
    assert refusals(twice) == [("id", "INVALID_STATUS")]
    assert withdrawn == {"mark": {"status": "REVOKED", "isInForce": False}, "errors": []}


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"number": " "}, ("number", "REQUIRED")),
        ({"number": "9" * 65}, ("number", "INVALID")),
        ({"artisan": "nobody"}, ("artisan", "NOT_FOUND")),
        ({"seller": "coop"}, (None, "INVALID")),
        ({"giName": "Champagne"}, (None, "INVALID")),
        ({"kind": "SILK"}, (None, "INVALID")),
    ],
)
def test_a_registration_that_cannot_be_is_refused(values: dict[str, Any], refusal: tuple[str, str]) -> None:
    # given
    artisan()

    # when / then
    assert refusals(mark(**values)) == [refusal]


def test_a_number_is_taken_once() -> None:
    # given
    artisan()
    mark()

    # when / then
    assert refusals(mark()) == [("number", "UNIQUE")]


def bulk(products: list[str], action: str = "VERIFY", **values: Any) -> dict[str, Any]:
    given = {"action": action, "productIds": products, "reason": "All seen.", "waiver": "A list."} | values
    return mutate(
        "provenanceClaimBulkUpdate",
        "job { id status total errors { message } }",
        MAY,
        input=("ProvenanceClaimBulkUpdateInput!", given),
    )


def test_many_products_are_verified_in_the_background() -> None:
    # given
    products = [ids.make("Product", number) for number in range(MANY)]
    for product in products:
        provenance.claim_origin(product, district_slug="lucknow")

    # when
    begun = bulk(products)
    worker.run_due()

    # then
    assert (begun["job"]["status"], begun["job"]["total"]) == ("RUNNING", MANY)
    assert Claim.objects.filter(state=ClaimState.VERIFIED).count() == MANY
    assert claims.list_steps(products[0])[-1].by == "user-9"


@pytest.mark.parametrize(
    ("products", "values", "refusal"),
    [
        ([], {}, ("productIds", "REQUIRED")),
        (["x"], {}, ("productIds", "GRAPHQL_ERROR")),
        ([PRODUCT_ID] * (MOST_AT_ONCE + 1), {}, ("productIds", "LIMIT")),
        ([PRODUCT_ID], {"reason": ""}, ("reason", "REQUIRED")),
    ],
    ids=["none", "no product", "too many", "no reason"],
)
def test_a_bulk_review_that_may_not_begin_is_refused(
    products: list[str], values: dict[str, Any], refusal: tuple[str, str]
) -> None:
    assert refusals(bulk(products, **values)) == [refusal]
