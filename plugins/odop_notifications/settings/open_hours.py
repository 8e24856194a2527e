"""Minutes that are counted only while suppliers may be called, by India's clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from odop_core.india.dates import IST
from odop_notifications.settings import NotificationSettings, per_channel
from odop_notifications.settings.per_channel import Hours


def calling_hours(settings: NotificationSettings) -> Hours | None:
    """When suppliers may be called; None when always."""
    return per_channel.read_hours(settings.hours).get("voice")


def next_open_moment(moment: datetime, hours: Hours | None) -> datetime:
    """`moment` if it is within the hours, else the next opening."""
    if hours is None:
        return moment
    local = moment.astimezone(IST)
    if hours.opens <= local.time() < hours.closes:
        return moment
    day = local.date() if local.time() < hours.opens else local.date() + timedelta(days=1)
    return datetime.combine(day, hours.opens, IST)


def add_open_minutes(moment: datetime, minutes: int, hours: Hours | None) -> datetime:
    """The moment when so many minutes of open hours have passed. What ends at closing time ends the next morning."""
    left = timedelta(minutes=minutes)
    if hours is None:
        return moment + left
    at = next_open_moment(moment, hours)
    each = datetime.combine(at.date(), hours.closes) - datetime.combine(at.date(), hours.opens)
    days, left = divmod(left, each)
    at += timedelta(days=days)
    closes = datetime.combine(at.astimezone(IST).date(), hours.closes, IST)
    if at + left < closes:
        return at + left
    return next_open_moment(closes, hours) + (at + left - closes)


def end_of_wait(moment: datetime, minutes: int, settings: NotificationSettings) -> datetime:
    """When a supplier had so many minutes for an answer; nights count only if the merchant says so."""
    return add_open_minutes(moment, minutes, None if settings.waiting_counts_at_night else calling_hours(settings))
