"""Sessions: short tokens, refresh tokens that work once, and an end that holds at once.

The kinds are those of RFC 9700 (OAuth 2.0 Security Best Current Practice), 4.14.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from odop_consignment.api import sign_in as api
from odop_consignment.models import RefreshToken, Supplier, SupplierSession, SupplierState
from odop_consignment.sign_in import members, sessions
from odop_consignment.sign_in.errors import WrongToken
from odop_consignment.suppliers import records
from tests import factories
from tests.odop_consignment.sign_in.signing_in import NOW, OTHER_PHONE, signed_in

pytestmark = pytest.mark.django_db


def test_an_access_token_tells_who_it_is() -> None:
    # given
    supplier = factories.supplier()

    # when
    found = sessions.read_access_token(signed_in().access_token, NOW)

    # then
    assert found is not None
    assert (found.supplier_id, found.member_id, found.role) == (supplier.id, None, "owner")


def test_an_access_token_is_short_lived() -> None:
    # given
    factories.supplier()
    token = signed_in().access_token

    # when / then
    assert sessions.read_access_token(token, NOW + sessions.ACCESS_GOOD_FOR - timedelta(seconds=1))
    assert sessions.read_access_token(token, NOW + sessions.ACCESS_GOOD_FOR) is None


@pytest.mark.parametrize("token", ["", "odop_at_", "odop_at_x", "eyJhbGciOiJub25lIn0.e30."])
def test_other_tokens_are_nobodys(token: str) -> None:
    assert sessions.read_access_token(token, NOW) is None


def test_a_refresh_token_gives_new_tokens_and_ends_the_old_access_token() -> None:
    # given
    factories.supplier()
    first = signed_in()

    # when
    second = sessions.refresh_session(first.refresh_token, NOW + timedelta(minutes=5))

    # then
    later = NOW + timedelta(minutes=6)
    assert sessions.read_access_token(first.access_token, later) is None
    assert sessions.read_access_token(second.access_token, later)
    assert second.refresh_token != first.refresh_token


def test_a_refresh_token_shown_twice_ends_the_session() -> None:
    # given
    factories.supplier()
    first = signed_in()
    second = sessions.refresh_session(first.refresh_token, NOW)

    # when
    with pytest.raises(WrongToken):
        sessions.refresh_session(first.refresh_token, NOW)

    # then: for the thief and for the other one
    assert sessions.read_access_token(second.access_token, NOW) is None
    with pytest.raises(WrongToken):
        sessions.refresh_session(second.refresh_token, NOW)
    assert SupplierSession.objects.get().ended_because == "reused"


def test_the_end_of_one_session_leaves_the_others() -> None:
    # given
    factories.supplier()
    first, other = signed_in(), signed_in()
    sessions.refresh_session(first.refresh_token, NOW)

    # when
    with pytest.raises(WrongToken):
        sessions.refresh_session(first.refresh_token, NOW)

    # then
    assert sessions.read_access_token(other.access_token, NOW)


def test_a_refresh_token_expires() -> None:
    # given
    factories.supplier()
    tokens = signed_in()

    # when / then
    with pytest.raises(WrongToken):
        sessions.refresh_session(tokens.refresh_token, NOW + sessions.REFRESH_GOOD_FOR)


@pytest.mark.parametrize("token", ["", "odop_rt_x"])
def test_an_unknown_refresh_token_is_refused(token: str) -> None:
    with pytest.raises(WrongToken):
        sessions.refresh_session(token, NOW)


def test_an_access_token_is_no_refresh_token() -> None:
    # given
    factories.supplier()

    # when / then
    with pytest.raises(WrongToken):
        sessions.refresh_session(signed_in().access_token, NOW)


def test_signing_out_ends_a_session_at_once() -> None:
    # given
    factories.supplier()
    tokens = signed_in()

    # when
    api.end_session(tokens.session_id)

    # then
    assert sessions.read_access_token(tokens.access_token, NOW) is None
    with pytest.raises(WrongToken):
        sessions.refresh_session(tokens.refresh_token, NOW)


def test_signing_out_everywhere_is_for_one_person() -> None:
    # given
    supplier = factories.supplier()
    members.add_member(supplier.id, name="Bela", phone=OTHER_PHONE, by="test")
    own, also_own, of_member = signed_in(), signed_in(), signed_in(OTHER_PHONE)

    # when
    ended = api.end_sessions(supplier.id, None)

    # then
    assert ended == 2
    assert [bool(sessions.read_access_token(one.access_token, NOW)) for one in (own, also_own, of_member)] == [
        False, False, True,
    ]  # fmt: skip


def test_a_session_ends_with_the_number_it_was_begun_with() -> None:
    # given
    supplier = factories.supplier()
    tokens = signed_in()

    # when: staff change it
    records.change_supplier(supplier.id, by="staff", phone=OTHER_PHONE)

    # then
    assert sessions.read_access_token(tokens.access_token, NOW) is None
    with pytest.raises(WrongToken):
        sessions.refresh_session(tokens.refresh_token, NOW)


def test_a_session_ends_with_the_supplier() -> None:
    # given
    factories.supplier()
    tokens = signed_in()

    # when
    Supplier.objects.update(state=SupplierState.CLOSED)

    # then
    assert sessions.read_access_token(tokens.access_token, NOW) is None


def test_no_token_is_kept_in_clear() -> None:
    # given
    factories.supplier()
    tokens = signed_in(device="Redmi 9A")

    # when
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM odop_consignment_suppliersession t")
        kept = str(cursor.fetchall())
        cursor.execute("SELECT t::text FROM odop_consignment_refreshtoken t")
        kept += str(cursor.fetchall())

    # then
    assert "Redmi" in kept
    assert tokens.access_token not in kept
    assert tokens.refresh_token not in kept
    assert tokens.access_token not in repr(tokens)
    assert tokens.refresh_token not in repr(tokens)


def test_own_sessions_are_listed_with_their_device() -> None:
    # given
    supplier = factories.supplier()
    signed_in(device="Redmi 9A")
    api.end_session(signed_in(device="Lost").session_id)

    # when
    (found,) = api.sessions_of_suppliers([supplier.id])[supplier.id]

    # then
    assert (found.device, found.member_id) == ("Redmi 9A", None)


def test_sessions_that_nobody_can_renew_are_deleted() -> None:
    # given
    factories.supplier()
    signed_in()

    # when / then
    assert sessions.delete_ended(NOW + sessions.REFRESH_GOOD_FOR - timedelta(days=1)) == 0
    assert sessions.delete_ended(NOW + sessions.REFRESH_GOOD_FOR + timedelta(days=1)) == 1
    assert RefreshToken.objects.count() == 0
