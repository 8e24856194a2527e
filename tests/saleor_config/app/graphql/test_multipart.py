"""Files sent to the App's GraphQL endpoint, in parts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from devtools.replay import RecordedSaleor
from odop_provenance import api as provenance
from odop_provenance.api import evidence as provenance_evidence
from saleor_config.app.graphql import multipart
from storefront_schema import ids
from tests.odop_provenance.supporting import photo
from tests.pdfs import paper

pytestmark = pytest.mark.django_db

PRODUCT = ids.make("Product", 1)
UPLOAD = """
mutation Upload($input: ProvenanceEvidenceUploadInput!) {
  provenanceEvidenceUpload(input: $input) { evidence { kind status contentType } errors { field code } }
}
"""
INPUT = {"file": None, "kind": "PHOTO", "productId": PRODUCT}


@pytest.fixture(autouse=True)
def _claim(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ODOP_EVIDENCE_DIR", str(tmp_path))
    provenance.claim_origin(PRODUCT, district_slug="lucknow")


@pytest.fixture
def token(saleor: RecordedSaleor, installation: object) -> str:
    return saleor.user_token(user_id="VXNlcjox", is_staff=True, permissions=("MANAGE_PRODUCTS",))


def send(
    client: Client,
    token: str,
    *,
    file: SimpleUploadedFile | None = None,
    places: Any = None,
    operations: Any = None,
    **headers: str,
) -> tuple[int, dict[str, Any]]:
    operations = operations or {"query": UPLOAD, "variables": {"input": INPUT}}
    parts: dict[str, Any] = {
        "operations": json.dumps(operations),
        "map": json.dumps({"0": ["variables.input.file"]} if places is None else places),
        "0": file or SimpleUploadedFile("loom.jpg", photo(), "image/jpeg"),
    }
    signed_in = {"Authorization": f"Bearer {token}"} if token else {}
    response = client.post("/graphql/", data=parts, headers={**signed_in, **headers})
    return response.status_code, response.json()


def test_a_photo_becomes_evidence(client: Client, token: str) -> None:
    # when
    status, answer = send(client, token)

    # then
    assert (status, answer) == (
        200,
        {
            "data": {
                "provenanceEvidenceUpload": {
                    "evidence": {"kind": "PHOTO", "status": "RECEIVED", "contentType": "image/jpeg"}, "errors": [],
                }
            }
        },
    )  # fmt: skip
    (evidence,) = provenance_evidence.list_evidence(product_id=PRODUCT)
    assert evidence.given_by == "VXNlcjox"


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("loom.jpg", b"no picture", "image/jpeg"),
        SimpleUploadedFile("loom.jpg", paper(), "image/jpeg"),
        SimpleUploadedFile("2341 2341 2346.jpg", photo(), "image/jpeg"),
    ],
    ids=["no picture", "a PDF as photo", "an Aadhaar number as name"],
)
def test_what_cannot_be_taken_is_refused_in_the_answer(client: Client, token: str, file: SimpleUploadedFile) -> None:
    # when
    _status, answer = send(client, token, file=file)

    # then
    assert answer["data"]["provenanceEvidenceUpload"]["errors"] == [{"field": "file", "code": "INVALID"}]
    assert provenance_evidence.list_evidence(product_id=PRODUCT) == []


def test_a_question_without_its_file_is_refused_in_the_answer(client: Client, token: str) -> None:
    # when
    _status, answer = send(client, token, places={"7": ["variables.input.file"]})

    # then
    assert answer["data"]["provenanceEvidenceUpload"]["errors"] == [{"field": "file", "code": "REQUIRED"}]


def test_no_files_are_taken_from_visitors(client: Client, installation: object) -> None:
    assert send(client, "")[0] == 415


@pytest.mark.parametrize(
    "places",
    [
        [],
        {"0": ["variables.input.kind"]},
        {"0": ["query"]},
        {"0": ["variables.nothing.file"]},
        {"0": ["variables.input.file.more"]},
        {str(number): [] for number in range(multipart.MOST_FILES + 1)},
    ],
    ids=["a list", "another value", "the question", "nowhere", "too deep", "too many"],
)
def test_a_map_that_leads_elsewhere_is_refused(client: Client, token: str, places: Any) -> None:
    assert send(client, token, places=places)[0] == 400


def test_operations_must_be_a_question(client: Client, token: str) -> None:
    assert send(client, token, places={}, operations=[1])[0] == 400


def test_too_large_a_request_is_refused_before_it_is_read(client: Client, token: str) -> None:
    assert send(client, token, **{"Content-Length": str(multipart.SIZE_LIMIT + 1)})[0] == 413
