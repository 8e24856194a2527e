"""Gateways' reports and suppliers' links beside Saleor: what is taken from a request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from odop_core.models import InboxEvent
from odop_notifications.answers import one_tap
from odop_notifications.answers.one_tap import OneTap
from odop_notifications.escalation.links import NoSuchLink
from odop_notifications.inbound import reception
from odop_notifications.models import Meaning
from odop_notifications.settings import PLUGIN_ID
from tests.factories import switch

pytestmark = pytest.mark.django_db
RECEIPT = {"SmsSid": "5ca1ab1e", "Status": "delivered"}


@dataclass
class OneLink:
    answered: Meaning | None = None

    def open_link(self, code: str) -> OneTap:
        if code != "code":
            raise NoSuchLink
        return OneTap(name="शबाना", text="2 नग", language="hi", answered=self.answered)

    def answer_link(self, code: str, meaning: Meaning, day: date | None) -> OneTap:
        self.answered = meaning
        return self.open_link(code)


@pytest.fixture
def link(monkeypatch: pytest.MonkeyPatch) -> OneLink:
    cache.clear()
    keeper = OneLink()
    monkeypatch.setattr(one_tap, "open_link", keeper.open_link)
    monkeypatch.setattr(one_tap, "answer_link", keeper.answer_link)
    return keeper


@pytest.fixture(autouse=True)
def set_up() -> None:
    switch(PLUGIN_ID, sms_preset="exotel", sms_webhook_secret="s3cret", whatsapp_verify_token="choose-me")


def test_form_of_a_gateway_is_accepted(client: Client) -> None:
    # when
    answer = client.post("/notifications/sms/receipt?secret=s3cret", RECEIPT)

    # then
    assert (answer.status_code, answer.json()) == (200, {"accepted": 1, "heard": 1})
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_report_without_the_secret_is_refused(client: Client) -> None:
    assert client.post("/notifications/sms/receipt", RECEIPT).status_code == 401
    assert not InboxEvent.objects.exists()


def test_whatsapp_challenge_is_answered_as_text(client: Client) -> None:
    # when
    answer = client.get("/notifications/whatsapp/?hub.mode=subscribe&hub.verify_token=choose-me&hub.challenge=<b>1</b>")

    # then
    assert (answer.status_code, answer.content) == (200, b"<b>1</b>")
    assert answer.headers["Content-Type"].startswith("text/plain")


def test_large_report_is_not_read(client: Client) -> None:
    # when
    body = b"x" * (reception.SIZE_LIMIT + 1)
    answer = client.post("/notifications/sms/receipt?secret=s3cret", body, content_type="text/plain")

    # then
    assert answer.status_code == 413


def test_link_is_shown_and_answered(client: Client, link: OneLink) -> None:
    # when
    shown = client.get("/notifications/a/code")
    answered = client.post("/notifications/a/code?lang=hi", {"answer": "ready"})

    # then
    assert (shown.status_code, answered.status_code) == (200, 200)
    assert shown.headers["Content-Type"] == "text/html; charset=utf-8"
    assert link.answered is Meaning.READY


def test_head_of_a_link_answers_nothing(client: Client, link: OneLink) -> None:
    assert client.head("/notifications/a/code").status_code == 200
    assert link.answered is None


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client: Client, link: OneLink, method: str) -> None:
    assert getattr(client, method)("/notifications/a/code").status_code == 405


def test_large_form_is_not_read(client: Client, link: OneLink) -> None:
    assert client.post("/notifications/a/code", {"answer": "x" * 5000}).status_code == 413


def test_page_says_so_when_answers_cannot_be_kept(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    def broken(_code: str) -> Any:
        raise ConnectionError

    monkeypatch.setattr(one_tap, "open_link", broken)

    # when
    answer = client.get("/notifications/a/code")

    # then
    assert answer.status_code == 503
    assert "बाद फिर कोशिश करें" in answer.content.decode()
