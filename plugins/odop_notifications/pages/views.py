"""The views of one-tap links: a GET shows the page, only a POST answers; an account sales is only read.

Nobody is logged in here, so there is no forged request to fear. Whatever fails behind it, the page says what to do.
"""

from __future__ import annotations

import logging
from datetime import date

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from odop_core.web import rate_limits
from odop_core.web.bodies import BadForm, BodyTooLarge, read_form
from odop_notifications.answers import one_tap
from odop_notifications.answers.one_tap import CHOICES, BadDay, OneTap
from odop_notifications.escalation.links import NoSuchLink
from odop_notifications.models import Meaning
from odop_notifications.notices.statements import open_statement
from odop_notifications.pages import answer_page
from odop_notifications.pages.answer_page import BAD_DAY, CHOOSE, offered_days, render_message, render_question

logger = logging.getLogger(__name__)

# Of looks at links; and of codes that are none, so that nobody tries them out by the thousand. Many phones share one
# address: whoever guesses keeps nobody with a good link out.
LOOKS = rate_limits.Limit("answer", most=600)
GUESSES = rate_limits.Limit("answer-guess", most=5)
# The form has two short fields; nothing larger is read.
LONGEST_FORM = 4096
LONGEST_CODE = 64


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def show_link(request: HttpRequest, code: str = "") -> HttpResponse:
    try:
        form = read_form(request, LONGEST_FORM) if request.method == "POST" else None
        return _respond(request, code[:LONGEST_CODE], form)
    except BodyTooLarge:
        return HttpResponse(status=413)
    except BadForm:
        return HttpResponse(status=400)
    except Exception:
        logger.exception("The page of a one-tap link could not be shown.")
        return render_message(request, 503, answer_page.UNAVAILABLE)


@require_safe
def show_statement(request: HttpRequest, code: str = "") -> HttpResponse:
    """The paper of an account sales."""
    client = rate_limits.client_address(request)
    if wait := LOOKS.spend(client):
        return _too_many(request, wait)
    try:
        return open_statement(code[:LONGEST_CODE])
    except NoSuchLink:
        wait = GUESSES.spend(client)
        return _too_many(request, wait) if wait else render_message(request, 404, answer_page.NO_STATEMENT)
    except Exception:
        logger.exception("An account sales could not be shown.")
        return render_message(request, 503, answer_page.UNREADABLE)


def _respond(request: HttpRequest, code: str, form: QueryDict | None) -> HttpResponse:
    client = rate_limits.client_address(request)
    if wait := LOOKS.spend(client):
        return _too_many(request, wait)
    try:
        asked = one_tap.open_link(code)
        return render_question(request, 200, asked) if form is None else _take(request, code, asked, form)
    except NoSuchLink:
        wait = GUESSES.spend(client)
        return _too_many(request, wait) if wait else render_message(request, 404, answer_page.UNKNOWN)


def _too_many(request: HttpRequest, wait: int) -> HttpResponse:
    return render_message(request, 429, answer_page.TOO_MANY, **{"Retry-After": str(wait)})


def _take(request: HttpRequest, code: str, asked: OneTap, form: QueryDict) -> HttpResponse:
    meaning = {each.value: each for each in CHOICES}.get(form.get("answer", ""))
    if not asked.is_open:
        return render_question(request, 409, asked)
    if meaning is None:
        return render_question(request, 422, asked, problem=CHOOSE)
    if meaning is Meaning.CANNOT and not form.get("sure"):  # the one answer that costs the supplier a sale
        return render_question(request, 200, asked, doubt=True)
    try:
        day = _day(form.get("day", "")) if meaning is Meaning.READY_ON else None
        answered = one_tap.answer_link(code, meaning, day)
    except BadDay:
        return render_question(request, 422, asked, problem=BAD_DAY)
    return render_question(request, 200, answered, just_now=True)


def _day(given: str) -> date:
    try:
        day = date.fromisoformat(given)
    except ValueError:
        raise BadDay from None
    if day not in offered_days():
        raise BadDay
    return day
