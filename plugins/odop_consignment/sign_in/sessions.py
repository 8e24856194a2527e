"""Sessions: a short access token, and a refresh token that is replaced each time it is used.

Whoever shows a refresh token a second time ends the session: one of the two who had it is a thief, and nobody can tell
which (RFC 9700, 4.14.2). Tokens are random and kept as keyed digests.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from odop_consignment.models import MemberRole, RefreshToken, SessionEnd, SupplierSession, SupplierState
from odop_consignment.sign_in.errors import WrongToken
from odop_consignment.sign_in.people import Person
from odop_core.security.encryption import digest_text

ACCESS_GOOD_FOR = timedelta(minutes=15)
REFRESH_GOOD_FOR = timedelta(days=60)
# By these, logs and scanners of source code know our tokens.
ACCESS_PREFIX, REFRESH_PREFIX = "odop_at_", "odop_rt_"
LONGEST_DEVICE = 64


@dataclass(frozen=True)
class Tokens:
    """What an app keeps. Both are secrets: do not log them."""

    supplier_id: int
    session_id: int
    access_token: str = field(repr=False)
    access_expires_at: datetime
    refresh_token: str = field(repr=False)
    refresh_expires_at: datetime


@dataclass(frozen=True)
class SignedIn:
    """Who is behind an access token."""

    session_id: int
    supplier_id: int
    member_id: int | None
    role: MemberRole


@transaction.atomic
def open_session(person: Person, phone_digest: str, device: str = "", now: datetime | None = None) -> Tokens:
    """Somebody has shown that the number is theirs."""
    now = now or timezone.now()
    access = ACCESS_PREFIX + secrets.token_urlsafe(32)
    session = SupplierSession.objects.create(
        supplier_id=person.supplier_id, member_id=person.member_id, phone_digest=phone_digest,
        device=device[:LONGEST_DEVICE], access_digest=_digest(access), access_expires_at=now + ACCESS_GOOD_FOR,
        began_at=now, last_seen_at=now,
    )  # fmt: skip
    return _tokens(session, access, now)


def refresh_session(refresh_token: str, now: datetime | None = None) -> Tokens:
    """New tokens for an old refresh token, which is of no use any more. Raises WrongToken.

    Ends the session when the token was used before; call it outside of a transaction, so that this stays.
    """
    tokens = _refresh(refresh_token, now or timezone.now())
    if tokens is None:
        raise WrongToken
    return tokens


@transaction.atomic
def _refresh(refresh_token: str, now: datetime) -> Tokens | None:
    known = RefreshToken.objects.filter(digest=_digest(refresh_token)).values_list("session_id", flat=True).first()
    if known is None:
        return None
    session = _with_people(SupplierSession.objects.select_for_update(of=("self",))).get(pk=known)
    token = RefreshToken.objects.get(digest=_digest(refresh_token))
    if token.used_at is not None:
        end_sessions(SupplierSession.objects.filter(pk=known), SessionEnd.REUSED, now)
        return None
    if token.expires_at <= now or not _holds(session):
        return None
    token.used_at = now
    token.save(update_fields=["used_at"])
    access = ACCESS_PREFIX + secrets.token_urlsafe(32)
    session.access_digest, session.access_expires_at = _digest(access), now + ACCESS_GOOD_FOR
    session.last_seen_at = now
    session.save(update_fields=["access_digest", "access_expires_at", "last_seen_at"])
    return _tokens(session, access, now)


def read_access_token(access_token: str, now: datetime | None = None) -> SignedIn | None:
    """Who is signed in with it; None when it is not, or no longer, good. One query."""
    found = _with_people(SupplierSession.objects.all()).filter(access_digest=_digest(access_token)).first()
    if found is None or found.access_expires_at <= (now or timezone.now()) or not _holds(found):
        return None
    role = MemberRole(found.member.role) if found.member else MemberRole.OWNER
    return SignedIn(found.pk, found.supplier_id, found.member_id, role)


def end_sessions(rows: QuerySet[SupplierSession], why: SessionEnd, now: datetime | None = None) -> int:
    """Those of them that last. Returns how many ended."""
    return rows.filter(ended_at=None).update(ended_at=now or timezone.now(), ended_because=why)


def delete_ended(now: datetime | None = None) -> int:
    """A periodic job: refresh tokens that expired, and sessions that nobody can renew. Returns how many sessions."""
    now = now or timezone.now()
    old = RefreshToken.objects.filter(expires_at__lt=now).values("pk")[:1000]
    RefreshToken.objects.filter(pk__in=old).delete()
    over = SupplierSession.objects.filter(last_seen_at__lt=now - REFRESH_GOOD_FOR).values("pk")[:1000]
    return SupplierSession.objects.filter(pk__in=over).delete()[0]


def _with_people(rows: QuerySet[SupplierSession]) -> QuerySet[SupplierSession]:
    return rows.select_related("supplier", "member")


def _holds(session: SupplierSession) -> bool:
    """Nobody ended it, and the number it was begun with is still theirs."""
    supplier, member = session.supplier, session.member
    if session.ended_at or supplier.erased_at or supplier.state == SupplierState.CLOSED:
        return False
    if member is None:
        return session.phone_digest == supplier.phone_digest
    return member.removed_at is None and session.phone_digest == member.phone_digest


def _tokens(session: SupplierSession, access: str, now: datetime) -> Tokens:
    refresh = REFRESH_PREFIX + secrets.token_urlsafe(32)
    row = RefreshToken.objects.create(session=session, digest=_digest(refresh), expires_at=now + REFRESH_GOOD_FOR)
    return Tokens(session.supplier_id, session.pk, access, session.access_expires_at, refresh, row.expires_at)


def _digest(token: str) -> str:
    return digest_text(f"token:{token}")
