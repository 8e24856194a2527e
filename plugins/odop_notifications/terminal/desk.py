"""An operator's session at a terminal: a call, what to say, and logging its outcome."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, time

from django.db import connection
from django.utils import timezone
from rich.console import Console
from rich.markup import escape

from odop_core.i18n import TextError, _
from odop_core.india import dates
from odop_core.india.dates import IST
from odop_core.plugin import configuration
from odop_core.retry import PermanentFailure, TemporaryFailure
from odop_core.security.foreign_text import mask_text
from odop_notifications.api import helpline
from odop_notifications.api.helpline import BadOutcome, CallCard, CallOutcome, NoNumber, NotYours, OutOfHours, Queue
from odop_notifications.helpline import claims, script
from odop_notifications.models import Meaning
from odop_notifications.settings import NotificationSettings
from odop_notifications.terminal import tables
from odop_notifications.terminal.tables import say
from odop_notifications.texts.meaning import understand_text

OFFERED = (
    CallOutcome.READY, CallOutcome.READY_ON, CallOutcome.CANNOT, CallOutcome.NO_ANSWER, CallOutcome.BUSY,
    CallOutcome.CALL_BACK, CallOutcome.LANGUAGE, CallOutcome.WRONG_NUMBER, CallOutcome.SETTLED,
)  # fmt: skip
CONNECT, QUIT = "c", "q"
HEARTBEAT_SECONDS = 60


class Desk:
    """`language` is that of the screen and the script; the call's own when it is ""."""

    def __init__(
        self,
        out: Console,
        operator: str,
        language: str = "",
        speaks: Sequence[str] = (),
        queue: Queue = Queue.OPERATORS,
    ) -> None:
        self.out, self.operator, self.language, self.speaks, self.queue = out, operator, language, speaks, queue

    def work(self, *, once: bool = False) -> None:
        """One call after another, until none is left or the operator leaves."""
        while card := helpline.claim_next_call(self.operator, self.speaks, self.queue):
            if not self._handle(card) or once:
                return
        self.out.print(self._nothing())

    def _nothing(self) -> str:
        settings = configuration.load_settings(NotificationSettings)
        if self.queue == Queue.OPERATORS and not claims.is_calling_time(settings, timezone.now()):
            return say(_("Suppliers may not be called now ({hours}).", hours=settings.hours), self.language)
        return say(_("No call is waiting."), self.language)

    def _handle(self, card: CallCard) -> bool:
        """Whether the operator goes on afterwards."""
        language = self.language or card.call.language
        tables.show_card(self.out, helpline.find_card(card.call.id, self.operator, language) or card, language)
        with _SignsOfLife(card.call.id, self.operator):
            try:
                return self._ask(card.call.id, language)
            except (KeyboardInterrupt, EOFError):
                return self._leave(card.call.id, language)
            except NotYours as error:
                self.out.print(f"[red]{error}[/red]")
                return True

    def _ask(self, call_id: int, language: str) -> bool:
        labels = script.outcome_labels(language)
        question = say(_("What came of it?"), language)
        connect, leave = say(_("Call the supplier"), language), say(_("Leave (the call goes back)"), language)
        self.out.print(f"[bold]{question}[/bold]")
        for number, outcome in enumerate(OFFERED, start=1):
            self.out.print(f"  {number}  {labels[outcome.value]}")
        self.out.print(f"  {CONNECT}  {connect}")
        self.out.print(f"  {QUIT}  {leave}")
        while True:
            choice = self._input(say(_("Enter a number"), language)).lower()
            if choice == QUIT:
                return self._leave(call_id, language)
            if choice == CONNECT:
                self._connect(call_id, language)
            elif choice.isascii() and choice.isdigit() and 0 < int(choice) <= len(OFFERED):
                if self._log(call_id, OFFERED[int(choice) - 1], language):
                    return True
            else:
                self.out.print(say(_("Not understood: {text}", text=choice), language), markup=False)

    def _log(self, call_id: int, outcome: CallOutcome, language: str) -> bool:
        """Whether it could be written down; if not, the operator is told why and chooses again."""
        try:
            helpline.log_outcome(
                call_id, self.operator, outcome,
                ready_on=self._day(language) if outcome is CallOutcome.READY_ON else None,
                call_back_at=self._moment(language) if outcome is CallOutcome.CALL_BACK else None,
                language=self._other_language(language) if outcome is CallOutcome.LANGUAGE else "",
                note=self._input(say(_("Note (optional)"), language)),
            )  # fmt: skip
        except BadOutcome as error:
            self.out.print(f"[red]{_in_words(error, language)}[/red]")
            return False
        label = script.outcome_labels(language)[outcome.value]
        saved = say(_("Written down: {outcome}.", outcome=label), language)
        self.out.print(f"[green]{saved}[/green]\n")
        return True

    def _connect(self, call_id: int, language: str) -> None:
        try:
            helpline.connect_call(call_id, self.operator)
        except (NoNumber, OutOfHours, TemporaryFailure, PermanentFailure) as error:
            self.out.print(f"[red]{_in_words(error, language)}[/red]")
            return
        self.out.print(say(_("Calling: first your telephone rings, then the supplier's."), language))

    def _leave(self, call_id: int, language: str) -> bool:
        with suppress(NotYours):  # it went back to the queue already
            helpline.release_call(call_id, self.operator)
        self.out.print(say(_("Thank you. The call is back in the queue."), language))
        return False

    def _other_language(self, language: str) -> str:
        return self._input(say(_("Which language? (e.g. en, ur, bho, Bhojpuri)"), language))

    def _day(self, language: str) -> date:
        """The same words as in a supplier's reply."""
        while True:
            text = self._input(say(_("Which day will they be ready? (25/11, tomorrow, friday)"), language))
            understood = understand_text(text, dates.today())
            if understood.meaning is Meaning.READY_ON and understood.day:
                return understood.day
            self.out.print(say(_("Not understood: {text}", text=text), language), markup=False)

    def _moment(self, language: str) -> datetime:
        while True:
            text = self._input(say(_("When to call back? (e.g. 16:30 or 25/11 10:00)"), language))
            if moment := read_moment(text, timezone.now()):
                return moment
            self.out.print(say(_("Not understood: {text}", text=text), language), markup=False)

    def _input(self, prompt: str) -> str:
        return self.out.input(f"{prompt}: ").strip()


def _in_words(error: Exception, language: str) -> str:
    return escape(say(error.text, language) if isinstance(error, TextError) else mask_text(error))


def read_moment(text: str, now: datetime) -> datetime | None:
    """ "16:30" is today, or tomorrow if that is past; "25/11 10:00" and "kal 10:00" name the day. India's clock."""
    match = re.search(r"(\d{1,2})[:.](\d{2})\s*$", text)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        return None
    at, before = time(int(match[1]), int(match[2])), text[: match.start()].strip()
    today = dates.indian_day(now)
    if before:
        day = understand_text(before, today).day
        return datetime.combine(day, at, IST) if day else None
    moment = datetime.combine(today, at, IST)
    return moment if moment > now else datetime.combine(date.fromordinal(today.toordinal() + 1), at, IST)


class _SignsOfLife:
    """While the operator talks, the call stays theirs."""

    def __init__(self, call_id: int, operator: str) -> None:
        self._call_id, self._operator = call_id, operator
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_error: object) -> None:
        self._over.set()

    def _beat(self) -> None:
        try:
            while not self._over.wait(HEARTBEAT_SECONDS):
                helpline.extend_claim(self._call_id, self._operator)
        except NotYours:
            return  # the operator hears so when they write down the outcome
        finally:
            connection.close()
