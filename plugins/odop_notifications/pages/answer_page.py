"""The page behind a one-tap link: what was bought, a few large buttons, and what was answered.

The days to choose from are a list and not a calendar: old phones' browsers have none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.http import HttpRequest, HttpResponse

from odop_core.i18n import Text, _, known_language, written_weekday
from odop_core.india import dates
from odop_core.web.pages import Pages
from odop_notifications.answers.one_tap import OneTap
from odop_notifications.models import Meaning
from odop_notifications.templates.registry import DEFAULT_LANGUAGE

APP = "odop_notifications"
PAGES = Pages(APP, Path(__file__).parent / "templates", language_link=_("Read in English"))
NOT_INDEXED = {"X-Robots-Tag": "noindex, nofollow"}
DAYS_AHEAD = 14


@dataclass(frozen=True)
class Message:
    title: Text
    more: Text


UNKNOWN = Message(_("This link is not valid any more"), _("Please answer the SMS, or wait for our call."))
TOO_MANY = Message(_("Too many tries"), _("Please wait a minute and try again."))
UNAVAILABLE = Message(_("Please try again later"), _("Your answer was not noted yet."))
NO_STATEMENT = Message(_("This link is not valid any more"), _("Ask our helpline for your account sales."))
UNREADABLE = Message(_("Please try again later"), _("Your account sales cannot be shown now."))
CHOOSE = _("Please choose an answer.")
BAD_DAY = _("Please choose one of the days.")
ANSWERS = {
    Meaning.READY: _("Yes, ready"),
    Meaning.READY_ON: _("Will be ready on"),
    Meaning.LATER: _("Ready later"),
    Meaning.CANNOT: _("I cannot supply"),
    Meaning.CALL_ME: _("Please call me"),
}


def render_question(
    request: HttpRequest,
    status: int,
    asked: OneTap,
    *,
    problem: Text | None = None,
    just_now: bool = False,
    doubt: bool = False,
) -> HttpResponse:
    """`doubt`: they are asked whether they really cannot supply. `just_now`: this request answered."""
    return PAGES.render(
        "answer.html",
        PAGES.language_asked_for(request) or known_language(asked.language, APP) or DEFAULT_LANGUAGE,
        status=status,
        headers=NOT_INDEXED,
        asked=asked,
        doubt=doubt,
        problem=problem,
        noted=_noted(asked, just_now=just_now),
        days=[(day.isoformat(), written_weekday(day)) for day in offered_days()],
    )


def render_message(request: HttpRequest, status: int, message: Message, **headers: str) -> HttpResponse:
    """English only for those who chose it: nobody knows yet whose link it is."""
    language = PAGES.language_asked_for(request) or DEFAULT_LANGUAGE
    return PAGES.render("message.html", language, status=status, headers={**NOT_INDEXED, **headers}, message=message)


def offered_days() -> list[date]:
    """From tomorrow on, on India's calendar."""
    today = dates.today()
    return [today + timedelta(days=ahead) for ahead in range(1, DAYS_AHEAD + 1)]


def _noted(asked: OneTap, *, just_now: bool) -> Text | None:
    if asked.answered is None:
        return None
    if asked.answered is Meaning.READY_ON and asked.day:
        day = written_weekday(asked.day)
        return _("Thank you. Ready on {day}.", day=day) if just_now else _("You answered: ready on {day}", day=day)
    answer = ANSWERS[asked.answered]
    return (
        _("Thank you. We have noted: {answer}", answer=answer)
        if just_now
        else _("You answered: {answer}", answer=answer)
    )
