"""When a channel may be used: the merchant's courtesy hours, and promotional hours by law (statutory.md D4)."""

from __future__ import annotations

from datetime import datetime, time

from odop_core.india.dates import indian_day
from odop_core.india.rules import find_rule
from odop_notifications.models.template import Category
from odop_notifications.settings import NotificationSettings, open_hours, per_channel
from odop_notifications.settings.per_channel import Hours

PROMOTIONAL_HOURS = "messages.promotional_hours"


class NeverOpen(ValueError):
    """The channel's hours and those of the law have no moment in common."""


def next_sending_time(channel: str, category: str, now: datetime, settings: NotificationSettings) -> datetime | None:
    """None when the channel may be used now, else the next moment it may. Raises NeverOpen, NoRule."""
    hours = _hours(channel, category, now, settings)
    opens = open_hours.next_open_moment(now, hours)
    return None if opens == now else opens


def _hours(channel: str, category: str, now: datetime, settings: NotificationSettings) -> Hours | None:
    wanted = [per_channel.read_hours(settings.hours).get(channel)]
    if category == Category.PROMOTIONAL:
        law = find_rule(PROMOTIONAL_HOURS, indian_day(now)).value
        wanted.append(Hours(time.fromisoformat(law["from"]), time.fromisoformat(law["to"])))
    windows = [hours for hours in wanted if hours]
    if not windows:
        return None
    common = Hours(max(hours.opens for hours in windows), min(hours.closes for hours in windows))
    if common.opens >= common.closes:
        raise NeverOpen(f"{channel} is never open in the promotional hours; see the setting 'Courtesy hours'.")
    return common
