"""One-time codes: short-lived, used once, and telling nobody whose number is known.

The kinds are those of the OWASP Web Security Testing Guide (account enumeration, WSTG-IDNT-04; weak OTP, WSTG-ATHN-11).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from odop_consignment.models import CodePurpose, OneTimeCode, SupplierSession, SupplierState
from odop_consignment.sign_in import codes, entry
from odop_consignment.sign_in.errors import TooManyRequests, WrongCode
from odop_core.models import InboxEvent
from tests import factories
from tests.odop_consignment.sign_in.signing_in import NETWORK, NOW, OTHER_PHONE, PHONE, asked, signed_in

pytestmark = pytest.mark.django_db
UNKNOWN = "+919899999999"


def enter(handle: str, code: str, **changes: Any) -> entry.Entry:
    values: dict[str, Any] = {"network": NETWORK, "now": NOW} | changes
    return entry.sign_in(handle, code, **values)


def test_a_supplier_signs_in_with_the_code_sent_to_their_number() -> None:
    # given
    supplier = factories.supplier("Asha", language="hi", name_hi="आशा")
    handle, issued = asked()
    assert issued is not None

    # when
    tokens = enter(handle, issued.code).tokens

    # then
    assert (issued.phone, issued.language, issued.name_hi, len(issued.code)) == (PHONE, "hi", "आशा", 6)
    assert tokens is not None
    assert tokens.supplier_id == supplier.id


@pytest.mark.parametrize("write", ["{}", " {} ", "{}\u200b"], ids=["plain", "blanks", "invisible"])
@pytest.mark.parametrize("digits", ["0123456789", "०१२३४५६७८९", "٠١٢٣٤٥٦٧٨٩"], ids=["latin", "hindi", "arabic"])
def test_a_code_is_read_in_every_script(digits: str, write: str) -> None:
    # given
    factories.supplier()
    handle, issued = asked()
    assert issued is not None
    typed = "".join(digits[int(digit)] for digit in issued.code)

    # when / then
    assert enter(handle, write.format(f"{typed[:3]} {typed[3:]}")).tokens


def test_asking_for_a_number_that_nobody_has_does_and_answers_the_same() -> None:
    # given
    factories.supplier()

    # when
    with CaptureQueriesContext(
        connection,
    ) as known:
        first = codes.request_code(PHONE, network=NETWORK, now=NOW)
    with CaptureQueriesContext(connection) as unknown:
        second = codes.request_code(UNKNOWN, network=NETWORK, now=NOW)

    # then
    assert [query["sql"][:12] for query in known] == [query["sql"][:12] for query in unknown]
    assert (len(first.handle), first.expires_at) == (len(second.handle), second.expires_at)
    assert OneTimeCode.objects.filter(code_digest="").count() == 2


def test_no_code_is_made_for_a_number_that_nobody_has() -> None:
    # given
    handle, issued = asked(UNKNOWN)

    # when / then
    assert issued is None
    with pytest.raises(WrongCode):
        enter(handle, "000000")


@pytest.mark.parametrize("state", [SupplierState.CLOSED])
def test_nobody_signs_in_for_a_supplier_who_is_closed(state: str) -> None:
    # given
    factories.supplier(state=state)

    # when / then
    assert asked()[1] is None


def test_no_code_and_no_number_is_kept_in_clear() -> None:
    # given
    factories.supplier()

    # when
    handle, issued = asked()

    # then
    assert issued is not None
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM odop_consignment_onetimecode t")
        (row,) = (text for (text,) in cursor.fetchall())
    event = InboxEvent.objects.get(kind="consignment.code_requested")
    for kept in (row, str(event.payload), event.key):
        assert [secret for secret in (issued.code, handle, PHONE, PHONE[3:]) if secret in kept.split("|")] == []
    assert PHONE[3:] not in row
    assert PHONE[3:] not in str(event.payload)
    assert handle not in row


def test_a_code_is_used_once() -> None:
    # given
    factories.supplier()
    handle, issued = asked()
    assert issued is not None
    enter(handle, issued.code)

    # when / then
    with pytest.raises(WrongCode):
        enter(handle, issued.code)
    assert SupplierSession.objects.count() == 1


def test_a_used_code_ends_the_others_of_the_number() -> None:
    # given
    factories.supplier()
    (first, one), (second, two) = asked(), asked()
    assert one
    assert two
    enter(second, two.code)

    # when / then
    with pytest.raises(WrongCode):
        enter(first, one.code)


def test_a_code_holds_for_ten_minutes() -> None:
    # given
    factories.supplier()
    handle, issued = asked()
    assert issued is not None

    # when / then
    with pytest.raises(WrongCode):
        enter(handle, issued.code, now=NOW + codes.GOOD_FOR)
    assert enter(handle, issued.code, now=NOW + codes.GOOD_FOR - timedelta(seconds=1)).tokens


def test_after_five_wrong_tries_the_right_code_is_wrong_too() -> None:
    # given
    factories.supplier()
    handle, issued = asked()
    assert issued is not None
    wrong = f"{(int(issued.code) + 1) % 10**6:06}"
    for _try in range(codes.MOST_TRIES):
        with pytest.raises(WrongCode):
            enter(handle, wrong)

    # when / then
    with pytest.raises(WrongCode):
        enter(handle, issued.code)


@pytest.mark.parametrize("handle", ["", "x", "no-such-handle"])
def test_a_code_without_its_handle_opens_nothing(handle: str) -> None:
    # given
    factories.supplier()
    _handle, issued = asked()
    assert issued is not None

    # when / then
    with pytest.raises(WrongCode):
        enter(handle, issued.code)


def test_the_code_of_one_supplier_opens_nothing_with_the_handle_of_another() -> None:
    # given
    factories.supplier("Asha")
    factories.supplier("Bela", phone=OTHER_PHONE, phone_digest=codes.people.digest_phone(OTHER_PHONE))
    (ashas, _code), (_handle, belas) = asked(), asked(OTHER_PHONE)
    assert belas is not None

    # when / then
    with pytest.raises(WrongCode):
        enter(ashas, belas.code)


def test_a_code_to_change_a_number_signs_nobody_in() -> None:
    # given
    supplier = factories.supplier()
    handle, issued = asked(OTHER_PHONE, purpose=CodePurpose.CHANGE_PHONE, supplier_id=supplier.id)
    assert issued is not None

    # when / then
    with pytest.raises(WrongCode):
        enter(handle, issued.code)


def test_a_code_is_made_once_however_often_the_event_is_handled() -> None:
    # given
    factories.supplier()
    asked()

    # when / then
    assert codes.issue_code(OneTimeCode.objects.get().pk, NOW) is None


def test_a_code_that_could_not_be_sent_in_time_is_not_made() -> None:
    # given
    factories.supplier()
    codes.request_code(PHONE, network=NETWORK, now=NOW)

    # when / then
    assert codes.issue_code(OneTimeCode.objects.get().pk, NOW + codes.GOOD_FOR) is None


@pytest.mark.parametrize("phone", [PHONE, UNKNOWN], ids=["known", "unknown"])
def test_a_number_gets_five_codes_in_an_hour(phone: str) -> None:
    # given
    factories.supplier()
    for number in range(codes.OF_NUMBER.most):
        codes.request_code(phone, network=f"network-{number}", now=NOW)

    # when / then
    with pytest.raises(TooManyRequests, match="Try again in"):
        codes.request_code(phone, network="another", now=NOW)


def test_a_network_does_not_ask_for_one_number_after_the_other() -> None:
    # given
    codes.OF_NETWORK.spend(NETWORK, codes.OF_NETWORK.most)

    # when / then
    with pytest.raises(TooManyRequests):
        codes.request_code(PHONE, network=NETWORK, now=NOW)


def test_a_network_does_not_try_one_code_after_the_other() -> None:
    # given
    factories.supplier()
    handle, issued = asked()
    assert issued is not None
    codes.TRIES_OF_NETWORK.spend(NETWORK, codes.TRIES_OF_NETWORK.most)

    # when / then
    with pytest.raises(TooManyRequests):
        enter(handle, issued.code)


def test_who_has_one_number_for_two_suppliers_chooses() -> None:
    # given
    factories.supplier("Asha")
    second = factories.supplier("Asha's group")
    handle, issued = asked()
    assert issued is not None

    # when
    choice = enter(handle, issued.code)
    chosen = enter(handle, issued.code, supplier_id=second.id)

    # then
    assert choice.tokens is None
    assert [person.name for person in choice.people] == ["Asha", "Asha's group"]
    assert chosen.tokens is not None
    assert chosen.tokens.supplier_id == second.id


def test_nobody_chooses_a_supplier_whose_number_it_is_not() -> None:
    # given
    factories.supplier("Asha")
    other = factories.supplier("Bela", phone=OTHER_PHONE, phone_digest=codes.people.digest_phone(OTHER_PHONE))
    handle, issued = asked()
    assert issued is not None

    # when / then
    with pytest.raises(WrongCode):
        enter(handle, issued.code, supplier_id=other.id)


def test_old_codes_are_deleted() -> None:
    # given
    factories.supplier()
    signed_in()

    # when / then
    assert codes.delete_expired(NOW + timedelta(hours=1)) == 0
    assert codes.delete_expired(NOW + timedelta(days=2)) == 1
