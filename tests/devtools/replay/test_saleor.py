"""The recorded Saleor: it holds at least what the App must be proven on, and behaves like the one recorded."""

from __future__ import annotations

import json

import pytest
import requests
from jwt import PyJWK, api_jws

from devtools.replay import KEY_ID, RecordedSaleor, Recording, recorded_answer, sign
from saleor_config.app.saleor_client.documents import document


def ask(saleor: RecordedSaleor, name: str, **variables: object) -> dict[str, dict[str, object]]:
    return dict(saleor.answer(document(name), variables, saleor.token)["data"])


def test_there_are_enough_stories_of_every_kind(stories: dict[str, Recording]) -> None:
    # when
    events = {delivery.event for story in stories.values() for delivery in story.deliveries}

    # then
    assert len({number for story in stories.values() for number in story.order_numbers}) >= 20
    assert {"order_created", "order_cancelled", "order_refunded", "order_bulk_created", "fulfillment_created"} <= events


def test_every_recording_says_where_and_when_it_was_made(stories: dict[str, Recording]) -> None:
    assert all(story.saleor_version.startswith("3.") and story.recorded_on >= "2026" for story in stories.values())


def test_bodies_are_played_byte_by_byte(stories: dict[str, Recording]) -> None:
    # when
    delivery = stories["hindi-buyer"].deliveries[0]

    # then
    assert json.loads(delivery.body)["order"]["id"] == delivery.orders[0]["id"]
    assert "प्रयागराज" in json.dumps(delivery.orders[0], ensure_ascii=False)


def test_its_signatures_fit_its_published_key(saleor: RecordedSaleor) -> None:
    # given
    key_set = requests.get(f"http://127.0.0.1:{saleor.port}/.well-known/jwks.json", timeout=5).json()

    # when
    signature = sign(b"body", saleor.key)

    # then
    (key,) = key_set["keys"]
    decoded = api_jws.decode_complete(signature, PyJWK(key).key, algorithms=["RS256"], detached_payload=b"body")
    assert decoded["header"]["kid"] == KEY_ID
    assert decoded["header"]["b64"] is False


@pytest.mark.parametrize(
    ("name", "field"), [("order_by_id", "order"), ("warehouse_by_id", "warehouse"), ("app_identity", "app")]
)
def test_its_answers_have_the_recorded_shape(
    saleor: RecordedSaleor, stories: dict[str, Recording], name: str, field: str
) -> None:
    # given
    for story in stories.values():
        for delivery in story.deliveries:
            saleor.play(delivery)
    recorded = recorded_answer(name)
    if name == "order_by_id":
        recorded["variables"] = {"id": next(iter(saleor.orders))}

    # when
    answer = ask(saleor, name, **recorded["variables"])

    # then
    assert set(answer[field]) == set(recorded["answer"]["data"][field])


def test_a_fulfilment_has_the_recorded_shape(saleor: RecordedSaleor, stories: dict[str, Recording]) -> None:
    # given
    delivery = stories["single-line"].deliveries[-1]
    saleor.play(delivery)
    (line,) = delivery.orders[0]["lines"]
    stocks = [{"quantity": 1, "warehouse": line["allocations"][0]["warehouse"]["id"]}]

    # when
    answer = ask(
        saleor,
        "order_fulfill",
        order=delivery.orders[0]["id"],
        trackingNumber="AWB",
        lines=[{"orderLineId": line["id"], "stocks": stocks}],
    )["orderFulfill"]

    # then
    recorded = recorded_answer("order_fulfill")["answer"]["data"]["orderFulfill"]
    assert set(answer) == set(recorded)
    assert set(answer["fulfillments"][0]) == set(recorded["fulfillments"][0])  # type: ignore[index]


def test_an_older_state_does_not_replace_a_newer_one(saleor: RecordedSaleor, stories: dict[str, Recording]) -> None:
    # given
    story = stories["cancelled-and-refunded"]
    saleor.play(story.deliveries[-1])

    # when
    saleor.play(story.deliveries[0])

    # then
    assert saleor.orders[story.deliveries[0].orders[0]["id"]]["status"] == "CANCELED"


def test_a_document_it_does_not_know_is_an_error(saleor: RecordedSaleor) -> None:
    assert "errors" in saleor.answer("query Something { shop { name } }", {}, saleor.token)
