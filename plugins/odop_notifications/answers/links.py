"""Links by which a question is answered with one tap: short enough for an SMS, too long to guess, and used once.

A code has 13 characters of 5 bits each, without those that are mistaken for one another (I, L, O, U); however it is
typed, it is read. Only its digest is kept. After it was used the link still shows what was answered.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from odop_consignment import api as consignment
from odop_core.india import dates
from odop_core.plugin import configuration
from odop_notifications import addresses, goods
from odop_notifications.answers import giving
from odop_notifications.models import OPEN_CHASES, AnswerLink, Chase, Meaning
from odop_notifications.one_tap import CHOICES, BadDay, NoSuchLink, OneTap
from odop_notifications.settings import NotificationSettings

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 13
CHANNEL = "link"
_CODE_IN_ADDRESS = re.compile(rf"(?<=/a/)[{ALPHABET}]{{{LENGTH}}}\b")
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})


def address(chase: Chase) -> str:
    """A new link to a question; "" while the plugin has no public address."""
    settings = configuration.load(NotificationSettings)
    if not addresses.of(settings, "a"):
        return ""
    code = issue(chase, timezone.now() + timedelta(days=settings.answer_link_days))
    return addresses.of(settings, f"a/{code}")


def address_for(order_id: str, supplier_id: int) -> str:
    """A new link to the open question of an order to a supplier; "" if there is none, or no public address."""
    chase = Chase.objects.filter(order_id=order_id, supplier_id=supplier_id, state__in=OPEN_CHASES).first()
    return address(chase) if chase else ""


def issue(chase: Chase, expires_at: datetime) -> str:
    """A code nobody had before; it cannot be read again later."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    AnswerLink.objects.create(code_digest=_digest(code), chase=chase, expires_at=expires_at)
    return code


def without_codes(text: str) -> str:
    """A text as people other than its maker may read it: by the link in it nobody can answer."""
    return _CODE_IN_ADDRESS.sub("…", text)


def run_out(supplier_id: int) -> None:
    """No link that was sent to a supplier is one to answer by any more: somebody else has it. In a transaction."""
    rows = AnswerLink.objects.filter(chase__supplier_id=supplier_id, expires_at__gt=timezone.now())
    held = list(rows.select_for_update(of=("self",)).order_by("id").values_list("pk", flat=True))
    AnswerLink.objects.filter(pk__in=held).update(expires_at=timezone.now())


def open(code: str) -> OneTap:
    """What the link's page shows; opening answers nothing. Raises NoSuchLink."""
    return _page(_find(code))


@transaction.atomic
def answer(code: str, meaning: Meaning, day: date | None) -> OneTap:
    """Answer once; on a link that was used, nothing changes and the page shows what was answered.

    `day` (of India) goes with READY_ON only. Raises NoSuchLink and BadDay.
    """
    link = _find(code, hold=True)
    if link.used_at is None:
        if meaning not in CHOICES:
            raise ValueError(f"A link cannot answer {meaning.value!r}.")
        _check_day(meaning, day)
        giving.give(
            giving.Given(meaning, day, key=f"link-{link.pk}", channel=CHANNEL, said_at=timezone.now()), link.chase
        )
        link.used_at = timezone.now()
        link.save(update_fields=["used_at"])
        link.chase.refresh_from_db()
    return _page(link)


def forget_expired(limit: int = 1000) -> int:
    """Delete links that ran out a month ago. Returns how many."""
    old = AnswerLink.objects.filter(expires_at__lt=timezone.now() - timedelta(days=30)).values("pk")[:limit]
    return AnswerLink.objects.filter(pk__in=old).delete()[0]


def _find(code: str, *, hold: bool = False) -> AnswerLink:
    rows = AnswerLink.objects.select_related("chase")
    rows = rows.select_for_update(of=("self",)) if hold else rows
    link = rows.filter(code_digest=_digest(code), expires_at__gt=timezone.now()).first()
    if link is None:
        raise NoSuchLink("There is no such link, or it has run out.")
    return link


def _digest(code: str) -> str:
    read = code.upper().replace("-", "").replace(" ", "").translate(_READ_AS)
    return hashlib.sha256(read.encode("utf-8", "surrogatepass")).hexdigest()


def _check_day(meaning: Meaning, day: date | None) -> None:
    if (meaning is Meaning.READY_ON) != (day is not None):
        raise BadDay("Name a day with 'ready on a day', and with nothing else.")
    furthest = configuration.load(NotificationSettings).answer_furthest_days
    if day is not None and not 0 <= (day - dates.today()).days <= furthest:
        raise BadDay(f"Name a day from today up to {furthest} days ahead.")


def _page(link: AnswerLink) -> OneTap:
    chase = link.chase
    person = consignment.suppliers_by_id([chase.supplier_id])[chase.supplier_id]
    sales = [sale for sale in consignment.sales_of_order(chase.order_id) if sale.id in chase.sale_ids]
    standing = giving.answerable(chase, sales)
    return OneTap(
        name=person.name_hi if person.language == "hi" and person.name_hi else person.name,
        text=goods.counted(goods.named_in(person.language, standing or sales)),
        language=person.language,
        order_number=chase.order_number,
        is_open=link.used_at is None and bool(standing),
        answered=Meaning(chase.meaning) if chase.meaning else None,
        day=chase.ready_on,
    )
