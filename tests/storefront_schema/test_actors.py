"""Who did something: one type, whoever it was and however it was written down."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from graphql.type.definition import GraphQLObjectType, get_named_type

from odop_consignment.models import OnboardingStep, Supplier
from odop_notifications.api import helpline
from storefront_schema import ids
from storefront_schema.app import schema
from tests import factories
from tests.storefront_schema.client import STAFF, ask

USER = ids.make("User", 7)
EVENTS = """query($id: ID!) { supplier(id: $id) {
  events { createdBy { kind id name user { id } app { id } supplier { name } recordedAs } }
} }"""
NOBODY = {"id": None, "name": None, "user": None, "app": None, "supplier": None}


def actor(recorded: str) -> dict[str, Any]:
    """As it is shown of an event that was recorded so."""
    supplier = factories.supplier("Shabana")
    OnboardingStep.objects.create(supplier_id=supplier.id, before="draft", after="draft", moved_by=recorded)
    shown: dict[str, Any] = ask(EVENTS, STAFF, id=ids.make("Supplier", supplier.id))["supplier"]["events"][-1]
    assert shown["createdBy"].pop("recordedAs") == recorded
    return shown["createdBy"]


@pytest.mark.parametrize("recorded", [USER, f"import:{USER}", f"helpline:{USER}", f"elsewhere:{USER}"])
def test_a_user_is_the_same_however_they_did_it(recorded: str) -> None:
    assert actor(recorded) == NOBODY | {"kind": "USER", "id": USER, "user": {"id": USER}}


@pytest.mark.parametrize("recorded", ["system", "store", "calendar", "carrier:manual", "shipped", "import:staff"])
def test_what_was_no_person_is_the_system(recorded: str) -> None:
    assert actor(recorded) == NOBODY | {"kind": "SYSTEM"}


def test_a_bank_account_that_an_objection_stopped_was_stopped_by_a_supplier() -> None:
    assert actor("objection:12") == NOBODY | {"kind": "SUPPLIER"}


def test_an_app_is_named_where_it_was_recorded() -> None:
    app = ids.make("App", 3)
    assert actor("app") == NOBODY | {"kind": "APP"}
    assert actor(f"app:{app}") == actor(f"import:app:{app}") == NOBODY | {"kind": "APP", "app": {"id": app}}


def test_a_supplier_is_known_by_their_account_and_by_an_answer() -> None:
    # given
    account = ids.make("User", 8)
    own = factories.supplier("Irfan")
    Supplier.objects.filter(pk=own.id).update(user_id=account)

    # when / then
    who = {"kind": "SUPPLIER", "id": account, "user": {"id": account}, "name": "Irfan", "supplier": {"name": "Irfan"}}
    assert actor(account) == NOBODY | who
    code = {"kind": "SUPPLIER", "name": "Irfan", "supplier": {"name": "Irfan"}}
    assert actor(f"supplier:{own.id}") == actor(f"supplier:{own.id}:member-3") == NOBODY | code
    assert actor("supplier:sms") == NOBODY | {"kind": "SUPPLIER"}


def test_an_operator_has_the_name_of_the_helpline_and_their_account() -> None:
    # given
    helpline.save_operator("Asha", user_id=USER)

    # when / then
    assert actor("helpline:Asha") == NOBODY | {"kind": "USER", "id": USER, "user": {"id": USER}, "name": "Asha"}


def test_people_cost_the_same_few_queries_however_many_there_are() -> None:
    # given
    supplier = factories.supplier()

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            ask(EVENTS, STAFF, id=ids.make("Supplier", supplier.id))
        return len(queries)

    def write(number: int) -> None:
        OnboardingStep.objects.create(
            supplier_id=supplier.id, before="draft", after="draft", moved_by=ids.make("User", number)
        )

    write(1)
    with_one = count()

    # when
    for number in range(2, 9):
        write(number)

    # then
    assert count() == with_one


def fields() -> list[tuple[str, str, Any]]:
    """Every field of our types, with its type."""
    return [
        (kind.name, name, field.type)
        for kind in schema().get_type_map().values()
        if isinstance(kind, GraphQLObjectType) and not kind.name.startswith("__")
        for name, field in kind.fields.items()
    ]


def test_whoever_did_something_is_an_actor() -> None:
    # given: a name under a contract is a text, "by" in a time is none of somebody, and terms say which side pays
    others = {"signedBy", "neededBy", "sellBy", "soldBy", "shippingPaidBy", "returnShippingPaidBy"}

    # when
    texts = [(of, name) for of, name, kind in fields() if name.endswith("By") and str(kind).strip("!") != "OdopActor"]

    # then
    assert {name for _of, name in texts} <= others


def test_an_object_is_a_field_and_no_bare_id() -> None:
    # given: Saleor's order lines have no key for a router; an objection is about one of six types, and what
    # was done may be done to any
    no_objects_of_ours = {
        ("ConsignmentSale", "orderLineId"), ("SupplierObjection", "subjectId"), ("OdopAuditEvent", "objectId")
    }  # fmt: skip

    # when
    bare = {(of, name) for of, name, kind in fields() if str(get_named_type(kind)) == "ID" and name != "id"}

    # then
    assert bare == no_objects_of_ours
