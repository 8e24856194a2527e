from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odop_core.india.rules import SEED, NoRule, find_rule, load_seed
from odop_core.models import DatedRule

PRICE = "messages.whatsapp.service_rate_paise"


@pytest.fixture
def no_rules(db: None) -> None:
    """The shipped rules come with every migrate; these tests begin without them."""
    DatedRule.objects.all().delete()


def add(code: str, valid_from: date, value: object) -> None:
    DatedRule.objects.create(code=code, valid_from=valid_from, value=value, citation="Act s.1", confidence="H")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("on", "value"),
    [(date(2025, 7, 1), 0), (date(2026, 9, 30), 0), (date(2026, 10, 1), 13.57), (date(2030, 1, 1), 13.57)],
)
def test_value_changes_on_the_day_the_rule_says(on: date, value: float) -> None:
    # when
    found = find_rule(PRICE, on)

    # then
    assert found.value == value


@pytest.mark.django_db
def test_rule_names_its_authority() -> None:
    # given
    load_seed()

    # when
    found = find_rule("gst.goods.turnover_limit_paise", date(2025, 4, 1))

    # then
    assert "10/2019-CT" in found.citation
    assert (found.valid_from, found.confidence) == (date(2019, 4, 1), "H")


@pytest.mark.django_db
def test_there_is_no_rule_before_the_first() -> None:
    # given
    load_seed()

    # when / then
    with pytest.raises(NoRule, match=rf"No rule '{PRICE}' holds on 2025-06-30"):
        find_rule(PRICE, date(2025, 6, 30))


@pytest.mark.django_db
def test_unknown_code_is_no_rule() -> None:
    with pytest.raises(NoRule):
        find_rule("unknown", date(2026, 1, 1))


@pytest.mark.django_db
@pytest.mark.parametrize(("day", "holds"), [(9, True), (10, False), (19, False), (20, True)])
def test_row_without_a_value_ends_a_rule_until_the_next(day: int, holds: bool) -> None:
    # given
    add("levy", date(2026, 1, 1), 5)
    add("levy", date(2026, 1, 10), None)
    add("levy", date(2026, 1, 20), 7)

    # when
    try:
        find_rule("levy", date(2026, 1, day))
        found = True
    except NoRule:
        found = False

    # then
    assert found == holds


@pytest.mark.django_db
@pytest.mark.parametrize("value", [0, False, "", []])
def test_value_that_is_nothing_is_still_a_rule(value: object) -> None:
    # given
    add("levy", date(2026, 1, 1), value)

    # when
    found = find_rule("levy", date(2026, 1, 1))

    # then
    assert found.value == value


@pytest.mark.django_db
@given(
    changes=st.dictionaries(st.dates(date(2017, 7, 1), date(2030, 1, 1)), st.integers() | st.none(), max_size=8),
    on=st.dates(date(2017, 1, 1), date(2031, 1, 1)),
)
def test_rule_of_a_day_is_the_last_one_begun(changes: dict[date, int | None], on: date) -> None:
    # given
    DatedRule.objects.all().delete()
    for valid_from, value in changes.items():
        add("levy", valid_from, value)
    begun = [day for day in changes if day <= on]
    expected = changes[max(begun)] if begun else None

    # when
    try:
        found = find_rule("levy", on).value
    except NoRule:
        found = None

    # then
    assert found == expected


@pytest.mark.usefixtures("no_rules")
def test_seed_is_loaded_once() -> None:
    # when
    added = [load_seed() for _ in range(2)]

    # then
    shipped = len(SEED.read_text(encoding="utf-8").splitlines()) - 1
    assert added == [shipped, 0]
    assert DatedRule.objects.count() == shipped


@pytest.mark.usefixtures("no_rules")
def test_seed_leaves_rows_that_are_there() -> None:
    # given
    add(PRICE, date(2026, 10, 1), 60)

    # when
    load_seed()

    # then
    assert find_rule(PRICE, date(2026, 10, 1) + timedelta(days=1)).value == 60
