"""The review queue, registrations of marks and bulk reviews, as reviewers read them."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from odop_core.india import dates
from odop_core.queue import worker
from odop_core.security.permissions import Permission
from odop_provenance import api as provenance
from odop_provenance.api import claims, marks, reviews
from odop_provenance.api import evidence as provenance_evidence
from odop_provenance.models import Claim
from storefront_schema import ids
from tests.odop_certificates.certified import artisan, verified
from tests.odop_provenance.supporting import photo
from tests.storefront_schema.client import ask, staff, where
from tests.storefront_schema.provenance.test_provenance import gi_right

REVIEWER = staff(Permission.MANAGE_PROVENANCE)
QUEUE = """
query($where: ProvenanceClaimWhereInput, $first: Int, $after: String) {
  provenanceClaims(where: $where, first: $first, after: $after) {
    totalCount
    edges { node {
      product { id } version status district { slug } craft { slug } artisan { slug } isOnOdopList
      verifiedAt updatedAt note
      events { fromStatus toStatus createdBy { recordedAs } createdAt reason }
      verificationLost { createdBy { recordedAs } reason }
      evidence { id kind caption status size link { url expiresAt } }
      public { status }
    } }
    pageInfo { hasNextPage endCursor }
  }
}
"""
MARKS = """
query($where: ProvenanceMarkWhereInput) {
  provenanceMarks(where: $where) {
    totalCount
    edges { node {
      id kind number holder artisan { slug } seller giName crafts { district craft } validUntil status isInForce reason
      evidence { caption }
    } }
  }
}
"""


@pytest.fixture(autouse=True)
def _storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ODOP_EVIDENCE_DIR", str(tmp_path))


def queue(first: int = 100, **given: Any) -> list[dict[str, Any]]:
    found = ask(QUEUE, REVIEWER, where=where(**given), first=first)["provenanceClaims"]
    assert found["totalCount"] >= len(found["edges"])
    return [edge["node"] for edge in found["edges"]]


def waiting(**given: Any) -> list[str]:
    return [claim["product"]["id"] for claim in queue(**given)]


def with_photo(**subject: Any) -> provenance_evidence.EvidenceInfo:
    return provenance_evidence.add_evidence(
        BytesIO(photo()), file_name="loom.jpg", kind=provenance_evidence.EvidenceKind.PHOTO, by="merchant",
        caption="The loom", **subject,
    )  # fmt: skip


def test_the_queue_tells_all_a_reviewer_needs() -> None:
    # given
    artisan()
    provenance.claim_origin(
        "kurta", district_slug="lucknow", artisan_slug="shabana", by="merchant", why="Bought there."
    )
    evidence = with_photo(product_id="kurta")

    # when
    (claim,) = queue(status="ATTESTED")

    # then
    (step,) = claim["events"]
    assert (step["fromStatus"], step["toStatus"], step["createdBy"]["recordedAs"], step["reason"]) == (
        None, "ATTESTED", "merchant", "Bought there."
    )  # fmt: skip
    (file,) = claim["evidence"]
    assert (file["id"], file["caption"]) == (ids.make("ProvenanceEvidence", evidence.id), "The loom")
    assert "/evidence/" in file["link"]["url"]
    assert (claim["artisan"], claim["isOnOdopList"], claim["public"]) == (
        {"slug": "shabana"}, False, {"status": "ATTESTED"}
    )  # fmt: skip


def test_claims_are_found_by_state_district_and_craft() -> None:
    # given
    craft = provenance.list_crafts(["kannauj"])[0].slug
    claims.propose_claim("draft", claims.Place("lucknow"), by="merchant")
    verified("verified")
    provenance.claim_origin("of kannauj", district_slug="kannauj", craft_slug=craft)

    # when / then
    assert waiting() == ["draft", "verified", "of kannauj"]
    assert waiting(status="DRAFT") == ["draft"]
    assert waiting(district="lucknow") == ["draft", "verified"]
    assert waiting(district="kannauj", craft=craft) == ["of kannauj"]


def test_a_verification_that_ran_out_is_found_as_expired() -> None:
    # given
    verified("verified")
    Claim.objects.update(expires_on=dates.today() - timedelta(days=1))

    # when / then
    assert waiting(status="VERIFIED") == []
    assert waiting(status="EXPIRED") == ["verified"]


def test_a_verification_undone_by_an_edit_is_seen_with_its_reason() -> None:
    # given
    for product in ("edited", "edited twice", "verified again", "revoked", "untouched"):
        verified(product)
    for product in ("edited", "edited twice", "verified again", "revoked"):
        claims.propose_claim(product, claims.Place("kannauj", off_list=True), by="merchant", why="Moved.")
    claims.propose_claim("edited twice", claims.Place("kannauj"), by="merchant")
    claims.verify_claim("verified again", by="reviewer", why="Seen.", waiver="a test")
    claims.revoke_claim("revoked", by="reviewer", why="Not so.")

    # when
    lost = queue(verificationLost=True)

    # then
    assert [claim["product"]["id"] for claim in lost] == ["edited", "edited twice"]
    assert [claim["verificationLost"]["createdBy"]["recordedAs"] for claim in lost] == ["merchant", "merchant"]
    assert (
        lost[0]["verificationLost"]["reason"] == "Moved.. district: lucknow → kannauj"
        or "lucknow → kannauj" in (lost[0]["verificationLost"]["reason"])
    )
    assert [
        claim["verificationLost"] for claim in queue() if claim["product"]["id"] not in ("edited", "edited twice")
    ] == ([None] * 3)


def test_one_claim_can_be_looked_at_in_any_state() -> None:
    # given
    provenance.claim_origin("kurta", district_slug="lucknow")
    claims.withdraw_claim("kurta")
    asked = "query($id: ID!) { provenanceClaim(productId: $id) { status public { status } } }"

    # when / then
    assert ask(asked, REVIEWER, id="kurta")["provenanceClaim"] == {"status": "REVOKED", "public": None}
    assert ask(asked, REVIEWER, id="nothing")["provenanceClaim"] is None


def test_the_queries_do_not_grow_with_the_queue() -> None:
    # given
    artisan()
    for number in range(30):
        provenance.claim_origin(f"product-{number}", district_slug="lucknow", artisan_slug="shabana")
        with_photo(product_id=f"product-{number}")

    def count(first: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert len(queue(first)) == first
        return len(queries)

    # when / then
    assert count(30) == count(1) <= 12


def test_registrations_are_listed_with_what_they_cover() -> None:
    # given
    artisan()
    mark = gi_right()
    weaver = marks.register_mark(
        marks.MarkKind.HANDLOOM, "HL/7", holder="A cooperative", valid_until=dates.today(), by="staff",
        seller="coop", crafts=[("lucknow", provenance.list_crafts(["lucknow"])[0].slug)],
    )  # fmt: skip
    with_photo(mark_id=weaver.id)

    # when
    found = [edge["node"] for edge in ask(MARKS, REVIEWER)["provenanceMarks"]["edges"]]
    submitted = ask(MARKS, REVIEWER, where=where(status="SUBMITTED"))["provenanceMarks"]
    of_shabana = ask(MARKS, REVIEWER, where=where(artisan="shabana"))["provenanceMarks"]

    # then
    assert [node["number"] for node in found] == ["AU/1", "HL/7"]
    assert (found[0]["kind"], found[0]["giName"], found[0]["isInForce"]) == ("GI", mark.gi_name, True)
    assert (found[1]["seller"], found[1]["artisan"], found[1]["giName"]) == ("coop", None, None)
    assert found[1]["evidence"] == [{"caption": "The loom"}]
    assert [edge["node"]["number"] for edge in submitted["edges"]] == ["HL/7"]
    assert of_shabana["totalCount"] == 1


def test_a_bulk_review_tells_how_far_it_has_come() -> None:
    # given
    provenance.claim_origin("good", district_slug="lucknow")
    review = reviews.start_bulk_review(
        reviews.BulkAction.VERIFY, ["good", "unknown"], by="reviewer", why="All seen.", waiver="a test"
    )
    asked = """query($id: ID!) { provenanceBulkJob(id: $id) {
        id action status total done failed waiting errors { product { id } message } createdBy { id } reason createdAt
          finishedAt } }"""
    key = ids.make("ProvenanceBulkJob", review.id)

    # when
    before = ask(asked, REVIEWER, id=key)["provenanceBulkJob"]
    worker.run_due()
    after = ask(asked, REVIEWER, id=key)["provenanceBulkJob"]

    # then
    assert (before["status"], before["total"], before["waiting"]) == ("RUNNING", 2, 2)
    assert (after["status"], after["done"], after["failed"], after["waiting"]) == ("SUCCESS", 1, 1, 0)
    assert [error["product"]["id"] for error in after["errors"]] == ["unknown"]
    assert ask(asked, REVIEWER, id=ids.make("ProvenanceBulkJob", 10**9))["provenanceBulkJob"] is None
