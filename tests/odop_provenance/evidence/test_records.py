"""Evidence from the person who gives it to the reviewer who looks at it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from odop_core.files import storage
from odop_core.india import dates
from odop_core.models import OutboxItem
from odop_core.queue import worker
from odop_provenance import api
from odop_provenance.api import claims, evidence, marks
from odop_provenance.api.claims import Place
from odop_provenance.evidence import records as evidence_module
from odop_provenance.models import Evidence, EvidenceKind, EvidenceState
from odop_provenance.settings import PLUGIN_ID
from tests.factories import make_due, switch
from tests.odop_provenance.supporting import photo
from tests.pdfs import paper

pytestmark = pytest.mark.django_db
PRODUCT = "product-1"
AADHAAR = "2341 2341 2346"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ODOP_EVIDENCE_DIR", str(tmp_path))
    claims.attest_claim(PRODUCT, Place("agra", "petha"), by="seller")
    return tmp_path


def give(content: bytes | None = None, **changes: Any) -> evidence.EvidenceInfo:
    values: dict[str, Any] = {"file_name": "photo.jpg", "kind": EvidenceKind.PHOTO, "by": "seller"}
    subject = {} if "mark_id" in changes else {"product_id": PRODUCT}
    return evidence.add_evidence(BytesIO(content or photo()), **values | subject | changes)


def open_link(link: evidence.EvidenceLink) -> Any:
    """What a browser gets at a link, through the App host's own addresses."""
    return Client().get(urlsplit(link.url).path)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_evidence_is_taken_and_waits_for_a_reviewer(folder: Path) -> None:
    # when
    given = give(caption="  The  workshop ")

    # then
    assert evidence.list_evidence(product_id=PRODUCT) == [given]
    assert (given.state, given.caption, given.content_type) == (EvidenceState.RECEIVED, "The workshop", "image/jpeg")
    assert given.size == files(folder)[0].stat().st_size


def test_evidence_of_a_mark_is_kept_apart(folder: Path) -> None:
    # given
    api.save_artisan("asha", name="Asha", district_slug="agra")
    mark = marks.register_mark(
        marks.MarkKind.SILK, "SM-1", holder="Asha", artisan_slug="asha", crafts=[("agra", "petha")], by="x",
        valid_until=dates.today(),
    )  # fmt: skip

    # when
    given = give(paper(), mark_id=mark.id, kind=EvidenceKind.DOCUMENT, file_name="mark.pdf")

    # then
    assert evidence.list_evidence(mark_id=mark.id) == [given]
    assert evidence.list_evidence(product_id=PRODUCT) == []
    assert evidence.list_evidence() == []


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"file_name": f"{AADHAAR}.jpg"}, evidence.AadhaarFound),
        ({"file_name": "aadhaar_2341_2341_2346.jpg"}, evidence.AadhaarFound),
        ({"caption": f"Her card {AADHAAR}"}, evidence.AadhaarFound),
        ({"content": paper(f"({AADHAAR}) Tj"), "kind": EvidenceKind.DOCUMENT}, evidence.AadhaarFound),
        ({"content": b"MZ not a photo"}, evidence.FileTypeRefused),
        ({"content": paper()}, evidence.FileTypeRefused),
        ({"product_id": "product-2"}, evidence.NothingToProve),
        ({"product_id": ""}, evidence.NothingToProve),
        ({"mark_id": 1, "product_id": PRODUCT}, evidence.NothingToProve),
        ({"mark_id": 999}, evidence.NothingToProve),
    ],
)
def test_what_is_refused_leaves_nothing_behind(folder: Path, changes: dict[str, Any], refusal: type[Exception]) -> None:
    # when
    with pytest.raises(refusal):
        give(**changes)

    # then
    assert files(folder) == []
    assert not Evidence.objects.exists()


def test_merchant_sets_how_large_a_file_may_be(folder: Path) -> None:
    # given
    switch(PLUGIN_ID, evidence_megabytes=1)

    # when / then
    with pytest.raises(evidence.FileTooLarge):
        give(photo() + b"x" * 1024 * 1024)


def test_claim_takes_only_so_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setattr(evidence_module, "MAX_FILES", 1)
    give()

    # when / then
    with pytest.raises(evidence.TooMuchEvidence):
        give()


