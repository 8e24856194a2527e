"""When to try again: exponential backoff with jitter, for at least as long as the other side may be down."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta


class TemporaryFailure(Exception):
    """It did not work, but may later. `retry_after` is what the other side asked for, if it did."""

    def __init__(self, reason: str, retry_after: timedelta | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class InDoubt(TemporaryFailure):
    """The other side may have done it: it was asked, and gave no answer that tells."""


class PermanentFailure(Exception):
    """It will not work however often it is tried: give up now, and show it to a person."""


@dataclass(frozen=True)
class RetryPolicy:
    """`first`, twice that, ... up to `longest` between attempts; given up after `attempts` of them.

    Each pause is drawn from the upper half of its size, so that a thousand failures do not return together.
    """

    first: timedelta
    longest: timedelta
    attempts: int

    def pause(self, attempts_made: int) -> timedelta:
        return self._size(attempts_made) * (0.5 + random.random() / 2)  # noqa: S311  (spreading load, not guarding a secret)

    def is_exhausted(self, attempts_made: int) -> bool:
        return attempts_made >= self.attempts

    @property
    def shortest_span(self) -> timedelta:
        """The least time between the first and the last attempt."""
        return sum((self._size(attempt) for attempt in range(1, self.attempts)), timedelta()) / 2

    def _size(self, attempts_made: int) -> timedelta:
        doublings = min(attempts_made - 1, 30)  # any more would be longer than a timedelta can be
        return min(self.first * 2**doublings, self.longest)


# A handler fails for a bug, a wrong setting or a lost database: quick first retries, then a day's patience while it is
# mended.
HANDLING = RetryPolicy(first=timedelta(seconds=2), longest=timedelta(hours=1), attempts=64)
# A gateway may be down for a day and more.
DELIVERY = RetryPolicy(first=timedelta(seconds=3), longest=timedelta(hours=1), attempts=64)
