"""Lots, damage, counts by hand, and where our numbers differ from the store's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from odop_core.security.permissions import Permission
from odop_core.store.port import StockLevel, StoreUnavailable
from storefront_schema import ids
from storefront_schema.viewer import Viewer
from tests import factories
from tests.fake_store import FakeStore
from tests.odop_consignment.stock import goods
from tests.odop_provenance.supporting import photo
from tests.storefront_schema.client import answer_to, answer_with, ask, in_language, is_hindi, mutate, refusals, staff

MAY = staff(Permission.MANAGE_CONSIGNMENT)
SECOND = Viewer("staff", "user-10", frozenset({Permission.MANAGE_CONSIGNMENT}))
POINT = ids.make("Warehouse", "lucknow")


@pytest.fixture(autouse=True)
def storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ODOP_EVIDENCE_DIR", str(tmp_path))


def lots(selection: str = "available", where: str = "{}", viewer: Viewer = MAY) -> list[dict[str, Any]]:
    answer = ask(f"{{ consignmentLots(where: {where}) {{ edges {{ node {{ {selection} }} }} }} }}", viewer)
    return [edge["node"] for edge in answer["consignmentLots"]["edges"]]


def test_a_lot_tells_what_became_of_its_pieces() -> None:
    # given
    kurtas = factories.offer()
    goods.receive(kurtas, 5)
    goods.sell(kurtas, 2)

    # when
    (lot,) = lots("received sold available movements { totalCount edges { node { kind quantity sale { id } } } }")

    # then
    assert (lot["received"], lot["sold"], lot["available"]) == (5, 2, 3)
    assert lot["movements"]["totalCount"] == 2
    assert [edge["node"]["kind"] for edge in lot["movements"]["edges"]] == ["RECEIVED", "SOLD"]
    assert lot["movements"]["edges"][1]["node"]["sale"]["id"]


def test_movements_are_paged_in_each_lot() -> None:
    # given
    kurtas = factories.offer()
    goods.receive(kurtas, 5, 6)
    goods.sell(kurtas, 1)

    # when
    found = lots("movements(last: 1) { pageInfo { hasPreviousPage } edges { node { kind } } }")

    # then
    kinds = [[edge["node"]["kind"] for edge in lot["movements"]["edges"]] for lot in found]
    assert kinds == [["SOLD"], ["RECEIVED"]]
    assert [lot["movements"]["pageInfo"]["hasPreviousPage"] for lot in found] == [True, False]


def test_lots_are_found_by_what_is_left() -> None:
    # given
    kurtas = factories.offer()
    goods.receive(kurtas, 1, 4)
    goods.sell(kurtas, 1)

    # when / then
    assert lots(where="{isAvailable: true}") == [{"available": 4}]
    assert lots(where="{isAvailable: false}") == [{"available": 0}]
    assert lots(where="{isOverdue: true}") == []
    assert lots(where=f'{{offerId: {{eq: "{ids.make("Offer", kurtas.id)}"}}, variantId: {{eq: "nothing"}}}}') == []


def test_who_moved_goods_is_for_staff() -> None:
    # given
    kurtas = factories.offer(by=factories.supplier(user_id="user-own"))
    goods.receive(kurtas, 1)
    question = "{ consignmentLots { edges { node { movements { edges { node { createdBy { id } } } } } } } }"

    # when / then
    assert answer_to(question, MAY).messages == []
    assert answer_to(question, Viewer("customer", "user-own")).is_refused


@pytest.mark.parametrize("viewer", [MAY, Viewer("customer", "user-own")], ids=["staff", "own"])
def test_the_queries_of_a_page_do_not_grow_with_it(viewer: Viewer) -> None:
    # given
    by = factories.supplier(user_id="user-own")
    for number in range(12):
        goods.receive(factories.offer(f"kurta-{number}", by=by), 2)
    note = "id lines { id photo { url } } document { title } supplier { name }"
    lot = "id supplier { name } movements(first: 2) { totalCount edges { node { kind photo { url } } } }"

    def count(first: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            answer = ask(
                f"{{ consignmentNotes(first: {first}) {{ edges {{ node {{ {note} }} }} }} "
                f"consignmentLots(first: {first}) {{ edges {{ node {{ {lot} }} }} }} }}",
                viewer,
            )
        assert len(answer["consignmentLots"]["edges"]) == first
        return len(queries)

    # when / then
    assert count(1) == count(12)


def damage(of: Any, pieces: int, **changes: Any) -> dict[str, Any]:
    given = {"offerId": ids.make("Offer", of.id), "quantity": pieces, "reason": "Rain", "photo": "0"} | changes
    question = """mutation($input: StockWriteOffInput!) { stockWriteOff(input: $input) {
      movements { kind quantity reason photo { url } } errors { field code message } } }"""
    answer = answer_with({"0": photo()}, question, MAY, input=given)
    assert answer.messages == []
    assert answer.data is not None
    found: dict[str, Any] = answer.data["stockWriteOff"]
    return found


def test_damaged_pieces_are_written_off_once_with_a_photo() -> None:
    # given
    kurtas = factories.offer()
    goods.receive(kurtas, 5)

    # when
    first, again = damage(kurtas, 2, key="flood"), damage(kurtas, 2, key="flood")

    # then
    (movement,) = first["movements"]
    assert (movement["kind"], movement["quantity"], movement["reason"]) == ("WRITTEN_OFF", 2, "Rain")
    assert "/documents/" in movement["photo"]["url"]
    assert again["movements"] == []
    assert goods.lying(kurtas) == [3]


def test_more_damage_than_goods_is_refused_in_both_languages() -> None:
    # given
    kurtas = factories.offer()
    goods.receive(kurtas, 1)

    # when
    (error,) = damage(kurtas, 2)["errors"]
    with in_language("hi"):
        (in_hindi,) = damage(kurtas, 2)["errors"]

    # then
    assert error["code"] == in_hindi["code"] == "INVALID"
    assert not is_hindi(error["message"])
    assert "नग" in in_hindi["message"]


def begin() -> str:
    answer = mutate("stockCountCreate", "stockCount { id status }", MAY, pickupPointId=("ID!", POINT))
    assert answer["stockCount"]["status"] == "OPEN"
    return str(answer["stockCount"]["id"])


def enter(count_id: str, *lines: tuple[str, int], viewer: Viewer = MAY) -> dict[str, Any]:
    given = [{"offerId": offer_id, "counted": counted} for offer_id, counted in lines]
    return mutate(
        "stockCountLinesUpdate",
        "stockCount { lines { expected counted difference } } count results { errors { code } line { counted } }",
        viewer,
        id=("ID!", count_id),
        lines=("[StockCountLineInput!]!", given),
    )


def test_goods_are_counted_by_one_person_and_settled_by_another() -> None:
    # given
    kurtas = factories.offer(at=POINT)
    goods.receive(kurtas, 5)
    count_id = begin()

    # when
    entered = enter(count_id, (ids.make("Offer", kurtas.id), 4), ("x", 1), (ids.make("Offer", 10**9), 1))
    alone = mutate("stockCountComplete", "stockCount { status }", MAY, id=("ID!", count_id))
    settled = mutate("stockCountComplete", "stockCount { status completedBy { id } }", SECOND, id=("ID!", count_id))

    # then
    assert [[error["code"] for error in row["errors"]] for row in entered["results"]] == [
        [], ["GRAPHQL_ERROR"], ["NOT_FOUND"]
    ]  # fmt: skip
    assert entered["stockCount"]["lines"] == [{"expected": 5, "counted": 4, "difference": -1}]
    assert refusals(alone) == [("id", "SECOND_PERSON_REQUIRED")]
    assert settled["stockCount"] == {"status": "COMPLETED", "completedBy": {"id": "user-10"}}
    assert goods.lying(kurtas) == [4]


def test_counts_are_listed_and_dropped() -> None:
    # given
    count_id = begin()

    # when
    dropped = mutate("stockCountCancel", "stockCount { status }", MAY, id=("ID!", count_id))

    # then
    assert dropped["stockCount"] == {"status": "CANCELLED"}
    question = (
        "query($states: [StockCountStatusEnum!]) { stockCounts(where: {status: {oneOf: $states}}) { totalCount } }"
    )
    assert ask(question, MAY, states=["CANCELLED"])["stockCounts"]["totalCount"] == 1
    assert ask(question, MAY, states=["OPEN"])["stockCounts"]["totalCount"] == 0
    assert ask(f'{{ stockCount(id: "{count_id}") {{ status lines {{ counted }} }} }}', MAY)["stockCount"]["lines"] == []
    assert refusals(enter(ids.make("StockCount", 10**9))) == [("id", "NOT_FOUND")]


DIFFERENCES = """query($first: Int, $after: String) { stockDifferences(first: $first, after: $after) {
  edges { node { variant { id } ours storeUnsold quantity reasons { cause quantity } } }
  pageInfo { hasNextPage endCursor }
} }"""


def test_differences_are_read_part_by_part() -> None:
    # given
    for name in ("a", "b", "c"):
        goods.receive(factories.offer(name), 5)

    # when
    first = ask(DIFFERENCES, MAY, first=2)["stockDifferences"]
    rest = ask(DIFFERENCES, MAY, first=2, after=first["pageInfo"]["endCursor"])["stockDifferences"]

    # then
    assert [edge["node"]["variant"]["id"] for edge in first["edges"]] == ["variant-a", "variant-b"]
    assert first["edges"][0]["node"]["reasons"] == [{"cause": "UNDER_WAY", "quantity": -5}]
    assert [edge["node"]["variant"]["id"] for edge in rest["edges"]] == ["variant-c"]
    assert not rest["pageInfo"]["hasNextPage"]


def test_a_store_that_does_not_answer_is_told(store: FakeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    def away(_pairs: object) -> list[StockLevel]:
        raise StoreUnavailable("no route")

    monkeypatch.setattr(store, "stock", away)
    goods.receive(factories.offer(), 1)

    # when / then
    assert "Try again later" in answer_to(DIFFERENCES, MAY).messages[0]


@pytest.mark.parametrize("asked", [{"first": 0}, {"first": 101}, {"after": "nonsense"}])
def test_a_part_that_cannot_be_cut_is_refused(asked: dict[str, Any]) -> None:
    assert answer_to(DIFFERENCES, MAY, **asked).kinds == ["GraphQLError"]
