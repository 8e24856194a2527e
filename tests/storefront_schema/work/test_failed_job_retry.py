"""failedJobRetry."""

from __future__ import annotations

from typing import Any

from odop_core.models import OutboxItem, WorkState
from odop_core.security.permissions import Permission
from storefront_schema import ids
from tests import factories
from tests.storefront_schema.client import mutate, refusals, staff

MAY = staff(Permission.MANAGE_ODOP_WORK)


def replay(*dead: str, queue: str = "OUTBOX") -> dict[str, Any]:
    return mutate("failedJobRetry", "count", MAY, queue=("OdopWorkQueueEnum!", queue), ids=("[ID!]!", list(dead)))


def dead_item(key: str = "item-1") -> str:
    item = factories.outbox_item(key=key)
    OutboxItem.objects.filter(pk=item.pk).update(state=WorkState.DEAD, attempts=12, last_error="gateway down")
    return ids.make("FailedJob", item.pk)


def test_dead_letters_get_another_chance() -> None:
    # given
    first, second = dead_item("1"), dead_item("2")
    untouched = dead_item("3")

    # when / then
    assert replay(first, second) == {"count": 2, "errors": []}
    assert set(OutboxItem.objects.values_list("key", "state", "attempts")) == {
        ("1", "waiting", 0), ("2", "waiting", 0), ("3", "dead", 12)
    }  # fmt: skip
    assert untouched


def test_a_letter_is_replayed_once_and_only_from_its_queue() -> None:
    # given
    dead = dead_item()

    # when / then
    assert refusals(replay(dead, queue="EVENTS")) == [("ids", "NOT_FOUND")]
    assert replay(dead)["count"] == 1
    assert refusals(replay(dead)) == [("ids", "NOT_FOUND")]


def test_letters_must_be_named_and_not_too_many() -> None:
    assert refusals(replay()) == [("ids", "REQUIRED")]
    assert refusals(replay("x")) == [("ids", "GRAPHQL_ERROR")]
    assert refusals(replay(*[ids.make("FailedJob", 1)] * 101)) == [("ids", "LIMIT")]
