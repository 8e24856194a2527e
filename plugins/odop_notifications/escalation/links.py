"""Links by which a question is answered with one tap: short enough for an SMS, too long to guess, and used once.

A code has 13 characters of 5 bits each, without those that are mistaken for one another (I, L, O, U); however it is
typed, it is read. Only its digest is kept. Answering by a link is for `answers.one_tap`.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import datetime, timedelta

from django.utils import timezone

from odop_core.plugin import configuration
from odop_notifications.models import OPEN_QUESTIONS, AnswerLink, Question, StatementLink
from odop_notifications.settings import NotificationSettings, addresses

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 13
_CODE_IN_ADDRESS = re.compile(rf"(?<=/[as]/)[{ALPHABET}]{{{LENGTH}}}\b")
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})


class NoSuchLink(LookupError):
    """No link has this code, or it has expired."""


def link_to(question: Question) -> str:
    """The address of a new link to a question; "" while the plugin has no public address."""
    settings = configuration.load_settings(NotificationSettings)
    if not addresses.public_address(settings, "a"):
        return ""
    code = issue_code(question, timezone.now() + timedelta(days=settings.answer_link_days))
    return addresses.public_address(settings, f"a/{code}")


def link_to_open_question(order_id: str, supplier_id: int) -> str:
    """The same of the open question of an order to a supplier; "" if there is none, or no public address."""
    question = Question.objects.filter(order_id=order_id, supplier_id=supplier_id, state__in=OPEN_QUESTIONS).first()
    return link_to(question) if question else ""


def issue_code(question: Question, expires_at: datetime) -> str:
    """A code nobody had before; it cannot be read again later."""
    code = new_code()
    AnswerLink.objects.create(code_digest=digest_code(code), question=question, expires_at=expires_at)
    return code


def find_link(code: str, *, lock: bool = False) -> AnswerLink:
    """The link of a code, with its question; locked in a transaction if `lock`. Raises NoSuchLink."""
    rows = AnswerLink.objects.select_related("question")
    rows = rows.select_for_update(of=("self",)) if lock else rows
    link = rows.filter(code_digest=digest_code(code), expires_at__gt=timezone.now()).first()
    if link is None:
        raise NoSuchLink("There is no such link, or it has expired.")
    return link


def without_codes(text: str) -> str:
    """A text as people other than its supplier may read it: by the link in it nobody can answer."""
    return _CODE_IN_ADDRESS.sub("…", text)


def expire_links(supplier_id: int) -> None:
    """No link that was sent to a supplier is one to answer or read by any more: somebody else has it. In a
    transaction."""
    rows = AnswerLink.objects.filter(question__supplier_id=supplier_id, expires_at__gt=timezone.now())
    locked = list(rows.select_for_update(of=("self",)).order_by("id").values_list("pk", flat=True))
    AnswerLink.objects.filter(pk__in=locked).update(expires_at=timezone.now())
    StatementLink.objects.filter(supplier_id=supplier_id, expires_at__gt=timezone.now()).update(
        expires_at=timezone.now()
    )


def delete_expired(limit: int = 1000) -> int:
    """Delete links that expired a month ago. Returns how many."""
    deleted = 0
    for model in (AnswerLink, StatementLink):
        old = model._default_manager.filter(expires_at__lt=timezone.now() - timedelta(days=30)).values("pk")[:limit]
        deleted += model._default_manager.filter(pk__in=old).delete()[0]
    return deleted


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def digest_code(code: str) -> str:
    """What is kept of a code, however it is typed."""
    read = code.upper().replace("-", "").replace(" ", "").translate(_READ_AS)
    return hashlib.sha256(read.encode("utf-8", "surrogatepass")).hexdigest()
