"""One-time codes: asked for, made when they are sent, and confirmed once.

Asking does the same work and gets the same answer whoever's number it is: a row is written and an event announced.
Only a worker looks later whose number it is, makes the code and has it sent; it keeps the digest. So nobody learns
from an answer, or from the time it takes, whether a number is known here (OWASP Authentication Cheat Sheet). A code is
six digits (NIST SP 800-63B, 5.1.3), holds for ten minutes and takes five tries; it also needs the handle that whoever
asked was given.
"""

from __future__ import annotations

import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from odop_consignment.events import CodeRequested
from odop_consignment.models import CodeMedium, CodePurpose, OneTimeCode, Supplier
from odop_consignment.sign_in import people
from odop_consignment.sign_in.errors import TooManyRequests, WrongCode
from odop_consignment.sign_in.people import Person
from odop_core.normalization import plain_text
from odop_core.queue import inbox
from odop_core.security.encryption import digest_text
from odop_core.web.rate_limits import Limit

DIGITS = 6
GOOD_FOR = timedelta(minutes=10)
MOST_TRIES = 5
KEPT = timedelta(days=1)
HOUR = 3600
# Many telephones share one address in India; one number is mostly one person's.
OF_NUMBER = Limit("code-of-number", 5, seconds=HOUR)
OF_NETWORK = Limit("code-of-network", 60, seconds=HOUR)
TRIES_OF_NETWORK = Limit("code-tries-of-network", 120, seconds=HOUR)


@dataclass(frozen=True)
class RequestedCode:
    """What whoever asked needs to confirm; the same for every number."""

    handle: str
    expires_at: datetime


@dataclass(frozen=True)
class IssuedCode:
    """A code to be sent at once. It is nowhere kept in clear: do not log it."""

    code: str
    phone: str
    medium: str
    purpose: str
    language: str
    name: str
    name_hi: str
    supplier_id: int
    expires_at: datetime


def request_code(
    phone: str,
    *,
    network: str,
    medium: str = CodeMedium.SMS,
    purpose: CodePurpose = CodePurpose.SIGN_IN,
    supplier_id: int | None = None,
    now: datetime | None = None,
) -> RequestedCode:
    """Ask for a code to a number (E.164) from a network (`rate_limits.client_address`). Raises TooManyRequests."""
    now, digest, handle = now or timezone.now(), people.digest_phone(phone), secrets.token_urlsafe(24)
    for limit, of in ((OF_NETWORK, network), (OF_NUMBER, digest)):
        if wait := limit.spend(of):
            raise TooManyRequests(wait)
    with transaction.atomic():
        row = OneTimeCode.objects.create(
            handle_digest=_digest("handle", handle), purpose=purpose, medium=CodeMedium(medium), phone=phone,
            phone_digest=digest, supplier_id=supplier_id, requested_at=now, expires_at=now + GOOD_FOR,
        )  # fmt: skip
        inbox.announce(CodeRequested(code=row.pk), key=f"{CodeRequested.kind}:{row.pk}")
    return RequestedCode(handle, row.expires_at)


@transaction.atomic
def issue_code(code_id: int, now: datetime | None = None) -> IssuedCode | None:
    """Make the code that was asked for, once; None for a number nobody here has, and for what was done before or is too
    late. In a transaction with the message that carries it."""
    now = now or timezone.now()
    row = OneTimeCode.objects.select_for_update(of=("self",)).filter(pk=code_id).first()
    if row is None or row.code_digest or row.used_at or row.expires_at <= now:
        return None
    person = _addressee(row)
    if person is None:
        return None
    code = "".join(secrets.choice("0123456789") for _digit in range(DIGITS))
    row.code_digest = _digest(f"code:{row.pk}", code)
    row.save(update_fields=["code_digest"])
    return IssuedCode(
        code, row.phone, row.medium, row.purpose, person.language, person.name, person.name_hi, person.supplier_id,
        row.expires_at,
    )  # fmt: skip


def confirm_code(
    handle: str, code: str, *, purpose: CodePurpose, network: str, now: datetime | None = None
) -> OneTimeCode:
    """The row of a right code, which holds no longer (`use_code`) once the caller has done what it is for.

    Commits each try by itself, so call it outside of a transaction. Raises WrongCode, TooManyRequests.
    """
    now = now or timezone.now()
    if wait := TRIES_OF_NETWORK.spend(network):
        raise TooManyRequests(wait)
    with transaction.atomic():
        rows = OneTimeCode.objects.select_for_update(of=("self",))
        row = rows.filter(handle_digest=_digest("handle", handle)).first()
        is_right = row is not None and row.purpose == purpose and _try(row, code, now)
    if row is None or not is_right:
        raise WrongCode
    return row


def use_code(row: OneTimeCode, now: datetime | None = None) -> None:
    """Nobody uses it again, nor another one of the same number. In a transaction. Raises WrongCode when somebody just
    did."""
    now = now or timezone.now()
    if not OneTimeCode.objects.filter(pk=row.pk, used_at=None).update(used_at=now):
        raise WrongCode
    others = OneTimeCode.objects.filter(phone_digest=row.phone_digest, purpose=row.purpose, used_at=None)
    others.update(used_at=now)


def delete_expired(now: datetime | None = None) -> int:
    """A periodic job: codes that expired a day ago. Returns how many."""
    old = OneTimeCode.objects.filter(expires_at__lt=(now or timezone.now()) - KEPT).values("pk")[:1000]
    return OneTimeCode.objects.filter(pk__in=old).delete()[0]


def read_code(typed: str) -> str:
    """The digits of what somebody typed, in whichever script and with whatever between them."""
    return re.sub(r"\D", "", plain_text(typed))


def _try(row: OneTimeCode, code: str, now: datetime) -> bool:
    if row.used_at or row.expires_at <= now or row.tries >= MOST_TRIES:
        return False
    row.tries += 1
    row.save(update_fields=["tries"])
    given = _digest(f"code:{row.pk}", read_code(code) or "-")
    return hmac.compare_digest(given, row.code_digest or _digest("nobody", "-"))


def _addressee(row: OneTimeCode) -> Person | None:
    if row.purpose == CodePurpose.CHANGE_PHONE:
        found = Supplier.objects.filter(people.SIGNS_IN, pk=row.supplier_id).first()
        return Person(found.pk, found.name, found.name_hi, found.language) if found else None
    return next(iter(people.find_people(row.phone_digest)), None)


def _digest(what: str, secret: str) -> str:
    return digest_text(f"{what}:{secret}")
