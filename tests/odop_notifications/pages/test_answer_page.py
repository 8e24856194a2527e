"""The page behind a one-tap link, over a keeper of codes in memory."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from html.parser import HTMLParser

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from odop_core.india import dates
from odop_notifications.answers import one_tap
from odop_notifications.answers.one_tap import BadDay, OneTap
from odop_notifications.escalation.links import NoSuchLink
from odop_notifications.models import Meaning
from odop_notifications.pages import views
from tests.odop_notifications.channels.samples import HINDI

pytestmark = pytest.mark.django_db  # where requests are counted
CODE = "k7m2p9x4"
REQUESTS = RequestFactory()


@dataclass
class InMemory:
    """Keeps one link."""

    kept: OneTap
    answers: list[tuple[Meaning, date | None]] = field(default_factory=list)

    def open_link(self, code: str) -> OneTap:
        if code != CODE:
            raise NoSuchLink
        return self.kept

    def answer_link(self, code: str, meaning: Meaning, day: date | None) -> OneTap:
        self.open_link(code)
        if day and day > dates.today() + timedelta(days=10):
            raise BadDay
        self.answers.append((meaning, day))
        self.kept = replace(self.kept, answered=meaning, day=day)
        return self.kept


@pytest.fixture
def links(monkeypatch: pytest.MonkeyPatch) -> InMemory:
    keeper = InMemory(OneTap(name="शबाना", text=HINDI, language="hi", order_number="7"))
    monkeypatch.setattr(one_tap, "open_link", keeper.open_link)
    monkeypatch.setattr(one_tap, "answer_link", keeper.answer_link)
    return keeper


def show(code: str = CODE, address: str = "1", **query: str) -> HttpResponse:
    return views.show_link(REQUESTS.get(f"/a/{code}", query, REMOTE_ADDR=address), code)


def press(answer: str, day: str = "", sure: str = "1") -> HttpResponse:
    return views.show_link(REQUESTS.post(f"/a/{CODE}", {"answer": answer, "day": day, "sure": sure}), CODE)


def body(page: HttpResponse) -> str:
    return page.content.decode()


class Buttons(HTMLParser):
    """What can be pressed, and how forms are sent."""

    def __init__(self, page: HttpResponse) -> None:
        super().__init__()
        self.values: list[str] = []
        self.days: list[str] = []
        self.methods: set[str] = set()
        self.tags: set[str] = set()
        self.feed(body(page))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.add(tag)
        if tag == "button":
            self.values.append(given["value"] or "")
        if tag == "option":
            self.days.append(given["value"] or "")
        if tag == "form":
            self.methods.add(given["method"] or "")


def in_days(days: int) -> str:
    return (dates.today() + timedelta(days=days)).isoformat()


def test_page_asks_in_the_suppliers_language(links: InMemory) -> None:
    # when
    page = show()

    # then
    assert page.status_code == 200
    assert page.headers["Content-Language"] == "hi"
    assert "क्या माल तैयार है?" in body(page)
    assert HINDI in body(page)


def test_page_can_be_had_in_english(links: InMemory) -> None:
    # when
    page = show(lang="en")

    # then
    assert "Are the goods ready?" in body(page)
    assert '<html lang="en">' in body(page)


def test_four_answers_can_be_given_by_post_only(links: InMemory) -> None:
    # when
    found = Buttons(show())

    # then
    assert sorted(found.values) == ["call_me", "cannot", "ready", "ready_on"]
    assert found.methods == {"post"}
    assert found.days[0] == in_days(1)
    assert len(found.days) == 14


def test_page_needs_no_script_and_loads_nothing(links: InMemory) -> None:
    # when
    page = show()

    # then
    assert Buttons(page).tags.isdisjoint({"script", "img", "link", "iframe"})
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    assert len(page.content) < 6000


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_programs_that_look_ahead_answer_nothing(links: InMemory, method: str) -> None:
    # when
    views.show_link(REQUESTS.generic(method, f"/a/{CODE}?answer=cannot"), CODE)

    # then
    assert links.answers == []


@pytest.mark.parametrize("meaning", ["ready", "call_me", "cannot"])
def test_pressed_button_answers(links: InMemory, meaning: str) -> None:
    # when
    page = press(meaning, day=in_days(3))

    # then
    assert page.status_code == 200
    assert links.answers == [(Meaning(meaning), None)]
    assert "धन्यवाद" in body(page)


def test_cannot_is_asked_once_more(links: InMemory) -> None:
    # when
    page = press("cannot", sure="")

    # then
    assert links.answers == []
    assert "क्या सच में" in body(page)
    assert Buttons(page).values == ["cannot"]
    assert 'name="sure"' in body(page)


def test_day_is_answered_and_repeated_to_the_supplier(links: InMemory) -> None:
    # when
    page = press("ready_on", day=in_days(2))

    # then
    day = dates.today() + timedelta(days=2)
    assert links.answers == [(Meaning.READY_ON, day)]
    assert f"{day.day} " in body(page).partition('role="status"')[2].partition("</p>")[0]


@pytest.mark.parametrize("day", ["", "soon", in_days(0), in_days(-1), in_days(15), in_days(12), "2026-02-30"])
def test_day_that_cannot_be_is_asked_again(links: InMemory, day: str) -> None:
    # when: the twelfth day is one that the keeper of codes refuses
    page = press("ready_on", day=day)

    # then
    assert page.status_code == 422
    assert links.answers == []
    assert "ready_on" in Buttons(page).values


@pytest.mark.parametrize("answer", ["", "unclear", "READY", "<script>"])
def test_answer_that_is_no_button_is_asked_again(links: InMemory, answer: str) -> None:
    assert press(answer).status_code == 422
    assert links.answers == []


def test_answer_can_be_changed_while_it_is_open(links: InMemory) -> None:
    # given
    press("cannot")

    # when
    page = show()

    # then
    assert "आपका उत्तर: माल नहीं दे सकते" in body(page)
    assert len(Buttons(page).values) == 4


def test_closed_question_only_shows_what_was_answered(links: InMemory) -> None:
    # given
    links.kept = replace(links.kept, is_open=False, answered=Meaning.READY)

    # when
    page = press("cannot")

    # then
    assert (page.status_code, links.answers, Buttons(page).values) == (409, [], [])
    assert "हाँ, तैयार है" in body(page)


def test_unknown_code_says_what_else_to_do(links: InMemory) -> None:
    # when
    page = show(code="wrong")

    # then
    assert page.status_code == 404
    assert "एसएमएस का उत्तर दें" in body(page)


@pytest.mark.usefixtures("one_minute")
def test_trying_codes_out_is_stopped_and_others_are_not(links: InMemory) -> None:
    # when
    statuses = [show(code=f"wrong{turn}", address="guesser").status_code for turn in range(10)]

    # then
    assert statuses == [404] * 5 + [429] * 5
    assert show(code="wrong", address="guesser").headers["Retry-After"]
    assert show(address="supplier").status_code == 200


def test_whoever_guesses_keeps_nobody_out_who_has_a_good_link(links: InMemory) -> None:
    # given: many phones share one address
    for turn in range(30):
        show(code=f"wrong{turn}", address="shared")

    # when
    page = show(address="shared")

    # then
    assert page.status_code == 200
    assert HINDI in body(page)


def test_names_and_goods_are_no_html(links: InMemory) -> None:
    # given
    links.kept = OneTap(name="<b>x</b>", text="<script>alert(1)</script>", language="hi", order_number='"><i>')

    # when
    page = show()

    # then
    assert Buttons(page).tags.isdisjoint({"b", "script", "i"})
