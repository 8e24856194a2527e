"""Agreements as GraphQL is told of them."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from odop_consignment.api import agreements as api
from odop_consignment.api.agreements import VersionState
from odop_core.database.pagination import Window
from odop_core.india.dates import today
from tests.factories import supplier
from tests.odop_consignment.agreements.signed import FIRST, drafted, everything, signed, terms
from tests.odop_provenance.supporting import photo

pytestmark = pytest.mark.django_db
ALL = Window(limit=100)


def test_from_the_first_draft_to_the_signed_paper() -> None:
    # given
    consignor = supplier()

    # when
    draft = api.create_agreement(consignor.id, terms(), by="asha")
    api.change_version(draft.id, terms(rules=(everything(500),)), by="asha")
    api.offer_for_signature(draft.id, by="asha")
    version = api.sign_version(
        draft.id, BytesIO(photo()), file_name="a.jpg", signed_on=FIRST, signed_by="Shabana", by="ravi"
    )

    # then
    assert (version.state, version.signed_by, version.signature_recorded_by) == (
        VersionState.SIGNED, "Shabana", "ravi",
    )  # fmt: skip
    assert [tier.value for rule in version.rules for tier in rule.tiers] == [500]
    assert api.versions_in_force(version.agreement_id) == version
    assert api.check_document(version.id).sha256 == version.document_sha256
    assert "/consignment/documents/" in api.document_link(version.id).url


def test_agreements_are_found_by_whose_they_are_and_how_they_stand() -> None:
    # given
    shabana, ravi = supplier("Shabana"), supplier("Ravi")
    binding, draft = signed(shabana.id).agreement_id, drafted(ravi.id).agreement_id
    waiting = drafted(shabana.id)
    api.offer_for_signature(waiting.pk, by="asha")
    ended = signed(ravi.id).agreement_id
    api.end_agreement(ended, today() - timedelta(days=1), by="asha", reason="over")

    def ids(**wanted: Any) -> list[int]:
        found = [info.id for info in api.AGREEMENTS.read(ALL, wanted)]
        assert len(found) == api.AGREEMENTS.count(wanted)
        return found

    # when / then
    assert ids() == [binding, draft, waiting.agreement_id, ended]
    assert ids(supplier_id=shabana.id) == [binding, waiting.agreement_id]
    assert ids(is_in_force=True) == [binding]
    assert ids(supplier_id=ravi.id, is_in_force=False) == [draft, ended]
    assert ids(is_awaiting_signature=True) == [waiting.agreement_id]
    assert ids(is_awaiting_signature=False) == [binding, draft, ended]


def test_end_is_told_with_its_reason() -> None:
    # when
    found = api.end_agreement(signed().agreement_id, today(), by="ravi", reason=" moved   away ")

    # then
    assert found.end is not None
    assert (found.end.last_day, found.end.reason, found.end.recorded_by) == (today(), "moved away", "ravi")
    assert found.binds_today


def test_versions_come_newest_first_with_rules_in_their_precedence() -> None:
    # given
    first = signed()
    second = api.next_version(first.agreement_id, by="asha")

    # when
    found = api.versions_of([first.agreement_id, 999_999])

    # then
    assert {key: [version.number for version in versions] for key, versions in found.items()} == {
        first.agreement_id: [2, 1]
    }
    assert api.versions_by_id([second.id]) == {second.id: found[first.agreement_id][0]}
    assert api.withdraw_version(second.id, by="asha").state == VersionState.WITHDRAWN


def test_pages_take_as_many_queries_as_one_row() -> None:
    # given
    ids = [signed().agreement_id for _ in range(5)]

    def queries(limit: int) -> int:
        with CaptureQueriesContext(connection) as asked:
            api.AGREEMENTS.read(Window(limit=limit))
            api.versions_of(ids[:limit])
        return len(asked)

    # when / then
    assert queries(1) == queries(5) == 7