def test_file_whose_record_fails_is_not_left_in_storage(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    def broken(**_values: object) -> None:
        raise RuntimeError("no database")

    monkeypatch.setattr(evidence_module.Evidence.objects, "create", broken)

    # when
    with pytest.raises(RuntimeError):
        give()

    # then
    assert files(folder) == []


def test_accepted_evidence_lets_the_claim_be_verified() -> None:
    # given
    given = give()

    # when
    accepted = evidence.accept_evidence(given.id, by="reviewer", why="Her own workshop", version=1)

    # then
    assert (accepted.state, accepted.judged_by, accepted.why) == (
        EvidenceState.ACCEPTED, "reviewer", "Her own workshop",
    )  # fmt: skip
    assert claims.verify_claim(PRODUCT, by="reviewer", why="Seen").state == "verified"


def test_evidence_is_judged_only_for_the_claim_that_was_seen() -> None:
    # given
    given = give()
    claims.attest_claim(PRODUCT, Place("lucknow", "chikankari"), by="seller")

    # when / then
    with pytest.raises(evidence.EvidenceOutdated):
        evidence.accept_evidence(given.id, by="reviewer", version=1)


def test_rejected_evidence_proves_nothing() -> None:
    # given
    given = give()

    # when
    evidence.reject_evidence(given.id, by="reviewer", why="Blurred")

    # then
    with pytest.raises(claims.NoEvidence):
        claims.verify_claim(PRODUCT, by="reviewer", why="Seen")


def test_reviewer_says_why_evidence_is_rejected() -> None:
    given = give()

    with pytest.raises(evidence.EvidenceRefused, match="why"):
        evidence.reject_evidence(given.id, by="reviewer", why=" ")


def test_evidence_on_which_a_verification_rests_is_not_rejected() -> None:
    # given
    given = give()
    evidence.accept_evidence(given.id, by="reviewer")
    claims.verify_claim(PRODUCT, by="reviewer", why="Seen")

    # when / then
    with pytest.raises(evidence.EvidenceInUse):
        evidence.reject_evidence(given.id, by="reviewer", why="Blurred")


def test_erased_evidence_is_gone_but_stays_on_record(folder: Path) -> None:
    # given
    given = give()
    link = evidence.make_evidence_link(given.id)

    # when
    erased = evidence.erase_evidence(given.id, by="officer", why="She asked for it")
    worker.run_due()

    # then
    assert files(folder) == []
    assert (erased.state, erased.sha256) == (EvidenceState.ERASED, given.sha256)
    assert open_link(link).status_code == 410
    with pytest.raises(evidence.NoSuchEvidence):
        evidence.make_evidence_link(given.id)
    with pytest.raises(evidence.NoSuchEvidence):
        evidence.accept_evidence(given.id, by="reviewer")


def test_erasing_goes_on_when_the_storage_is_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    given = give()
    monkeypatch.setattr(storage, "evidence_storage", away)
    evidence.erase_evidence(given.id, by="officer", why="She asked for it")
    worker.run_due()
    assert len(files(folder)) == 1

    # when
    monkeypatch.undo()
    monkeypatch.setenv("ODOP_EVIDENCE_DIR", str(folder))
    make_due(OutboxItem)
    worker.run_due()

    # then
    assert files(folder) == []


def away() -> None:
    raise ConnectionError("no route to host")


def test_storage_that_is_away_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    link = evidence.make_evidence_link(give().id)

    # when
    monkeypatch.setattr(storage, "evidence_storage", away)

    # then
    with pytest.raises(evidence.StorageUnavailable):
        give()
    assert open_link(link).status_code == 503
    assert Evidence.objects.count() == 1


def test_link_leads_to_the_file_and_to_nothing_that_runs() -> None:
    # given
    given = give()

    # when
    answer = open_link(evidence.make_evidence_link(given.id))

    # then
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert len(answer.content) == given.size
    assert answer["Content-Disposition"] == f'attachment; filename="evidence-{given.id}.jpg"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_link_that_ended_leads_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    given = give()
    ended = storage.sign_token(given.id, -1)

    # when
    answer = Client().get(f"/evidence/{ended}")

    # then
    assert answer.status_code == 403
    assert "ended" in answer.content.decode()


@pytest.mark.parametrize("token", ["1", "W10", f"{2**70}"])
def test_address_without_a_signature_leads_nowhere(token: str) -> None:
    give()

    assert Client().get(f"/evidence/{token}").status_code == 403


def test_link_is_only_for_looking() -> None:
    assert Client().post(f"/evidence/{storage.sign_token(give().id, 60)}").status_code == 405


def test_file_altered_in_storage_is_not_shown(folder: Path) -> None:
    # given
    link = evidence.make_evidence_link(give().id)
    files(folder)[0].write_bytes(photo(size=(10, 10)))

    # when / then
    assert open_link(link).status_code == 410


def test_file_lost_from_storage_is_said_to_be_lost(folder: Path) -> None:
    # given
    link = evidence.make_evidence_link(give().id)
    files(folder)[0].unlink()

    # when / then
    assert open_link(link).status_code == 410


def test_storage_with_links_of_its_own_is_asked_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    given = give()
    switch(PLUGIN_ID, evidence_link_minutes=3)
    monkeypatch.setattr(storage, "make_direct_link", lambda name, seconds: f"https://bucket/{name}?for={seconds}")

    # when
    link = evidence.make_evidence_link(given.id)

    # then
    assert link.url.endswith("?for=180")
