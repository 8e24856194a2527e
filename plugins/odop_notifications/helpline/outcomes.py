"""The outcome of a call, and what follows: an answer, another try, a call-back, or a task for staff."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from odop_consignment.api import UnknownRow, WrongChoice
from odop_consignment.api.suppliers import CheckItem, CheckResult, SupplierRefused, record_verification
from odop_core.collector import Collector
from odop_core.i18n import Text, TextError, _, in_lines
from odop_core.india import aadhaar, dates
from odop_core.plugin import configuration
from odop_notifications import messages
from odop_notifications.answers import records
from odop_notifications.calls import languages, queue
from odop_notifications.escalation import links
from odop_notifications.helpline import claims
from odop_notifications.models import (
    OPEN_QUESTIONS,
    Call,
    CallAttempt,
    CallOutcome,
    CallReason,
    CallState,
    Effect,
    Meaning,
    Question,
    QuestionState,
)
from odop_notifications.settings import NotificationSettings
from odop_notifications.settings.helpline import read_minutes
from odop_notifications.suppliers import senders

CHANNEL = "helpline"
WRONG_NUMBER = "Whoever answered is somebody else."
# A line that is busy so often is one where nobody is reached.
MOST_BUSY = 6
FURTHEST_CALL_BACK = timedelta(days=30)


class BadOutcome(TextError, ValueError):
    """The outcome lacks something, or says what cannot be; the message says what to change. `field` is the value it is
    about, and `errors` are all that it stands for."""

    def __init__(self, text: Text, field: str | None = None) -> None:
        super().__init__(text)
        self.field = field
        self.errors: list[BadOutcome] = [self]

    @classmethod
    def of_all(cls, errors: list[BadOutcome]) -> BadOutcome:
        whole = cls(in_lines([error.text for error in errors]))
        whole.errors = errors
        return whole


@dataclass(frozen=True)
class OutcomeReport:
    """What an operator writes down."""

    outcome: CallOutcome
    note: str = ""
    ready_on: date | None = None
    call_back_at: datetime | None = None
    language: str = ""


@transaction.atomic
def log_outcome(call_id: int, operator: str, report: OutcomeReport, now: datetime | None = None) -> Call:
    """End the operator's work at a call. Said twice in the same way, it counts once. Raises BadOutcome, NotYours.

    `ready_on` is an Indian day, `call_back_at` an aware moment; it is moved into the hours for calls.
    """
    now = now or timezone.now()
    settings = configuration.load_settings(NotificationSettings)
    report = _check(report, now, settings)
    if done := _logged_before(call_id, operator, report):
        return done
    _lock(call_id, report)
    call = claims.lock_claimed_call(operator, call_id)
    attempt = claims.record_attempt(
        call, report.outcome, now, note=report.note, ready_on=report.ready_on, call_back_at=report.call_back_at
    )
    consequence = _CONSEQUENCES.get(report.outcome, _answered)
    consequence(_Logged(call, report, attempt, now, settings))
    return call


@dataclass(frozen=True)
class _Logged:
    call: Call
    report: OutcomeReport
    attempt: CallAttempt
    now: datetime
    settings: NotificationSettings


def _lock(call_id: int, report: OutcomeReport) -> None:
    """The question; where the number is somebody else's, all questions of the supplier, and the links to them."""
    supplier_id = Call.objects.filter(pk=call_id).values_list("supplier_id", flat=True).first()
    if report.outcome is not CallOutcome.WRONG_NUMBER or supplier_id is None:
        claims.lock_question(call_id)
        return
    links.expire_links(supplier_id)
    senders.lock_questions(Question.objects.filter(supplier_id=supplier_id))


def _check(report: OutcomeReport, now: datetime, settings: NotificationSettings) -> OutcomeReport:
    """The report, with the language as a code. Raises BadOutcome."""
    with Collector(BadOutcome, several=BadOutcome.of_all) as each:
        each(_check_outcome, report)
        each(check_note, report.note)
        each(_check_day, report, now, settings)
        each(_check_time, report, now)
        language = each(_check_language, report)
    return replace(report, language=language)


def _check_outcome(report: OutcomeReport) -> None:
    if report.outcome in (CallOutcome.ABANDONED, CallOutcome.RELEASED):
        raise BadOutcome(_("To give a call back, release it."), "outcome")
    if report.outcome is CallOutcome.SETTLED and not report.note.strip():
        raise BadOutcome(_("Say in the note how it was settled."), "note")


def _check_day(report: OutcomeReport, now: datetime, settings: NotificationSettings) -> None:
    if (report.outcome is CallOutcome.READY_ON) != (report.ready_on is not None):
        raise BadOutcome(_("Name the day with the outcome 'ready on a day', and with no other."), "readyOn")
    furthest = settings.answer_furthest_days
    if report.ready_on and not 0 <= (report.ready_on - dates.indian_day(now)).days <= furthest:
        raise BadOutcome(_("Name a day from today up to {days} days ahead.", days=furthest), "readyOn")


def _check_time(report: OutcomeReport, now: datetime) -> None:
    if (report.outcome is CallOutcome.CALL_BACK) != (report.call_back_at is not None):
        raise BadOutcome(_("Name the time with the outcome 'call back', and with no other."), "callBackAt")
    if report.call_back_at and not now <= report.call_back_at <= now + FURTHEST_CALL_BACK:
        text = _("Name a time to call back within the next {days} days.", days=FURTHEST_CALL_BACK.days)
        raise BadOutcome(text, "callBackAt")


