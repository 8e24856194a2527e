"""Members of a group: own numbers, own sign-in, and no longer than they are members."""

from __future__ import annotations

from typing import Any

import pytest

from odop_consignment.errors import AlreadyThere, WrongChoice
from odop_consignment.models import Member, Supplier
from odop_consignment.sign_in import members, sessions
from odop_consignment.suppliers.erasure import _erase
from odop_consignment.suppliers.identity import IdentityErrors
from tests import factories
from tests.odop_consignment.sign_in.signing_in import NOW, OTHER_PHONE, PHONE, asked, signed_in

pytestmark = pytest.mark.django_db


def member(supplier_id: int, **changes: Any) -> Member:
    return members.add_member(supplier_id, **{"name": "Bela", "phone": OTHER_PHONE, "by": "test"} | changes)


def test_a_member_signs_in_with_their_own_number() -> None:
    # given
    supplier = factories.supplier()
    added = member(supplier.id)

    # when
    found = sessions.read_access_token(signed_in(OTHER_PHONE).access_token, NOW)

    # then
    assert found is not None
    assert (found.supplier_id, found.member_id, found.role) == (supplier.id, added.pk, "helper")


def test_who_is_removed_is_signed_out_and_their_number_is_deleted() -> None:
    # given
    supplier = factories.supplier()
    added = member(supplier.id)
    tokens = signed_in(OTHER_PHONE)

    # when
    members.remove_member(added.pk, NOW)

    # then
    assert sessions.read_access_token(tokens.access_token, NOW) is None
    assert asked(OTHER_PHONE)[1] is None
    assert (Member.objects.get().phone, Member.objects.get().name) == ("", "Bela")


def test_who_was_removed_may_come_again() -> None:
    # given
    supplier = factories.supplier()
    members.remove_member(member(supplier.id).pk)

    # when / then
    assert member(supplier.id).pk


@pytest.mark.parametrize("phone", [PHONE, OTHER_PHONE], ids=["the supplier's own", "a member's"])
def test_a_number_is_there_once(phone: str) -> None:
    # given
    supplier = factories.supplier(phone_digest=members.people.digest_phone(PHONE))
    member(supplier.id)

    # when / then
    with pytest.raises(AlreadyThere):
        member(supplier.id, phone=phone)


def test_all_that_is_wrong_with_a_member_is_said_at_once() -> None:
    # given
    supplier = factories.supplier()

    # when / then
    with pytest.raises(IdentityErrors) as refused:
        member(supplier.id, name="", phone="12", language="fr")
    assert [getattr(error, "field", "") for error in refused.value.errors] == ["name", "phone", "language"]


def test_a_removed_member_is_not_changed() -> None:
    # given
    added = member(factories.supplier().id)
    members.remove_member(added.pk)

    # when / then
    with pytest.raises(WrongChoice):
        members.change_member(added.pk, role="owner")


def test_an_erased_suppliers_members_and_sessions_are_gone() -> None:
    # given
    supplier = factories.supplier(state="draft")
    member(supplier.id)
    signed_in(OTHER_PHONE)

    # when
    _erase(Supplier.objects.get(pk=supplier.id), "test")

    # then
    kept = Member.objects.get()
    assert (kept.name, kept.phone, kept.phone_digest) == ("", "", "")
    assert asked(OTHER_PHONE)[1] is None
