"""Metadata and external references, as Saleor's objects have them."""

from __future__ import annotations

from typing import Any

import pytest

from odop_core import metadata
from odop_core.security.permissions import Permission
from odop_provenance.api import artisans
from storefront_schema import app, ids
from storefront_schema.metadata import INTEGRATED
from tests import factories
from tests.storefront_schema.client import BUYER, STAFF, answer_to, staff

pytestmark = pytest.mark.django_db
PLAIN_AADHAAR = "234123412346"
READ = """{ supplier(id: "%s") {
  externalReference metadata { key value } metafield(key: "erp") metafields(keys: ["erp", "none"])
  privateMetadata { key value } privateMetafield(key: "note") privateMetafields
} }"""


@pytest.fixture
def supplier_id() -> str:
    return ids.make("Supplier", factories.supplier("Sita Devi").id)


def data_of(answer: Any) -> dict[str, Any]:
    assert answer.data is not None, answer
    found: dict[str, Any] = answer.data
    return found


def change(name: str, object_id: str, viewer: Any = STAFF, **arguments: Any) -> Any:
    """`arguments` are (type, value)."""
    declared = "".join(f", ${key}: {kind}" for key, (kind, _) in arguments.items())
    passed = "".join(f", {key}: ${key}" for key in arguments)
    asked = f"""mutation($id: ID!{declared}) {{ {name}(id: $id{passed}) {{
        item {{ __typename ... on Node {{ id }} ... on ObjectWithMetadata {{ metadata {{ key value }}
        privateMetadata {{ key value }} }} ... on Supplier {{ externalReference }} }}
        errors {{ field code message }} }} }}"""
    return answer_to(asked, viewer, id=object_id, **{key: value for key, (_, value) in arguments.items()})


def items(**given: str) -> tuple[str, list[dict[str, str]]]:
    return "[MetadataInput!]!", [{"key": key, "value": value} for key, value in given.items()]


def test_an_app_keeps_and_reads_metadata(supplier_id: str) -> None:
    # when
    changed = change("odopMetadataUpdate", supplier_id, input=items(erp="V-17", unit="kanpur"))
    change("odopPrivateMetadataUpdate", supplier_id, input=items(note="pays late"))
    change("odopMetadataDelete", supplier_id, keys=("[String!]!", ["unit", "never there"]))
    change("odopExternalReferenceUpdate", supplier_id, externalReference=("String", "tally:17"))

    # then
    assert data_of(changed)["odopMetadataUpdate"]["item"]["__typename"] == "Supplier"
    assert data_of(changed)["odopMetadataUpdate"]["item"]["metadata"] == [
        {"key": "erp", "value": "V-17"}, {"key": "unit", "value": "kanpur"},
    ]  # fmt: skip
    assert data_of(answer_to(READ % supplier_id, STAFF))["supplier"] == {
        "externalReference": "tally:17",
        "metadata": [{"key": "erp", "value": "V-17"}], "metafield": "V-17", "metafields": {"erp": "V-17"},
        "privateMetadata": [{"key": "note", "value": "pays late"}], "privateMetafield": "pays late",
        "privateMetafields": {"note": "pays late"},
    }  # fmt: skip


def test_the_last_change_of_a_request_is_in_its_answer(supplier_id: str) -> None:
    # when
    asked = """mutation($id: ID!, $a: [MetadataInput!]!, $b: [MetadataInput!]!) {
      first: odopMetadataUpdate(id: $id, input: $a) { item { ... on ObjectWithMetadata { metafield(key: "k") } } }
      second: odopMetadataUpdate(id: $id, input: $b) { item { ... on ObjectWithMetadata { metafield(key: "k") } } }
    }"""
    answer = answer_to(asked, STAFF, id=supplier_id, a=items(k="1")[1], b=items(k="2")[1])

    # then
    assert data_of(answer)["second"]["item"]["metafield"] == "2"


