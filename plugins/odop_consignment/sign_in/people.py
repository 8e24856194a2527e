"""For whom a telephone number signs in: suppliers whose own number it is, and members of a group.

Nobody signs in for a supplier who is closed or erased, nor with a number that was seen to be somebody else's.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from odop_consignment.models import CheckItem, Member, MemberRole, Supplier, SupplierState
from odop_consignment.suppliers.checklist import ChecklistItem, ItemStatus, checklists
from odop_core.security.encryption import digest_text

SIGNS_IN = Q(erased_at=None) & ~Q(state=SupplierState.CLOSED)


@dataclass(frozen=True)
class Person:
    """Somebody who may sign in for a supplier. `member_id` is None for the number of the supplier's own record."""

    supplier_id: int
    name: str
    name_hi: str
    language: str
    member_id: int | None = None
    role: MemberRole = MemberRole.OWNER


def digest_phone(phone: str) -> str:
    """As `Supplier.phone_digest` and `Member.phone_digest` are made."""
    return digest_text(f"phone:{phone}")


def find_people(phone_digest: str) -> list[Person]:
    """For whom this number signs in: who may sell first, then in the order they were recorded."""
    if not phone_digest:
        return []
    suppliers = list(Supplier.objects.filter(SIGNS_IN, phone_digest=phone_digest).order_by("id"))
    looked_at = checklists(suppliers)
    owners = [supplier for supplier in suppliers if not _is_refused(looked_at[supplier.pk])]
    rows = Member.objects.select_related("supplier").filter(phone_digest=phone_digest, removed_at=None).order_by("id")
    members = [row for row in rows if row.supplier.erased_at is None and row.supplier.state != SupplierState.CLOSED]
    found = [(owner.state, Person(owner.pk, owner.name, owner.name_hi, owner.language)) for owner in owners]
    found += [
        (row.supplier.state, Person(row.supplier_id, row.name, "", row.language, row.pk, MemberRole(row.role)))
        for row in members
        if row.supplier_id not in {owner.pk for owner in owners}
    ]
    return [person for _state, person in sorted(found, key=lambda one: one[0] != SupplierState.APPROVED)]


def _is_refused(items: list[ChecklistItem]) -> bool:
    return any(one.item == CheckItem.PHONE and one.status == ItemStatus.REFUSED for one in items)
