"""How many examples hypothesis tries: `examples(15)` is 15 by day and twenty times that by night."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

from tests.effort import NIGHTLY, effort

USUALLY = 100


def examples(count: int) -> settings:
    """For examples that cost more than a few milliseconds."""
    return settings(max_examples=effort(count, nightly=20 * count))


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