def _check_language(report: OutcomeReport) -> str:
    if report.outcome is CallOutcome.LANGUAGE and not report.language:
        raise BadOutcome(_("Name the language the supplier speaks."), "language")
    return _language(report.language) if report.language else ""


def _language(text: str) -> str:
    try:
        return languages.language_code(text)
    except languages.UnknownLanguage as error:
        raise BadOutcome(error.text, "language") from error


def check_note(note: str) -> None:
    """Raises BadOutcome."""
    if aadhaar.contains_aadhaar(note):
        raise BadOutcome(
            _("The note holds what can be an Aadhaar number. Leave it out: we must never keep one."), "note"
        )


def _logged_before(call_id: int, operator: str, report: OutcomeReport) -> Call | None:
    """The same outcome again, of a call that is out of the operator's hands: a repeat after an answer got lost."""
    if Call.objects.filter(pk=call_id, state=CallState.CLAIMED, operator=operator).exists():
        return None
    last = CallAttempt.objects.filter(call_id=call_id).order_by("-id").select_related("call").first()
    if last is None or (last.operator, last.outcome, last.ready_on) != (operator, report.outcome, report.ready_on):
        return None
    return last.call


def _answered(logged: _Logged) -> None:
    """The supplier said something: it counts like an answer by any other channel."""
    call, report = logged.call, logged.report
    given = records.GivenAnswer(
        Meaning(report.outcome.value), report.ready_on, key=f"attempt-{logged.attempt.pk}", channel=CHANNEL,
        said_at=logged.now, given_by=call.operator, sender=call.sender, text=report.note,
    )  # fmt: skip
    if call.question is not None:
        records.apply_answer(given, call.question, logged.now)
    else:
        records.save_answer(given, Effect.NOTED, remark="No question was open.", supplier_id=call.supplier_id)
    _done(logged)


def _try_again(logged: _Logged) -> None:
    call, pauses = logged.call, read_minutes(logged.settings.helpline_pauses)
    call.tries += 1
    if call.tries > len(pauses):
        queue.hand_to_staff(call, CallReason.UNREACHABLE, f"Tried {call.tries} times. {logged.report.note}", logged.now)
        _done(logged)
        return
    _wait(logged, logged.now + timedelta(minutes=pauses[call.tries - 1]))


def _busy(logged: _Logged) -> None:
    if logged.call.attempts.filter(outcome=CallOutcome.BUSY).count() > MOST_BUSY:
        _try_again(logged)
        return
    _wait(logged, logged.now + timedelta(minutes=logged.settings.helpline_busy_minutes))


def _call_back(logged: _Logged) -> None:
    _wait(logged, logged.report.call_back_at or logged.now, promised=True)


def _other_language(logged: _Logged) -> None:
    """For an operator who speaks it; staff find somebody where none does."""
    call, language = logged.call, logged.report.language
    if languages.is_spoken(language):
        call.language = language
        _wait(logged, logged.now)
        return
    spoken = languages.NAMES[language][0]
    queue.hand_to_staff(call, CallReason.LANGUAGE, f"They speak {spoken}. {logged.report.note}".strip(), logged.now)
    _done(logged)


def _wrong_number(logged: _Logged) -> None:
    """Staff find the right number; until then the supplier's counts as refused, and whoever has it answers nothing."""
    supplier_id = logged.call.supplier_id
    if supplier_id is not None:
        senders.forget_number(supplier_id)
        with suppress(WrongChoice, UnknownRow, SupplierRefused):  # there is no number (any more) to be refused
            record_verification(
                supplier_id, CheckItem.PHONE, CheckResult.REFUSED, source=CHANNEL, by=logged.call.operator,
                remark=logged.report.note or WRONG_NUMBER,
            )  # fmt: skip
    queue.hand_to_staff(logged.call, CallReason.WRONG_NUMBER, logged.report.note, logged.now)
    _done(logged)


def _settled(logged: _Logged) -> None:
    """By other means; the question is not asked any more. Staff who settle a sale do so in consignment."""
    question = logged.call.question
    if question is not None:
        Question.objects.filter(pk=question.pk, state__in=OPEN_QUESTIONS).update(
            state=QuestionState.CLOSED, closed_at=logged.now, due_at=None
        )
        messages.withdraw_reminders(question.pk)
    _done(logged)


_CONSEQUENCES: dict[CallOutcome, Callable[[_Logged], None]] = {
    CallOutcome.NO_ANSWER: _try_again,
    CallOutcome.BUSY: _busy,
    CallOutcome.CALL_BACK: _call_back,
    CallOutcome.LANGUAGE: _other_language,
    CallOutcome.WRONG_NUMBER: _wrong_number,
    CallOutcome.SETTLED: _settled,
}


def _wait(logged: _Logged, due_at: datetime, *, promised: bool = False) -> None:
    """Back into the queue, unless nothing is left to ask: it was answered or called off while the operator spoke."""
    call = logged.call
    if queue.is_call_over(call):
        _done(logged, CallState.WITHDRAWN)
        return
    call.outcome, call.operator = logged.report.outcome, ""
    queue.put_back_call(call, due_at, logged.settings, promised=promised)


def _done(logged: _Logged, state: CallState = CallState.DONE) -> None:
    call = logged.call
    call.state, call.outcome, call.finished_at = state, logged.report.outcome, logged.now
    call.claimed_until = None
    call.save()
