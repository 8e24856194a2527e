from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odop_core.india.dates import IST
from odop_core.plugin.configuration import parse_settings
from odop_notifications.messages.hours import NeverOpen, next_sending_time
from odop_notifications.models.template import Category
from odop_notifications.settings import NotificationSettings

SERVICE = Category.SERVICE.value
PROMOTIONAL = Category.PROMOTIONAL.value


def settings(hours: str = "voice 09:00-20:00") -> NotificationSettings:
    return parse_settings(NotificationSettings, {"hours": hours})


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{text}").replace(tzinfo=IST)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("23 08:59:59", "23 09:00"),
        ("23 09:00", None),
        ("23 19:59:59", None),
        ("23 20:00", "24 09:00"),
        ("23 23:59", "24 09:00"),
        ("30 00:00", "30 09:00"),
    ],
)
def test_calls_wait_for_courtesy_hours(now: str, opens: str | None) -> None:
    assert next_sending_time("voice", SERVICE, at(now), settings()) == (at(opens) if opens else None)


def test_other_channels_are_always_open() -> None:
    assert next_sending_time("sms", SERVICE, at("23 03:00"), settings()) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("now", "opens"), [("23 09:59", "23 10:00"), ("23 10:00", None), ("23 20:59", None), ("23 21:00", "24 10:00")]
)
def test_promotional_messages_keep_to_the_hours_of_the_law(now: str, opens: str | None) -> None:
    assert next_sending_time("sms", PROMOTIONAL, at(now), settings()) == (at(opens) if opens else None)


@pytest.mark.django_db
def test_promotional_calls_keep_to_both() -> None:
    assert next_sending_time("voice", PROMOTIONAL, at("23 09:30"), settings()) == at("23 10:00")
    assert next_sending_time("voice", PROMOTIONAL, at("23 20:30"), settings()) == at("24 10:00")


@pytest.mark.django_db
def test_hours_without_a_moment_in_common_are_never_open() -> None:
    with pytest.raises(NeverOpen, match="Courtesy hours"):
        next_sending_time("voice", PROMOTIONAL, at("23 12:00"), settings("voice 06:00-10:00"))


@given(st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)))  # noqa: DTZ001  (made aware below)
def test_it_is_open_at_its_next_opening(moment: datetime) -> None:
    # when
    opens = next_sending_time("voice", SERVICE, moment.replace(tzinfo=IST), settings())

    # then
    assert opens is None or next_sending_time("voice", SERVICE, opens, settings()) is None
    assert opens is None or 0 < (opens - moment.replace(tzinfo=IST)).total_seconds() <= 13 * 3600
