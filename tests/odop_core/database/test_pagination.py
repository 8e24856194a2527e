"""Every page of a list, whichever way it is read, is a part of the list, and together they are the list."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odop_core.database.pagination import Window
from odop_core.models import IntakeRefusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def keys() -> list[int]:
    for number in range(7):
        IntakeRefusal.objects.create(day="2026-11-01", source="test", reason=f"reason {number}", count=1)
    return list(IntakeRefusal.objects.order_by("pk").values_list("pk", flat=True))


def read(**asked: object) -> list[int]:
    return [row.pk for row in Window(**asked).select(IntakeRefusal.objects.all())]  # type: ignore[arg-type]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(size=st.integers(1, 9), from_end=st.booleans(), newest_first=st.booleans())
def test_pages_read_one_after_the_other_are_the_list(
    keys: list[int], size: int, from_end: bool, newest_first: bool
) -> None:
    pages: list[list[int]] = []
    edge: dict[str, int] = {}
    while found := read(limit=size, from_end=from_end, newest_first=newest_first, **edge):
        pages.append(found)
        edge = {"before": found[0]} if from_end else {"after": found[-1]}

    in_order = pages[::-1] if from_end else pages

    assert [key for page in in_order for key in page] == (keys[::-1] if newest_first else keys)


def test_a_window_lies_between_its_two_keys(keys: list[int]) -> None:
    assert read(limit=9, after=keys[1], before=keys[5]) == keys[2:5]
    assert read(limit=9, after=keys[5], before=keys[1], newest_first=True) == keys[4:1:-1]


def test_rows_that_come_meanwhile_hide_no_others(keys: list[int]) -> None:
    first = read(limit=3)
    IntakeRefusal.objects.filter(pk=first[0]).delete()

    assert read(limit=3, after=first[-1]) == keys[3:6]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(size=st.integers(1, 5), from_end=st.booleans(), newest_first=st.booleans(), cut=st.integers(-1, 6))
def test_a_window_of_each_owner_is_the_window_of_their_rows(
    keys: list[int], size: int, from_end: bool, newest_first: bool, cut: int
) -> None:
    IntakeRefusal.objects.filter(pk__in=keys[::3]).update(source="other")
    window = Window(size, after=keys[cut] if cut >= 0 else None, from_end=from_end, newest_first=newest_first)

    found = window.select_each(IntakeRefusal.objects.all(), "source", ["test", "other", "nobody"])

    for source in ("test", "other", "nobody"):
        assert found.get(source, []) == window.select(IntakeRefusal.objects.filter(source=source))
