"""Consignment notes, as staff write them and suppliers see them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from odop_consignment.api import OfferInfo
from odop_consignment.models import ConsignmentNote, Lot, NoteLine
from odop_core.india.dates import today
from odop_core.security.permissions import Permission
from storefront_schema import ids
from storefront_schema.viewer import Viewer
from tests import factories
from tests.fake_store import FakeStore
from tests.odop_consignment.stock import goods
from tests.odop_provenance.supporting import photo
from tests.storefront_schema.client import (
    STAFF,
    answer_to,
    answer_with,
    ask,
    in_language,
    mutate,
    refusals,
    staff,
    where,
)

MAY = staff(Permission.MANAGE_CONSIGNMENT)
WAREHOUSE = ids.make("Warehouse", "lucknow")
LINE = "{ id description quantity condition lot { id } photo { url expiresAt } }"
CREATE = f"note {{ id number status lines {LINE} }} count results {{ errors {{ message code }} line {{ id }} }}"


@pytest.fixture(autouse=True)
def storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ODOP_EVIDENCE_DIR", str(tmp_path))


def offer(**changes: Any) -> OfferInfo:
    return factories.offer(at=WAREHOUSE, **changes)


def create(of: OfferInfo, *lines: dict[str, Any], **changes: Any) -> dict[str, Any]:
    given = {
        "kind": "RECEIPT",
        "supplierId": ids.make("Supplier", of.supplier_id),
        "pickupPointId": of.pickup_point_id,
        "lines": list(lines),
    }
    return mutate("consignmentNoteCreate", CREATE, MAY, input=("ConsignmentNoteCreateInput!", given | changes))


def line(of: OfferInfo, quantity: int = 2, **changes: Any) -> dict[str, Any]:
    return {"offerId": ids.make("Offer", of.id), "quantity": quantity} | changes


def change(name: str, selection: str, note_id: str, **arguments: Any) -> dict[str, Any]:
    return mutate(name, selection, MAY, id=("ID!", note_id), **arguments)


@pytest.mark.parametrize("lines", [0, 1])
def test_a_warehouse_the_store_does_not_have_is_refused(store: FakeStore, lines: int) -> None:
    # given
    kurtas = offer()
    store.no_warehouses.add(WAREHOUSE)

    # when
    answer = create(kurtas, *[line(kurtas)] * lines)

    # then
    assert refusals(answer) == [("pickupPointId", "NOT_FOUND")]
    assert not ConsignmentNote.objects.exists()


def test_a_count_in_a_warehouse_the_store_does_not_have_is_refused(store: FakeStore) -> None:
    # given
    store.no_warehouses.add(WAREHOUSE)

    # when
    answer = mutate("stockCountCreate", "stockCount { id }", MAY, pickupPointId=("ID!", WAREHOUSE))

    # then
    assert refusals(answer) == [("pickupPointId", "NOT_FOUND")]


def test_a_note_is_written_with_its_lines_and_posted_at_once() -> None:
    # given
    kurtas = offer()

    # when
    answer = create(kurtas, line(kurtas), line(kurtas, 1, condition="DAMAGED"), post=True)

    # then
    assert answer["errors"] == []
    assert answer["note"]["status"] == "POSTED"
    assert answer["note"]["number"].startswith("RN/")
    assert [(row["quantity"], row["condition"]) for row in answer["note"]["lines"]] == [(2, "GOOD"), (1, "DAMAGED")]
    assert answer["note"]["lines"][0]["lot"] == {"id": ids.make("ConsignmentLot", Lot.objects.get().pk)}
    assert [row["errors"] for row in answer["results"]] == [[], []]


def test_wrong_lines_are_told_and_left_out_and_then_nothing_is_posted() -> None:
    # given
    kurtas, others = offer(), offer(variant="saree", by=factories.supplier("Other"))

    # when
    answer = create(kurtas, line(kurtas, 0), line(kurtas, 3), {"offerId": "x", "quantity": 1}, line(others), post=True)

    # then
    assert answer["note"]["status"] == "DRAFT"
    assert [row["quantity"] for row in answer["note"]["lines"]] == [3]
    assert [len(row["errors"]) for row in answer["results"]] == [1, 0, 1, 1]
    assert [row["line"] for row in answer["results"]] == [None, {"id": answer["note"]["lines"][0]["id"]}, None, None]


def test_without_a_right_line_there_is_no_note() -> None:
    # given
    kurtas = offer()

    # when / then
    assert create(kurtas, line(kurtas, 0))["note"] is None
    assert create(kurtas, {"offerId": "x", "quantity": 1})["note"] is None
    assert not ConsignmentNote.objects.exists()


def test_a_reference_is_taken_once() -> None:
    # given
    kurtas = offer()
    create(kurtas, line(kurtas), reference="C-1")

    # when / then
    assert refusals(create(kurtas, line(kurtas), reference="C-1")) == [("reference", "UNIQUE")]


def test_a_draft_is_changed_line_by_line_then_posted_and_stays() -> None:
    # given
    kurtas = offer()
    note_id = create(kurtas)["note"]["id"]

    # when
    added = change(
        "consignmentNoteLinesCreate",
        CREATE,
        note_id,
        lines=("[ConsignmentNoteLineInput!]!", [line(kurtas), line(kurtas)]),
    )
    first, second = (row["id"] for row in added["note"]["lines"])
    changed = mutate(
        "consignmentNoteLineUpdate", f"line {LINE} note {{ id }}", MAY,
        id=("ID!", first), input=("ConsignmentNoteLineUpdateInput!", {"quantity": 7}),
    )  # fmt: skip
    removed = change("consignmentNoteLineDelete", "note { lines { id } }", second)
    updated = change(
        "consignmentNoteUpdate", "note { remark date }", note_id,
        input=("ConsignmentNoteUpdateInput!", {"remark": "By cart", "date": str(today() - timedelta(days=1))}),
    )  # fmt: skip
    posted = change("consignmentNotePost", "note { number status }", note_id)

    # then
    assert changed["line"]["quantity"] == 7
    assert removed["note"]["lines"] == [{"id": first}]
    assert updated["note"] == {"remark": "By cart", "date": str(today() - timedelta(days=1))}
    assert posted["note"]["status"] == "POSTED"
    assert change("consignmentNotePost", "note { number }", note_id)["note"]["number"] == posted["note"]["number"]
    with in_language("hi"):
        (error,) = change("consignmentNoteCancel", "note { number }", note_id)["errors"]
    assert (error["field"], error["code"]) == ("id", "INVALID_STATUS")
    assert "नोट" in error["message"]


def test_a_draft_is_thrown_away() -> None:
    # given
    note_id = create(offer())["note"]["id"]

    # when / then
    assert change("consignmentNoteCancel", "note { status }", note_id)["note"] == {"status": "CANCELLED"}


def test_the_photo_of_goods_is_kept_and_shown_by_a_link() -> None:
    # given
    kurtas = offer()
    row = create(kurtas, line(kurtas))["note"]["lines"][0]
    question = """mutation($id: ID!, $input: ConsignmentNoteLineUpdateInput!) {
      consignmentNoteLineUpdate(id: $id, input: $input) { line { photo { url } } errors { field code } }
    }"""

    # when
    kept = answer_with({"0": photo()}, question, MAY, id=row["id"], input={"photo": "0"})
    refused = answer_with({"0": b"no photo"}, question, MAY, id=row["id"], input={"photo": "0"})
    missing = answer_with({}, question, MAY, id=row["id"], input={"photo": "0"})

    # then
    assert kept.data is not None
    assert refused.data is not None
    assert missing.data is not None
    assert "/documents/" in kept.data["consignmentNoteLineUpdate"]["line"]["photo"]["url"]
    assert refused.data["consignmentNoteLineUpdate"]["errors"] == [{"field": "photo", "code": "INVALID"}]
    assert missing.data["consignmentNoteLineUpdate"]["errors"] == [{"field": "photo", "code": "REQUIRED"}]
    assert NoteLine.objects.get().photo


def test_a_note_is_a_paper_in_two_languages() -> None:
    # given
    kurtas = offer(by=factories.supplier("Shabana", name_hi="शबाना"))
    note_id = create(kurtas, line(kurtas), post=True)["note"]["id"]

    # when
    note = ask(
        """query($id: ID!) { consignmentNote(id: $id) {
          en: document { language title supplierName goodPieces notice lines { quantity condition } }
          hi: document(language: HI) { language title supplierName lines { condition } }
        } }""",
        MAY,
        id=note_id,
    )["consignmentNote"]

    # then
    assert note["en"]["title"] == "Consignment receipt note"
    assert note["en"]["lines"] == [{"quantity": 2, "condition": "good"}]
    assert "no tax invoice" in note["en"]["notice"]
    assert note["hi"] == {
        "language": "HI", "title": "प्रेषित माल प्राप्ति नोट", "supplierName": "शबाना", "lines": [{"condition": "ठीक"}]
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, 2), ({"kind": ["UNSOLD_RETURN"]}, 1), ({"status": ["DRAFT"]}, 0), ({"reference": "C-1"}, 1),
        ({"pickupPointId": "elsewhere"}, 0), ({"date": {"lte": "2020-01-01"}}, 0), ({"date": {"gte": "2020-01-01"}}, 2),
    ],
)  # fmt: skip
def test_notes_are_found(given: dict[str, Any], found: int) -> None:
    # given
    kurtas = offer()
    goods.receive(kurtas, 5, reference="C-1")
    goods.send_back(kurtas, 1)

    # when
    answer = ask(
        """query($where: ConsignmentNoteWhereInput) {
          consignmentNotes(where: $where) { totalCount edges { node { id } } } }""",
        MAY,
        where=where(**given, supplierId=ids.make("Supplier", kurtas.supplier_id)),
    )["consignmentNotes"]

    # then
    assert (answer["totalCount"], len(answer["edges"])) == (found, found)


def test_a_supplier_who_asks_for_notes_of_another_gets_none() -> None:
    # given
    factories.supplier("Own", user_id="user-own", artisan_slug="own")
    other = ids.make("Supplier", factories.supplier("Other").id)

    # when / then
    for list_ in ("consignmentNotes", "consignmentLots", "consignmentSales"):
        question = f'{{ {list_}(where: {{supplierId: {{eq: "{other}"}}}}) {{ totalCount }} }}'
        assert ask(question, Viewer("customer", "user-own"))[list_] == {"totalCount": 0}


def test_what_is_no_id_is_told() -> None:
    assert "ConsignmentNote" in answer_to('{ consignmentNote(id: "x") { id } }', STAFF).messages[0]
    assert ask(f'{{ consignmentNote(id: "{ids.make("ConsignmentNote", 10**9)}") {{ id }} }}', STAFF) == {
        "consignmentNote": None
    }
