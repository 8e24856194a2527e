"""A row that nobody wants done any more."""

from __future__ import annotations

import pytest

from odop_core.models import OutboxItem, WorkState
from odop_core.queue import work
from odop_core.retry import HANDLING, TemporaryFailure
from tests.factories import outbox_item
from tests.odop_core.queue.items import begin_one, claim_one, stored


@pytest.mark.django_db
def test_withdrawn_row_is_not_claimed() -> None:
    # given
    outbox_item()

    # when
    work.withdraw_unfinished(OutboxItem.objects.all())

    # then
    assert work.claim_due(OutboxItem, 1) == []


@pytest.mark.django_db
def test_attempt_under_way_when_its_row_is_withdrawn_may_still_succeed() -> None:
    # given
    outbox_item()
    item = begin_one()
    work.withdraw_unfinished(OutboxItem.objects.all())

    # when
    work.finish_item(item)

    # then
    assert stored().state == WorkState.DONE


@pytest.mark.django_db
def test_attempt_under_way_when_its_row_is_withdrawn_is_not_repeated_when_it_fails() -> None:
    # given
    outbox_item()
    item = begin_one()
    work.withdraw_unfinished(OutboxItem.objects.all())

    # when
    work.fail_attempt(item, TemporaryFailure("busy"), HANDLING)

    # then
    assert stored().state == WorkState.WITHDRAWN


@pytest.mark.django_db
def test_row_withdrawn_while_claimed_is_not_begun() -> None:
    # given
    outbox_item()
    item = claim_one()
    work.withdraw_unfinished(OutboxItem.objects.all())

    # when / then
    with pytest.raises(work.LostClaim):
        work.begin_attempt(item, HANDLING)
