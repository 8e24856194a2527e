"""Answering a question by a link with a one-time code, as its page (`pages/`) does.

Opening a link answers nothing, since programs that look ahead open links, too. A link that was used still shows what
was answered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from odop_consignment import api as consignment
from odop_core.india import dates
from odop_core.plugin import configuration
from odop_notifications.answers import records
from odop_notifications.escalation.links import find_link
from odop_notifications.models import AnswerLink, Meaning
from odop_notifications.settings import NotificationSettings
from odop_notifications.suppliers import goods

CHANNEL = "link"
# What the page's buttons mean.
CHOICES = (Meaning.READY, Meaning.READY_ON, Meaning.CALL_ME, Meaning.CANNOT)


class BadDay(ValueError):
    """A day in the past, or too far away."""


@dataclass(frozen=True)
class OneTap:
    """What the page may show to whoever holds the link: nothing of the buyer, no number and no address.

    `answered` is what was answered before; another answer replaces it while `is_open`.
    """

    name: str
    text: str
    language: str
    order_number: str = ""
    is_open: bool = True
    answered: Meaning | None = None
    day: date | None = None


def open_link(code: str) -> OneTap:
    """What the link's page shows; opening answers nothing. Raises NoSuchLink."""
    return _page(find_link(code))


@transaction.atomic
def answer_link(code: str, meaning: Meaning, day: date | None) -> OneTap:
    """Answer once; on a link that was used, nothing changes and the page shows what was answered.

    `day` (of India) goes with READY_ON only. Raises NoSuchLink and BadDay.
    """
    link = find_link(code, lock=True)
    if link.used_at is None:
        if meaning not in CHOICES:
            raise ValueError(f"A link cannot answer {meaning.value!r}.")
        _check_day(meaning, day)
        records.apply_answer(
            records.GivenAnswer(meaning, day, key=f"link-{link.pk}", channel=CHANNEL, said_at=timezone.now()),
            link.question,
        )
        link.used_at = timezone.now()
        link.save(update_fields=["used_at"])
        link.question.refresh_from_db()
    return _page(link)


def _check_day(meaning: Meaning, day: date | None) -> None:
    if (meaning is Meaning.READY_ON) != (day is not None):
        raise BadDay("Name a day with 'ready on a day', and with nothing else.")
    furthest = configuration.load_settings(NotificationSettings).answer_furthest_days
    if day is not None and not 0 <= (day - dates.today()).days <= furthest:
        raise BadDay(f"Name a day from today up to {furthest} days ahead.")


def _page(link: AnswerLink) -> OneTap:
    question = link.question
    supplier = consignment.suppliers_by_id([question.supplier_id])[question.supplier_id]
    sales = [sale for sale in consignment.sales_of_order(question.order_id) if sale.id in question.sale_ids]
    answerable = records.answerable_sales(question, sales)
    return OneTap(
        name=supplier.name_hi if supplier.language == "hi" and supplier.name_hi else supplier.name,
        text=goods.count_goods(goods.name_goods(supplier.language, answerable or sales)),
        language=supplier.language,
        order_number=question.order_number,
        is_open=link.used_at is None and bool(answerable),
        answered=Meaning(question.meaning) if question.meaning else None,
        day=question.ready_on,
    )
