"""Signing in to a supplier's app, and who may do so for them, as plain data.

What checks a code or a refresh token keeps count of tries: call it outside of a transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from odop_consignment.models import CodeMedium, Member, MemberRole, RefreshToken, SessionEnd, SupplierSession
from odop_consignment.sign_in import members, sessions
from odop_consignment.sign_in.codes import IssuedCode, RequestedCode, issue_code, request_code
from odop_consignment.sign_in.entry import Entry, sign_in
from odop_consignment.sign_in.errors import TooManyRequests, WrongCode, WrongToken
from odop_consignment.sign_in.people import Person
from odop_consignment.sign_in.phone_change import confirm_phone_change, request_phone_change
from odop_consignment.sign_in.sessions import SignedIn, Tokens, read_access_token, refresh_session
from odop_core.security.masks import mask_phone

__all__ = [
    "CodeMedium", "Entry", "IssuedCode", "MemberContact", "MemberInfo", "MemberRole", "Person", "RequestedCode",
    "SessionInfo", "SignedIn", "Tokens", "TooManyRequests", "WrongCode", "WrongToken", "add_member", "change_member",
    "confirm_phone_change", "contacts_of_members", "end_session", "end_sessions", "issue_code", "members_by_id",
    "members_of_suppliers", "read_access_token", "refresh_session", "remove_member", "request_code",
    "request_phone_change", "sessions_by_id", "sessions_of_suppliers", "sign_in",
]  # fmt: skip


@dataclass(frozen=True)
class MemberInfo:
    """Somebody who signs in for a supplier with a number of their own, which is masked here."""

    id: int
    supplier_id: int
    name: str
    role: str
    phone: str
    language: str
    gets_messages: bool
    added_by: str
    added_at: datetime
    removed_at: datetime | None


@dataclass(frozen=True)
class MemberContact:
    """A member who gets the supplier's messages, with the number in clear."""

    id: int
    name: str
    phone: str
    language: str


@dataclass(frozen=True)
class SessionInfo:
    """Where somebody is signed in. `member_id` is None for the supplier's own number."""

    id: int
    supplier_id: int
    member_id: int | None
    device: str
    began_at: datetime
    last_seen_at: datetime
    expires_at: datetime | None
    ended_at: datetime | None


def add_member(supplier_id: int, *, by: str, **values: Any) -> MemberInfo:
    """Raises UnknownRow, IdentityError, AlreadyThere, SupplierRefused, WrongChoice."""
    return _member(members.add_member(supplier_id, by=by, **values))


def change_member(member_id: int, **values: Any) -> MemberInfo:
    """What is left out stays. Raises UnknownRow, IdentityError, AlreadyThere, WrongChoice."""
    return _member(members.change_member(member_id, **values))


def remove_member(member_id: int, *, by: str = "") -> MemberInfo:
    """Raises UnknownRow, WrongChoice."""
    return _member(members.remove_member(member_id))


def members_by_id(ids: Iterable[int], using: str = "default") -> dict[int, MemberInfo]:
    """Also those who were removed."""
    return {row.pk: _member(row) for row in Member.objects.using(using).filter(pk__in=list(ids))}


def members_of_suppliers(supplier_ids: Iterable[int], using: str = "default") -> dict[int, list[MemberInfo]]:
    """Those who were not removed, in the order they were added."""
    found: dict[int, list[MemberInfo]] = defaultdict(list)
    rows = Member.objects.using(using).filter(supplier_id__in=list(supplier_ids), removed_at=None)
    for row in rows.order_by("id"):
        found[row.supplier_id].append(_member(row))
    return found


def contacts_of_members(supplier_id: int) -> list[MemberContact]:
    """Members who get the supplier's messages."""
    rows = Member.objects.filter(supplier_id=supplier_id, removed_at=None, gets_messages=True).order_by("id")
    return [MemberContact(row.pk, row.name, row.phone, row.language) for row in rows]


def sessions_of_suppliers(supplier_ids: Iterable[int], using: str = "default") -> dict[int, list[SessionInfo]]:
    """Those that last, the newest first."""
    found: dict[int, list[SessionInfo]] = defaultdict(list)
    rows = SupplierSession.objects.using(using).filter(supplier_id__in=list(supplier_ids), ended_at=None)
    for info in _sessions(rows.order_by("-id")):
        found[info.supplier_id].append(info)
    return found


def sessions_by_id(ids: Iterable[int], using: str = "default") -> dict[int, SessionInfo]:
    """Also those that ended."""
    return {info.id: info for info in _sessions(SupplierSession.objects.using(using).filter(pk__in=list(ids)))}


def end_session(session_id: int, *, by: str = "") -> SessionInfo | None:
    """Sign somebody out on one telephone; done again it changes nothing. None where there is no such session."""
    sessions.end_sessions(SupplierSession.objects.filter(pk=session_id), SessionEnd.SIGNED_OUT)
    return sessions_by_id([session_id]).get(session_id)


def end_sessions(supplier_id: int, member_id: int | None) -> int:
    """Sign one person out everywhere. Returns how many sessions ended."""
    rows = SupplierSession.objects.filter(supplier_id=supplier_id, member_id=member_id)
    return sessions.end_sessions(rows, SessionEnd.SIGNED_OUT)


def _member(row: Member) -> MemberInfo:
    return MemberInfo(
        row.pk, row.supplier_id, row.name, row.role, mask_phone(row.phone), row.language, row.gets_messages,
        row.added_by, row.added_at, row.removed_at,
    )  # fmt: skip


def _sessions(rows: Any) -> list[SessionInfo]:
    rows = list(rows)
    unused = RefreshToken.objects.using(rows[0]._state.db) if rows else RefreshToken.objects.none()
    open_ = unused.filter(session_id__in=[row.pk for row in rows], used_at=None, expires_at__gt=timezone.now())
    ends = dict(open_.values_list("session_id", "expires_at"))
    return [
        SessionInfo(
            row.pk, row.supplier_id, row.member_id, row.device, row.began_at, row.last_seen_at, ends.get(row.pk),
            row.ended_at,
        )
        for row in rows
    ]  # fmt: skip
