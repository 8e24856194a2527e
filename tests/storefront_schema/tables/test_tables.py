"""Tables handed in and out over GraphQL, and the links they are handed out by."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from odop_consignment.imports import links
from odop_consignment.models import Offer, Supplier
from odop_core.queue import worker
from odop_core.security.permissions import Permission
from storefront_schema import ids
from storefront_schema.viewer import Viewer
from tests import factories
from tests.odop_consignment.imports.table_files import SUPPLIERS, as_csv, supplier_rows
from tests.storefront_schema.client import answer_with, ask, mutate, refusals, staff

MAY = staff(Permission.MANAGE_CONSIGNMENT)
IMPORT = """mutation($input: ImportStartInput!) { importStart(input: $input) {
  job { id status kind dryRun rowsRead } errors { field code message } } }"""
PROGRESS = """query($id: ID!, $first: Int) { importJob(id: $id) {
  status rowsTotal rowsRead rowsCreated rowsUpdated rowsFailed failure fileName createdBy { id } finishedAt
  errors(first: $first) { totalCount pageInfo { hasNextPage }
    edges { node { row column message hi: message(language: HI) } } } } }"""


@pytest.fixture(autouse=True)
def storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ODOP_EVIDENCE_DIR", str(tmp_path))


def hand_in(content: bytes, **changes: Any) -> dict[str, Any]:
    given = {"file": "0", "kind": "SUPPLIERS"} | changes
    answer = answer_with({"0": content} if content else {}, IMPORT, MAY, input=given)
    assert answer.messages == []
    assert answer.data is not None
    found: dict[str, Any] = answer.data["importStart"]
    return found


def progress(import_id: str, first: int = 20) -> dict[str, Any]:
    found: dict[str, Any] = ask(PROGRESS, MAY, id=import_id, first=first)["importJob"]
    return found


def export(kind: str = "SUPPLIERS", **arguments: tuple[str, str]) -> dict[str, Any]:
    answer = mutate(
        "consignmentExport", "file { url expiresAt fileName }", MAY, kind=("ImportKindEnum!", kind), **arguments
    )
    found: dict[str, Any] = answer["file"]
    return found


def fetch(link: dict[str, Any]) -> Any:
    return Client().get(urlsplit(link["url"]).path)


def content(response: Any) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode("utf-8-sig")


def test_a_table_is_read_in_the_background_and_tells_how_far_it_came() -> None:
    # given
    begun = hand_in(as_csv(SUPPLIERS, *supplier_rows(2), ("UP-9", "", "98")))["job"]
    worker.run_due()

    # when
    found = progress(begun["id"], first=1)

    # then
    assert (begun["status"], begun["rowsRead"]) == ("PENDING", 0)
    assert (found["status"], found["rowsTotal"], found["rowsCreated"], found["rowsFailed"]) == ("SUCCESS", 3, 2, 1)
    assert found["errors"]["totalCount"] >= 1
    (edge,) = found["errors"]["edges"]
    assert edge["node"]["row"] == 4
    assert edge["node"]["message"] != edge["node"]["hi"]
    assert Supplier.objects.count() == 2


def test_a_dry_run_changes_nothing() -> None:
    # given
    begun = hand_in(as_csv(SUPPLIERS, *supplier_rows(2)), dryRun=True)["job"]
    worker.run_due()

    # when / then
    assert progress(begun["id"])["rowsCreated"] == 2
    assert not Supplier.objects.exists()


@pytest.mark.parametrize(("given", "code"), [(b" ", "INVALID"), (b"", "REQUIRED")], ids=["empty", "no file"])
def test_what_is_no_table_is_refused(given: bytes, code: str) -> None:
    # when
    answer = hand_in(given)

    # then
    assert [(error["field"], error["code"]) for error in answer["errors"]] == [("file", code)]
    assert answer["errors"][0]["message"]


def test_imports_are_listed_with_their_errors_in_as_many_queries_as_one() -> None:
    # given
    for number in range(4):
        hand_in(as_csv(SUPPLIERS, (f"UP-{number}", "", ""), (f"UP-X{number}", "", "")))
        worker.run_due()
    question = """query($first: Int) { importJobs(first: $first) { totalCount edges { node {
      id errors(first: 1) { totalCount pageInfo { hasNextPage } edges { node { row } } } } } } }"""

    def count(first: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            answer = ask(question, MAY, first=first)["importJobs"]
        assert answer["totalCount"] == 4
        assert len(answer["edges"]) == first
        assert all(edge["node"]["errors"]["pageInfo"]["hasNextPage"] for edge in answer["edges"])
        return len(queries)

    # when / then
    assert count(1) == count(4)


def test_what_is_not_there_is_null() -> None:
    assert ask(PROGRESS, MAY, id=ids.make("ImportJob", 10**9)) == {"importJob": None}


@pytest.mark.parametrize("format_", ["CSV", "XLSX"])
def test_an_export_is_written_when_its_link_is_followed_and_masked(format_: str) -> None:
    # given
    link = export(format=("ImportFormatEnum", format_), language=("OdopLanguageEnum", "HI"))
    factories.supplier("Shabana")

    # when
    response = fetch(link)

    # then
    assert response.status_code == 200
    assert link["fileName"].startswith("suppliers-20")
    assert link["fileName"] in response["Content-Disposition"]
    assert response["Cache-Control"] == "private, no-store"
    if format_ == "CSV":
        text = content(response)
        assert "Shabana" in text
        assert "+919800000001" not in text


def test_what_was_handed_out_can_be_handed_in_again() -> None:
    # given
    factories.offer()
    text = content(fetch(export("OFFERS", format=("ImportFormatEnum", "CSV"))))

    # when
    begun = hand_in(text.encode(), kind="OFFERS")["job"]
    worker.run_due()

    # then
    found = progress(begun["id"])
    assert (found["rowsFailed"], found["rowsCreated"], Offer.objects.count()) == (0, 0, 1)


def test_a_template_shows_what_goes_where() -> None:
    # given
    link = ask("{ importTemplate(kind: NOTES, format: CSV, language: HI) { url fileName expiresAt } }", MAY)[
        "importTemplate"
    ]

    # when
    response = fetch(link)

    # then
    assert link["fileName"] == "notes-template.csv"
    assert len(content(response).splitlines()) == 2


def test_a_link_ends_and_cannot_be_made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    link = export()
    monkeypatch.setattr(links, "timedelta", lambda minutes: timedelta(minutes=-minutes))
    ended = export()

    # when / then
    assert fetch({"url": link["url"] + "x"}).status_code == 403
    assert Client().post(urlsplit(link["url"]).path).status_code == 405
    assert fetch(link).status_code == 200
    assert fetch(ended).status_code == 403


def wrong_rows(import_id: str, viewer: Any = MAY) -> dict[str, Any]:
    arguments = {"id": ("ID!", import_id), "format": ("ImportFormatEnum", "CSV")}
    return mutate("importJobExportFailedRows", "file { url fileName }", viewer, **arguments)


def test_wrong_rows_are_handed_out_to_who_handed_the_table_in() -> None:
    # given
    begun = hand_in(as_csv(SUPPLIERS, *supplier_rows(1), ("UP-9", "", "9800000009")))["job"]
    worker.run_due()

    # when
    answer = wrong_rows(begun["id"])

    # then
    assert answer["file"]["fileName"] == "suppliers-wrong-rows.csv"
    assert content(fetch(answer["file"])).splitlines() == [
        "What is wrong,reference,name,phone", "Name: This must not be empty.,UP-9,,9800000009",
    ]  # fmt: skip


def test_wrong_rows_of_others_are_shown_to_who_may_see_personal_data() -> None:
    # given
    begun = hand_in(as_csv(SUPPLIERS, ("UP-9", "", "9800000009")))["job"]
    worker.run_due()
    other = Viewer("staff", "user-8", frozenset({Permission.MANAGE_CONSIGNMENT}))
    trusted = Viewer("staff", "user-8", frozenset({Permission.MANAGE_CONSIGNMENT, Permission.SEE_SUPPLIER_DATA}))

    # when / then: what is not theirs answers as what is not there
    assert refusals(wrong_rows(begun["id"], other)) == refusals(wrong_rows(ids.make("ImportJob", 10**6), other))
    assert refusals(wrong_rows(begun["id"], other)) == [("id", "NOT_FOUND")]
    assert wrong_rows(begun["id"], trusted)["file"]


def test_table_without_wrong_rows_has_none_to_hand_out() -> None:
    # given
    begun = hand_in(as_csv(SUPPLIERS, *supplier_rows(1)))["job"]
    worker.run_due()

    # when / then
    assert refusals(wrong_rows(begun["id"])) == [("id", "INVALID")]
