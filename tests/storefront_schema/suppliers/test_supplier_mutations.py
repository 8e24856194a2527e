"""supplierCreate and supplierUpdate."""

from __future__ import annotations

from typing import Any

import pytest

from odop_consignment.models import Supplier
from odop_core.security.permissions import Permission
from storefront_schema import ids
from tests import factories
from tests.storefront_schema.client import mutate, refusals, staff
from tests.storefront_schema.goods import artisan

MAY = staff(Permission.MANAGE_CONSIGNMENT)
SELECTION = "supplier { id name nameHi language phone artisan { slug } }"


def create(**values: Any) -> dict[str, Any]:
    given = {"name": "Ramesh Kumar", "phone": "98000 00001"} | values
    return mutate("supplierCreate", SELECTION, MAY, input=("SupplierCreateInput!", given))


def update(supplier_id: str, **values: Any) -> dict[str, Any]:
    return mutate("supplierUpdate", SELECTION, MAY, id=("ID!", supplier_id), input=("SupplierUpdateInput!", values))


def test_a_supplier_is_added_with_a_phone_nobody_can_read_back() -> None:
    # given
    artisan()

    # when
    answer = create(nameHi="रमेश", language="EN", artisan="shabana")

    # then
    row = Supplier.objects.get()
    assert row.phone == "+919800000001"
    assert answer == {
        "supplier": {
            "id": ids.make("Supplier", row.pk),
            "name": "Ramesh Kumar",
            "nameHi": "रमेश",
            "language": "EN",
            "phone": "•••••••••0001",
            "artisan": {"slug": "shabana"},
        },
        "errors": [],
    }


def test_messages_are_in_hindi_unless_somebody_says_otherwise() -> None:
    assert create()["supplier"]["language"] == "HI"


@pytest.mark.parametrize(
    ("phone", "kept"),
    [
        ("9800000001", "+919800000001"),
        ("+91 98000-00001", "+919800000001"),
        ("098000 00001", "+919800000001"),
        ("+977 9800000001", "+9779800000001"),
    ],
)
def test_a_phone_number_is_kept_in_one_form(phone: str, kept: str) -> None:
    # when
    create(phone=phone)

    # then
    assert Supplier.objects.get().phone == kept


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"name": ""}, ("name", "REQUIRED")),
        ({"name": "234123412346"}, ("name", "INVALID")),
        ({"nameHi": "रमेश 2341 2341 2346"}, ("nameHi", "INVALID")),
        ({"phone": " "}, ("phone", "REQUIRED")),
        ({"phone": "12345"}, ("phone", "INVALID")),
        ({"phone": "+91 12345 67890"}, ("phone", "INVALID")),
        ({"phone": "234123412346"}, ("phone", "INVALID")),
        ({"artisan": "nobody"}, ("artisan", "NOT_FOUND")),
    ],
)
def test_what_cannot_be_used_is_refused(values: dict[str, Any], refusal: tuple[str, str]) -> None:
    assert refusals(create(**values)) == [refusal]
    assert not Supplier.objects.exists()


def test_a_form_with_five_mistakes_gets_five_errors_at_five_fields() -> None:
    # when
    answer = create(name=" ", phone="123", pan="abc", stateCode="99", artisan="nobody")

    # then
    assert dict(refusals(answer)) == {
        "name": "REQUIRED", "phone": "INVALID", "pan": "INVALID", "stateCode": "INVALID", "artisan": "NOT_FOUND"
    }  # fmt: skip
    assert not Supplier.objects.exists()


def test_only_what_is_given_changes() -> None:
    # given
    row = factories.supplier("Ramesh Kumar", name_hi="रमेश")

    # when
    answer = update(ids.make("Supplier", row.id), phone="9800000002")

    # then
    assert answer["supplier"]["phone"] == "•••••••••0002"
    assert answer["supplier"]["nameHi"] == "रमेश"
    assert Supplier.objects.get().language == "en"


def test_a_supplier_can_lose_the_artisan_shown_to_buyers() -> None:
    # given
    artisan()
    row = factories.supplier(artisan_slug="shabana")

    # when / then
    assert update(ids.make("Supplier", row.id), artisan="")["supplier"]["artisan"] is None


def test_a_change_of_nothing_changes_nothing() -> None:
    # given
    row = factories.supplier("Ramesh Kumar")

    # when / then
    assert update(ids.make("Supplier", row.id))["supplier"]["name"] == "Ramesh Kumar"


@pytest.mark.parametrize(
    ("supplier_id", "code"),
    [
        (ids.make("Supplier", 10**9), "NOT_FOUND"),
        (ids.make("Offer", 1), "GRAPHQL_ERROR"),
        (ids.make("Supplier", "one"), "GRAPHQL_ERROR"),
        (ids.make("Supplier", "9" * 30), "GRAPHQL_ERROR"),
        ("é", "GRAPHQL_ERROR"),
    ],
)
def test_an_unknown_supplier_cannot_be_changed(supplier_id: str, code: str) -> None:
    assert refusals(update(supplier_id, name="X")) == [("id", code)]
