"""What `odop_doctor` looks at besides what it knows itself: checks that the apps add."""

from __future__ import annotations

from collections.abc import Callable


class Problem(Exception):
    """Something is not well; the message says what to set or do."""


# Says what is well, or raises Problem.
Check = Callable[[], str]

_checks: dict[str, Check] = {}


def register_check(title: str, check: Check) -> None:
    """From now on it is looked at, after the database. Registered again under a title, it replaces the former."""
    _checks[title] = check


def registered_checks() -> list[tuple[str, Check]]:
    return list(_checks.items())
