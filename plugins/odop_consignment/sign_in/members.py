"""Members of a supplier's group: who else answers for them, with their own telephone."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from odop_consignment.errors import AlreadyThere, WrongChoice
from odop_consignment.lookups import find_row
from odop_consignment.models import Member, MemberRole, SessionEnd, Supplier, SupplierSession
from odop_consignment.sign_in import people, sessions
from odop_consignment.suppliers import identity
from odop_consignment.suppliers.errors import SupplierRefused
from odop_consignment.suppliers.records import clean_value
from odop_core.collector import Collector
from odop_core.i18n import _

MOST_MEMBERS = 50


@transaction.atomic
def add_member(
    supplier_id: int, *, name: str, phone: str, by: str, role: str = MemberRole.HELPER, language: str = "hi",
    gets_messages: bool = False,
) -> Member:  # fmt: skip
    """They can sign in at once. Raises UnknownRow, IdentityError, AlreadyThere, SupplierRefused, WrongChoice."""
    supplier = find_row(Supplier, supplier_id, lock=True)
    if supplier.erased_at:
        raise SupplierRefused(_("This supplier's data are erased."))
    with Collector(identity.IdentityError, several=identity.IdentityErrors) as each:
        member = Member(
            supplier=supplier, role=MemberRole(role), gets_messages=gets_messages, added_by=by,
            name=each(identity.read_name, name, "name"), phone=each(clean_value, "phone", phone),
            language=each(clean_value, "language", language),
        )  # fmt: skip
    if Member.objects.filter(supplier=supplier, removed_at=None).count() >= MOST_MEMBERS:
        raise WrongChoice(_("A supplier has at most {most} members.", most=MOST_MEMBERS))
    member.phone_digest = people.digest_phone(member.phone)
    if member.phone_digest == supplier.phone_digest:
        raise AlreadyThere(_("This is the supplier's own number; it needs no member."))
    return _saved(member)


@transaction.atomic
def change_member(
    member_id: int, *, name: str | None = None, role: str | None = None, language: str | None = None,
    gets_messages: bool | None = None,
) -> Member:  # fmt: skip
    """What is left out stays. Another number is another member. Raises UnknownRow, IdentityError, WrongChoice."""
    member = _present(member_id)
    if name is not None:
        member.name = identity.read_name(name, "name")
    if role is not None:
        member.role = MemberRole(role)
    if language is not None:
        member.language = clean_value("language", language)
    if gets_messages is not None:
        member.gets_messages = gets_messages
    return _saved(member)


@transaction.atomic
def remove_member(member_id: int, now: datetime | None = None) -> Member:
    """They are signed out at once. Raises UnknownRow, WrongChoice."""
    member, now = _present(member_id), now or timezone.now()
    member.removed_at, member.phone, member.phone_digest, member.gets_messages = now, "", "", False  # type: ignore[assignment]
    member.save()
    sessions.end_sessions(SupplierSession.objects.filter(member=member), SessionEnd.REPLACED, now)
    return member


def _present(member_id: int) -> Member:
    member = find_row(Member, member_id, lock=True)
    if member.removed_at:
        raise WrongChoice(_("This member was removed."))
    return member


def _saved(member: Member) -> Member:
    try:
        with transaction.atomic():
            member.save()
    except IntegrityError as error:
        raise AlreadyThere(_("A member with this number is there already.")) from error
    return member
