from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from rich.console import Console

from odop_core.india.dates import IST
from odop_notifications.models import Call, Question
from odop_notifications.settings import PLUGIN_ID
from odop_notifications.terminal.desk import Desk, read_moment
from tests.factories import switch
from tests.odop_notifications.questions import ask_supplier, sale_states, send_reply

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]


@pytest.fixture(autouse=True)
def any_hour() -> None:
    switch(PLUGIN_ID, channel="console", hours="")


class Typed(Console):
    """A terminal at which these lines are typed; at their end somebody presses Ctrl-D."""

    def __init__(self, *lines: str) -> None:
        super().__init__(file=io.StringIO(), width=100)
        self.lines: Iterator[str] = iter(lines)

    def input(self, *prompt: object, **_options: object) -> str:
        self.print(*prompt)
        try:
            return next(self.lines)
        except StopIteration:
            raise EOFError from None

    @property
    def shown(self) -> str:
        assert isinstance(self.file, io.StringIO)
        return self.file.getvalue()


def desk(*lines: str, language: str = "") -> str:
    out = Typed(*lines)
    Desk(out, "Asha", language).work()
    return out.shown


def test_operator_is_led_through_a_call() -> None:
    # given
    ask_supplier(7)
    send_reply("kya?")

    # when
    shown = desk("1", "पैक है")

    # then
    assert "मैं Asha" in shown
    assert "लिख लिया: माल तैयार है" in shown
    assert "अभी कोई कॉल बाकी नहीं है" in shown
    assert sale_states(7) == ["ready"]
    assert "9876543210" not in shown


def test_what_is_not_understood_is_asked_again() -> None:
    # given
    ask_supplier(7)
    send_reply("kya?")

    # when
    shown = desk("99", "2", "someday", "parso", "", language="en")

    # then
    assert "Not understood: 99" in shown
    assert "Not understood: someday" in shown
    assert Question.objects.get().meaning == "ready_on"


def test_refused_outcome_says_why_and_can_be_mended() -> None:
    # given
    ask_supplier(7)
    send_reply("kya?")

    # when
    shown = desk("9", "", "9", "settled in person", language="en")

    # then
    assert "Say in the note how it was settled" in shown
    assert Call.objects.get().outcome == "settled"


def test_language_nobody_knows_is_asked_again_in_the_operators_language() -> None:
    # given
    ask_supplier(7)
    send_reply("kya?")

    # when
    shown = desk("7", "[/red]", "", "7", "उर्दू", "", language="hi")

    # then
    assert "नाम की कोई भाषा नहीं है" in shown
    assert Call.objects.get().language == "ur"


def test_who_leaves_gives_the_call_back() -> None:
    # given
    ask_supplier(7)
    send_reply("kya?")

    # when
    shown = desk(language="en")

    # then
    assert "back in the queue" in shown
    assert Call.objects.get().state == "waiting"


def test_nobody_is_called_outside_the_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    switch(PLUGIN_ID, channel="console", hours="voice 09:00-20:00")
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 23, 22, 30, tzinfo=IST))

    # then
    assert "Suppliers may not be called now" in desk(language="en")


@pytest.mark.parametrize("option", ["--list", "--supervisor"])
def test_lists_leave_at_once(option: str) -> None:
    # given
    ask_supplier(7)
    send_reply("kya?")
    out = io.StringIO()

    # when
    call_command("odop_helpline", option, stdout=out)

    # then
    assert "Helpline: operators" in out.getvalue()


NOW = datetime(2026, 11, 23, 15, 0, tzinfo=IST)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("16:30", datetime(2026, 11, 23, 16, 30, tzinfo=IST)),
        ("9.15", datetime(2026, 11, 24, 9, 15, tzinfo=IST)),
        ("kal 10:00", datetime(2026, 11, 24, 10, 0, tzinfo=IST)),
        ("25/11 10:00", datetime(2026, 11, 25, 10, 0, tzinfo=IST)),
        ("soon", None),
        ("25:00", None),
        ("blah 10:00", None),
    ],
)
def test_time_to_call_back(text: str, moment: datetime | None) -> None:
    assert read_moment(text, NOW) == moment
    assert moment is None or moment - NOW < timedelta(days=3)
