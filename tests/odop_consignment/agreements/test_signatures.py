"""The signed paper, from the hand that brings it to whoever has a link."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from odop_consignment import documents
from odop_consignment.agreements import drafts, signatures
from odop_consignment.documents import DocumentKind
from odop_consignment.errors import WrongChoice
from odop_consignment.models import AgreementVersion
from odop_consignment.settings import PLUGIN_ID
from odop_core.files import storage
from odop_core.files.errors import AadhaarFound, FileRefused, FileTooLarge, FileTypeRefused, StorageUnavailable
from odop_core.india.dates import today
from tests.factories import switch
from tests.odop_consignment.agreements.signed import FIRST, drafted, sign, signed
from tests.odop_provenance.supporting import photo
from tests.pdfs import paper

pytestmark = pytest.mark.django_db


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def offered() -> AgreementVersion:
    return drafts.offer_for_signature(drafted().pk, by="asha")


def follow(link: documents.DocumentLink) -> Any:
    """What a browser gets at a link, through the App host's own addresses."""
    return Client().get(urlsplit(link.url).path)


@pytest.mark.parametrize("content", [photo(), paper("BT (We agree.) Tj ET")], ids=["photo", "PDF"])
def test_signed_paper_is_kept_with_who_signed_and_who_recorded_it(folder: Path, content: bytes) -> None:
    # when
    version = sign(offered(), content, signed_by=" Shabana  Begum ", by="ravi")

    # then
    assert (version.state, version.signed_by, version.signature_recorded_by) == ("signed", "Shabana Begum", "ravi")
    assert version.signed_on == FIRST
    assert signatures.check_document(version.pk).sha256 == version.document_sha256
    assert len(files(folder)) == 1


@pytest.mark.parametrize(
    ("content", "changes", "refusal"),
    [
        (b"nothing", {}, FileTypeRefused),
        (b"", {}, FileRefused),
        (paper("(2341 2341 2346) Tj"), {}, AadhaarFound),
        (None, {"file_name": "2341 2341 2346.pdf"}, AadhaarFound),
        (None, {"signed_by": " "}, WrongChoice),
        (None, {"signed_by": "2341 2341 2346"}, WrongChoice),
        (None, {"signed_on": today() + timedelta(days=1)}, WrongChoice),
    ],
)
def test_what_is_refused_leaves_no_file(
    folder: Path, content: bytes | None, changes: dict[str, Any], refusal: type[Exception]
) -> None:
    version = offered()
    with pytest.raises(refusal):
        sign(version, content, **changes)
    assert files(folder) == []
    assert AgreementVersion.objects.get(pk=version.pk).state == "offered"


def test_merchant_sets_how_large_a_paper_may_be() -> None:
    switch(PLUGIN_ID, document_megabytes=1)
    with pytest.raises(FileTooLarge):
        sign(offered(), b"\xff\xd8\xff" + b"\0" * 1024 * 1024)


def test_paper_whose_record_fails_is_not_left_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    version = offered()

    def broken(*_values: object) -> None:
        raise RuntimeError("the database went away")

    monkeypatch.setattr(signatures, "_seal", broken)

    # when
    with pytest.raises(RuntimeError):
        sign(version)

    # then
    assert files(folder) == []


def test_link_leads_to_the_paper_and_says_what_it_hashes_to() -> None:
    # given
    version = signed()

    # when
    answer = follow(signatures.link_to_document(version.pk))

    # then
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer["X-Document-SHA256"] == version.document_sha256
    assert answer["Content-Disposition"] == f'attachment; filename="agreement-{version.pk}.jpg"'
    assert (answer["Cache-Control"], answer["X-Content-Type-Options"]) == ("private, no-store", "nosniff")


def test_altered_paper_is_found_out_and_not_shown(folder: Path) -> None:
    # given
    version = signed()
    link = signatures.link_to_document(version.pk)
    files(folder)[0].write_bytes(photo(size=(10, 10)))

    # when
    found = signatures.check_document(version.pk)

    # then
    assert not found.intact
    assert version.document_sha256 in str(found.words)
    assert follow(link).status_code == 410


def test_lost_paper_is_said_to_be_lost(folder: Path) -> None:
    version = signed()
    link = signatures.link_to_document(version.pk)
    files(folder)[0].unlink()
    assert not signatures.check_document(version.pk).intact
    assert follow(link).status_code == 410


def test_storage_that_is_away_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    version = signed()
    link = signatures.link_to_document(version.pk)

    def away(_name: str) -> bytes:
        raise StorageUnavailable("The storage cannot be reached.")

    monkeypatch.setattr(storage, "read_file", away)

    # when / then
    assert follow(link).status_code == 503
    with pytest.raises(StorageUnavailable):
        signatures.check_document(version.pk)


def test_intact_paper_says_so_in_both_languages() -> None:
    found = signatures.check_document(signed().pk)
    assert found.intact
    assert "is the one that was signed on 1 April 2026" in str(found.words)
    assert found.sha256 in found.words.in_language("hi")


def test_link_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    version = signed()
    monkeypatch.setattr(documents, "timedelta", lambda minutes: timedelta(minutes=-minutes))

    # when
    answer = follow(signatures.link_to_document(version.pk))

    # then
    assert answer.status_code == 403
    assert "ended" in answer.content.decode()


@pytest.mark.parametrize("token", ["1", "W10", f"{2**70}"])
def test_address_without_a_signature_leads_nowhere(token: str) -> None:
    assert Client().get(f"/consignment/documents/{token}").status_code == 403


def test_token_of_evidence_opens_no_paper() -> None:
    token = storage.sign_token(signed().pk, 60)
    assert Client().get(f"/consignment/documents/{token}").status_code == 403


def test_link_is_only_for_looking() -> None:
    link = signatures.link_to_document(signed().pk)
    assert Client().post(urlsplit(link.url).path).status_code == 405


def test_link_to_what_has_no_file_leads_nowhere() -> None:
    assert follow(documents.link_to_document(DocumentKind.AGREEMENT, drafted().pk)).status_code == 410
    assert follow(documents.link_to_document(DocumentKind.GOODS, 999_999)).status_code == 410
    with pytest.raises(drafts.WrongVersionState, match="has no paper"):
        signatures.link_to_document(drafted().pk)