def test_a_row_is_found_by_what_another_system_calls_it(supplier_id: str) -> None:
    # given
    change("odopExternalReferenceUpdate", supplier_id, externalReference=("String", "tally:17"))

    # when / then
    def ask(arguments: str) -> Any:
        return answer_to("{ supplier" + arguments + " { id } }", STAFF)

    assert ask('(externalReference: "tally:17")').data == {"supplier": {"id": supplier_id}}
    assert ask('(externalReference: "tally:18")').data == {"supplier": None}
    assert ask("").messages == ["Give either the id or the externalReference."]
    assert ask(f'(id: "{supplier_id}", externalReference: "tally:17")').messages == [
        "Give either the id or the externalReference."
    ]


def test_no_two_rows_of_a_type_have_one_reference(supplier_id: str) -> None:
    # given
    other = ids.make("Supplier", factories.supplier("Other", phone="+919800000002").id)
    change("odopExternalReferenceUpdate", supplier_id, externalReference=("String", "17"))

    # when
    answer = change("odopExternalReferenceUpdate", other, externalReference=("String", "17"))

    # then
    assert data_of(answer)["odopExternalReferenceUpdate"]["errors"] == [
        {"field": "externalReference", "code": "UNIQUE", "message": "Another object of this type has this reference."}
    ]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"": "x"}, "INVALID"),
        ({"k" * 257: "x"}, "LIMIT"),
        ({"k": "x" * 5001}, "LIMIT"),
        ({f"k{i}": "x" for i in range(101)}, "LIMIT"),
        ({"k": PLAIN_AADHAAR}, "INVALID"),
        ({PLAIN_AADHAAR: "x"}, "INVALID"),
    ],
    ids=["empty-key", "long-key", "long-value", "many", "aadhaar", "aadhaar-key"],
)
def test_what_cannot_be_kept_is_refused(supplier_id: str, given: dict[str, str], code: str) -> None:
    # when
    answer = change("odopMetadataUpdate", supplier_id, input=items(**given))

    # then
    assert [error["code"] for error in data_of(answer)["odopMetadataUpdate"]["errors"]] == [code]
    assert data_of(answer_to(READ % supplier_id, STAFF))["supplier"]["metadata"] == []


@pytest.mark.parametrize(
    ("object_id", "code"),
    [
        (ids.make("Supplier", 10**9), "NOT_FOUND"),
        (ids.make("Supplier", "x"), "GRAPHQL_ERROR"),
        (ids.make("District", 118), "GRAPHQL_ERROR"),
        ("nonsense", "GRAPHQL_ERROR"),
    ],
)
def test_an_object_that_is_not_there_is_refused(object_id: str, code: str) -> None:
    # when
    answer = change("odopMetadataUpdate", object_id, input=items(k="v"))

    # then
    assert [error["code"] for error in data_of(answer)["odopMetadataUpdate"]["errors"]] == [code]


def test_who_manages_artisans_cannot_write_at_suppliers(supplier_id: str) -> None:
    # when
    answer = change(
        "odopMetadataUpdate", supplier_id, staff(Permission.MANAGE_PROVENANCE), input=items(k="v")
    )  # fmt: skip

    # then
    assert answer.is_refused
    assert metadata.metadata_of("Supplier", [ids.key_of("Supplier", supplier_id)]) == {}


def test_buyers_read_the_public_metadata_of_an_artisan_and_nothing_private(supplier_id: str) -> None:
    # given
    artisans.create_artisan("sita-devi", name="Sita Devi", district_slug="lucknow")
    metadata.update_metadata("Artisan", "sita-devi", "metadata", {"room": "7"})
    metadata.update_metadata("Artisan", "sita-devi", "private_metadata", {"note": "x"})

    # when / then
    asked = '{ artisan(slug: "sita-devi") { metafield(key: "room") %s } }'
    assert answer_to(asked % "", BUYER).data == {"artisan": {"metafield": "7"}}
    assert answer_to(asked % 'privateMetafield(key: "note")', BUYER).is_refused


def test_the_merchants_systems_reach_these() -> None:
    assert set(INTEGRATED) == {
        "Agreement", "Artisan", "ConsignmentLot", "ConsignmentNote", "ConsignmentSale", "Offer", "Supplier",
    }  # fmt: skip
    types = app.schema().get_type_map()
    assert {kind.name for kind in types["OdopObjectWithMetadata"].types} == set(INTEGRATED)
    assert all("ObjectWithMetadata" in {each.name for each in types[name].interfaces} for name in INTEGRATED)
