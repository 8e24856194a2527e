"""The audit feed: what staff and suppliers see of what was done. (`test_lists` walks its pages and filters.)"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from odop_consignment.api import privacy
from odop_consignment.models import Disclosure, OnboardingStep
from odop_core.security.permissions import Permission
from storefront_schema import ids
from storefront_schema.viewer import Viewer
from tests import factories
from tests.storefront_schema.client import STAFF, ask, in_language, is_hindi, staff

EVENT = """id kind sentence reason changes { field before after } objectType objectId supplier { name }
  createdBy { recordedAs } createdAt"""
MOMENT = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)


def feed(where: str = "{}", viewer: Viewer = STAFF) -> list[dict[str, Any]]:
    question = f"{{ auditEvents(first: 50, where: {where}) {{ totalCount edges {{ node {{ {EVENT} }} }} }} }}"
    return [edge["node"] for edge in ask(question, viewer)["auditEvents"]["edges"]]


def approved_and_seen() -> Any:
    """A supplier of whom two records of two kinds are left."""
    supplier = factories.supplier("Shabana")
    OnboardingStep.objects.create(
        supplier_id=supplier.id, before="submitted", after="approved", reason="All there.", moved_by="user-1"
    )
    privacy.disclose_value(supplier.id, "phone", reason="To call.", by="user-2")
    return supplier


def test_records_of_all_apps_are_one_list_newest_first() -> None:
    # given
    supplier = approved_and_seen()

    # when
    seen, moved = feed(f'{{kind: {{oneOf: [SUPPLIER, DISCLOSURE]}}, supplierId: {{eq: "{whose(supplier)}"}}}}')[:2]

    # then
    assert (moved["kind"], seen["kind"]) == ("SUPPLIER", "DISCLOSURE")
    assert moved["sentence"] == "The supplier was submitted and is now approved."
    assert moved["reason"] == "All there."
    assert moved["changes"] == [{"field": "status", "before": "submitted", "after": "approved"}]
    assert moved["createdBy"] == {"recordedAs": "user-1"}
    assert (moved["objectType"], moved["objectId"]) == ("Supplier", whose(supplier))
    assert seen["sentence"] == "Personal data of the supplier were shown in full: the telephone number."
    assert seen["reason"] == "To call."


def whose(supplier: Any) -> str:
    return ids.make("Supplier", supplier.id)


def test_sentences_are_in_the_language_of_the_reader() -> None:
    # given
    supplier = approved_and_seen()

    # when
    with in_language("hi"):
        found = feed(f'{{objectId: {{eq: "{whose(supplier)}"}}}}')

    # then
    assert [is_hindi(event["sentence"]) for event in found[:2]] == [True, True]


@pytest.mark.parametrize(
    ("where", "kinds"),
    [
        ('{createdBy: {eq: "user-2"}}', ["DISCLOSURE"]),
        ("{kind: {eq: SUPPLIER}}", ["SUPPLIER"]),
        ('{OR: [{createdBy: {eq: "user-1"}}, {kind: {eq: DISCLOSURE}}]}', ["DISCLOSURE", "SUPPLIER"]),
        ('{createdAt: {lte: "2026-11-01T00:00:00Z"}}', []),
        ('{objectId: {eq: "UHJvZHVjdDox"}}', []),
        ('{objectId: {eq: "no ID"}}', []),
    ],
)
def test_events_are_found_by_actor_kind_day_and_object(where: str, kinds: list[str]) -> None:
    # given
    approved_and_seen()

    # when
    found = [event["kind"] for event in feed(where) if event["createdBy"]["recordedAs"] in ("user-1", "user-2")]

    # then
    assert found == kinds


def test_events_of_one_moment_are_each_on_one_page_in_both_directions(monkeypatch: pytest.MonkeyPatch) -> None:
    # given: two kinds, all in one moment
    supplier = factories.supplier("Shabana")
    monkeypatch.setattr(timezone, "now", lambda: MOMENT)
    for number in range(3):
        OnboardingStep.objects.create(supplier_id=supplier.id, before="draft", after="draft", moved_by=f"u-{number}")
        Disclosure.objects.create(supplier_id=supplier.id, what="pan", reason="x", seen_by=f"u-{number}")
    where = "{kind: {oneOf: [SUPPLIER, DISCLOSURE]}}"
    whole = [event["id"] for event in feed(where)]

    for direction, expected in (("DESC", whole), ("ASC", whole[::-1])):
        # when
        seen: list[str] = []
        after = ""
        while True:
            page = ask(
                f"{{ auditEvents(first: 2 {after}, where: {where}, sortBy: {{field: CREATED_AT, direction: "
                f"{direction}}}) {{ edges {{ node {{ id }} }} pageInfo {{ endCursor hasNextPage }} }} }}",
                STAFF,
            )["auditEvents"]
            seen += [edge["node"]["id"] for edge in page["edges"]]
            after = f'after: "{page["pageInfo"]["endCursor"]}"'
            if not page["pageInfo"]["hasNextPage"]:
                break

        # then
        assert seen == expected
    assert len(set(whole)) == len(whole) >= 6


def test_a_viewer_sees_the_kinds_they_may_see_elsewhere() -> None:
    # given
    approved_and_seen()

    # when
    of = {
        permission: {event["kind"] for event in feed(viewer=staff(permission))}
        for permission in (Permission.SEE_SUPPLIER_DATA, Permission.MANAGE_PROVENANCE, Permission.MANAGE_CONSIGNMENT)
    }

    # then
    assert of[Permission.SEE_SUPPLIER_DATA] == {"DISCLOSURE"}
    assert of[Permission.MANAGE_PROVENANCE] <= {"CLAIM"}
    assert {"SUPPLIER", "DISCLOSURE"} <= of[Permission.MANAGE_CONSIGNMENT]


def test_a_page_of_several_kinds_takes_few_queries_however_long_it_is() -> None:
    # given
    approved_and_seen()

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            ask("{ auditEvents(first: 100) { totalCount edges { node { kind sentence supplier { name } } } } }", STAFF)
        return len(asked)

    queries()
    few = queries()
    for _each in range(5):
        approved_and_seen()

    # when / then
    assert queries() == few
