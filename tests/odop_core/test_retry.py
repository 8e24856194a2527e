from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from odop_core.retry import DELIVERY, HANDLING, RetryPolicy

policies = st.builds(
    RetryPolicy,
    first=st.timedeltas(timedelta(seconds=1), timedelta(minutes=5)),
    longest=st.timedeltas(timedelta(minutes=5), timedelta(days=1)),
    attempts=st.integers(1, 100),
)


def test_delivery_is_tried_for_a_day_even_when_every_pause_is_drawn_shortest() -> None:
    assert DELIVERY.shortest_span >= timedelta(hours=24)


@given(policies, st.data())
def test_pauses_actually_drawn_add_up_to_at_least_the_shortest_span(policy: RetryPolicy, data: st.DataObject) -> None:
    # given
    attempts = range(1, policy.attempts)

    # when
    waited = sum((policy.pause(attempt) for attempt in attempts), timedelta())

    # then: a microsecond may be lost to rounding at each step
    assert waited >= policy.shortest_span - timedelta(microseconds=policy.attempts)


@given(policies, st.integers(1, 10_000))
def test_pause_is_between_half_its_size_and_its_size(policy: RetryPolicy, attempt: int) -> None:
    # given
    size = min(policy.first * 2 ** min(attempt - 1, 30), policy.longest)

    # when
    pause = policy.pause(attempt)

    # then
    assert size / 2 - timedelta(microseconds=1) <= pause <= size


@given(st.integers(0, 200))
def test_handling_is_exhausted_exactly_after_its_attempts(made: int) -> None:
    assert HANDLING.is_exhausted(made) == (made >= HANDLING.attempts)
