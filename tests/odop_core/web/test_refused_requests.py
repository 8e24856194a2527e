from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from odop_core.models import IntakeRefusal
from odop_core.web import refused_requests


@pytest.mark.django_db(transaction=True)
def test_every_refusal_counts_though_many_come_at_once() -> None:
    # given
    def refuse(_n: int) -> None:
        for _ in range(10):
            refused_requests.count_refusal("saleor", "unsigned")
        connection.close()

    # when
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(refuse, range(8)))

    # then
    assert IntakeRefusal.objects.get().count == 80


@pytest.mark.django_db
def test_each_source_and_reason_is_counted_by_itself() -> None:
    # when
    for source, reason in [("saleor", "unsigned"), ("saleor", "stale"), ("partner", "stale"), ("partner", "stale")]:
        refused_requests.count_refusal(source, reason)

    # then
    counted = IntakeRefusal.objects.values_list("source", "reason", "count")
    assert set(counted) == {("saleor", "unsigned", 1), ("saleor", "stale", 1), ("partner", "stale", 2)}
