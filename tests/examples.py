"""How many examples hypothesis tries: `examples(15, nightly=300)` is 15 by day and 300 by night."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

from tests.effort import NIGHTLY, effort

USUALLY = 100


def examples(count: int, *, nightly: int = 0) -> settings:
    """For examples that cost more than a few milliseconds; twenty times as many by night, unless it is told."""
    return settings(max_examples=effort(count, nightly=nightly or 20 * count))


# Slow machines are no failure, and a function-scoped fixture is fine where every example cleans up after itself.
# In CI the examples are the same for the same tests: there a change is judged, not luck; elsewhere new ones are sought.
settings.register_profile(
    "odop",
    derandomize=bool(os.environ.get("CI")) and not NIGHTLY,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=effort(USUALLY, nightly=10 * USUALLY),
)
settings.load_profile("odop")
