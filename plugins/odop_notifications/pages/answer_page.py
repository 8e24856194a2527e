"""What the page shows and does: a GET shows, only a POST answers.

The days to choose from are a list and not a calendar: old phones' browsers have none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Protocol

from django.template import Context

from odop_core.india import dates
from odop_core.web import pages, rate_limits
from odop_notifications.answers import one_tap
from odop_notifications.answers.one_tap import CHOICES, BadDay, OneTap
from odop_notifications.escalation.links import NoSuchLink
from odop_notifications.models import Meaning
from odop_notifications.pages import texts
from odop_notifications.pages.texts import Language, text

FOLDER = Path(__file__).parent / "templates"
LIMIT = rate_limits.Limit("answer", per_minute=60)
# A wrong code costs as much as twelve looks: nobody tries codes out by the thousand.
UNKNOWN_COST = 12
DAYS_AHEAD = 14


@dataclass(frozen=True)
class Page:
    status: int
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)


class Links(Protocol):
    """Whoever keeps the codes: `answers.one_tap`, and something simpler in tests."""

    def open_link(self, code: str) -> OneTap:
        """Raises NoSuchLink."""

    def answer_link(self, code: str, meaning: Meaning, day: date | None) -> OneTap:
        """`day` (of India) is given with READY_ON only. Repeating it changes nothing. Raises NoSuchLink and BadDay."""


def respond(
    method: str, code: str, query: Mapping[str, str], form: Mapping[str, str], address: str, links: Links = one_tap
) -> Page:
    """`address` is the client's, for the limit only."""
    wanted = query.get("lang", "")
    if wait := LIMIT.seconds_to_wait(address):
        return _message(429, "too_many", texts.language(wanted, ""), **{"Retry-After": str(wait)})
    LIMIT.spend(address)
    try:
        asked = links.open_link(code)
        spoken = texts.language(wanted, asked.language)
        if method != "POST":
            return _ask(200, asked, spoken)
        return _take(links, code, asked, spoken, form)
    except NoSuchLink:
        LIMIT.spend(address, UNKNOWN_COST)
        return _message(404, "unknown", texts.language(wanted, ""))


def _take(links: Links, code: str, asked: OneTap, spoken: Language, form: Mapping[str, str]) -> Page:
    meaning = {each.value: each for each in CHOICES}.get(form.get("answer", ""))
    if not asked.is_open:
        return _ask(409, asked, spoken)
    if meaning is None:
        return _ask(422, asked, spoken, problem="choose")
    if meaning is Meaning.CANNOT and not form.get("sure"):  # the one answer that costs the supplier a sale
        return _ask(200, asked, spoken, doubt=True)
    try:
        day = _day(form.get("day", "")) if meaning is Meaning.READY_ON else None
        answered = links.answer_link(code, meaning, day)
    except BadDay:
        return _ask(422, asked, spoken, problem="bad_day")
    return _ask(200, answered, spoken, just_now=True)


def _day(given: str) -> date:
    try:
        day = date.fromisoformat(given)
    except ValueError:
        raise BadDay from None
    if day not in _days():
        raise BadDay
    return day


def _days() -> list[date]:
    """From tomorrow on, on India's calendar."""
    today = dates.today()
    return [today + timedelta(days=ahead) for ahead in range(1, DAYS_AHEAD + 1)]


def _ask(
    status: int, asked: OneTap, spoken: Language, *, problem: str = "", just_now: bool = False, doubt: bool = False
) -> Page:
    return _page(
        status, "answer.html", spoken,
        title=text("ask", spoken),
        greeting=text("greeting", spoken, asked.name) if asked.name else "",
        order=text("order", spoken, asked.order_number) if asked.order_number else "",
        asked=asked,
        doubt=doubt,
        problem=text(problem, spoken) if problem else "",
        noted=_noted(asked, spoken, just_now=just_now),
        days=[(each.isoformat(), texts.day(each, spoken)) for each in _days()],
    )  # fmt: skip


def _noted(asked: OneTap, spoken: Language, *, just_now: bool) -> str:
    if asked.answered is None:
        return ""
    name = "thanks" if just_now else "noted"
    if asked.answered is Meaning.READY_ON and asked.day:
        return text(f"{name}_day", spoken, texts.day(asked.day, spoken))
    return f"{text(name, spoken)} {text(asked.answered, spoken)}"


def _message(status: int, name: str, spoken: Language, **headers: str) -> Page:
    page = _page(
        status, "message.html", spoken, title=text(name, spoken), more=text(f"{name}_more", spoken)
    )  # fmt: skip
    return Page(page.status, page.body, {**page.headers, **headers})


def unavailable(wanted: str) -> Page:
    """While whatever keeps the codes cannot be asked."""
    return _message(503, "unavailable", texts.language(wanted, ""))


def _page(status: int, template: str, spoken: Language, **values: Any) -> Page:
    other = Language.ENGLISH if spoken is Language.HINDI else Language.HINDI
    spoken_in = {"t": texts.all_texts(spoken), "language": spoken.value, "other_language": other.value}
    headers = {
        **pages.security_headers(FOLDER),
        "X-Robots-Tag": "noindex, nofollow",
        "Cache-Control": "no-store",
        "Content-Language": spoken.value,
    }
    context = Context({**spoken_in, "style": pages.style(FOLDER), **values})
    return Page(status, pages.engine(FOLDER).get_template(template).render(context), headers)
