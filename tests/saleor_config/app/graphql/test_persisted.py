"""Public documents by GET, which caches may keep."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import graphene
import pytest
from django.test import Client
from graphql.language import ast
from graphql.language.parser import parse
from graphql.language.visitor import Visitor, visit
from graphql.utils.type_info import TypeInfo

from devtools.replay import RecordedSaleor
from saleor_config.app.graphql import endpoint, persisted
from storefront_schema.app import schema
from storefront_schema.guards import GuardedField

pytestmark = pytest.mark.django_db


def hash_of(name: str) -> str:
    return hashlib.sha256((endpoint.explorer.OPERATIONS / f"{name}.graphql").read_bytes()).hexdigest()


def get(client: Client, name: str = "districts", headers: dict[str, str] | None = None, **parameters: Any) -> Any:
    """As Apollo's persisted query link sends it."""
    extensions = json.dumps({"persistedQuery": {"version": 1, "sha256Hash": hash_of(name)}})
    asked = {"extensions": extensions} | {key: json.dumps(value) for key, value in parameters.items()}
    return client.get("/graphql/", asked, headers={"Accept": "*/*"} | (headers or {}))


@pytest.mark.parametrize("name", persisted.PUBLIC)
def test_a_public_document_is_a_query_of_what_everybody_may_see(name: str) -> None:
    # given
    document = parse((endpoint.explorer.OPERATIONS / f"{name}.graphql").read_text(encoding="utf-8"))

    # when / then
    assert [definition.operation for definition in document.definitions] == ["query"]
    assert [field for field in fields_of(document) if isinstance(field, GuardedField)] == []


def fields_of(document: ast.Document) -> Iterator[Any]:
    """What graphene made of each field that the document asks for."""
    found: list[Any] = []
    types = TypeInfo(schema())

    class Fields(Visitor):
        def enter(self, node: Any, *_rest: Any) -> None:
            types.enter(node)
            if isinstance(node, ast.Field) and types.get_parent_type() is not None:
                of_graphene = types.get_parent_type().graphene_type._meta.fields
                found.extend(
                    field for name, field in of_graphene.items() if name.replace("_", "") == node.name.value.lower()
                )

        def leave(self, node: Any, *_rest: Any) -> None:
            types.leave(node)

    visit(document, Fields())
    return iter(found)


def test_a_cache_may_keep_what_everybody_may_see(client: Client) -> None:
    # when
    answer = get(client)

    # then
    assert len(answer.json()["data"]["districts"]) == 75
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert answer.headers["ETag"].startswith('"')
    assert set(answer.headers["Vary"].split(", ")) == {"Accept-Language", "Authorization"}
    assert answer.headers.get("Access-Control-Allow-Origin") is None


def test_variables_are_taken_from_the_address(client: Client) -> None:
    assert get(client, "district_page", variables={"slug": "lucknow", "language": "HI"}).json()["data"]["district"]


def test_what_has_not_changed_is_not_sent_again(client: Client) -> None:
    # given
    etag = get(client).headers["ETag"]

    # when
    again = get(client, headers={"If-None-Match": etag})
    other = get(client, headers={"If-None-Match": etag}, variables={"language": "HI"})

    # then
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"] == "public, max-age=60"
    assert again.headers["ETag"] == etag
    assert other.status_code == 200


def test_an_answer_for_who_is_signed_in_is_kept_by_nobody(
    client: Client, saleor: RecordedSaleor, installation: object
) -> None:
    # given
    token = saleor.user_token(user_id="VXNlcjox", is_staff=False)

    # when
    answer = get(client, headers={"Authorization": f"Bearer {token}"})

    # then
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in answer.headers


def test_a_bad_token_is_refused_by_get_too(client: Client, installation: object) -> None:
    # when
    answer = get(client, headers={"Authorization": "Bearer nonsense"})

    # then
    assert answer.status_code == 401
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("name", ["verify_label", "staff_suppliers", "supplier_home", "staff_verify_claim"])
def test_other_documents_are_not_answered_by_get(client: Client, name: str) -> None:
    """Apollo's clients take the code for "send the document by POST" (automatic persisted queries)."""
    # when
    answer = get(client, name)

    # then
    assert answer.json()["errors"][0]["message"] == "PersistedQueryNotFound"
    assert answer.json()["errors"][0]["extensions"]["code"] == "PERSISTED_QUERY_NOT_FOUND"
    assert "no-store" in answer.headers["Cache-Control"]


def test_no_text_of_a_question_is_taken_from_an_address(client: Client) -> None:
    assert client.get("/graphql/", {"query": "{ __typename }"}, headers={"Accept": "*/*"}).status_code == 405


@pytest.mark.parametrize(
    "parameters",
    [
        {"extensions": "nonsense"},
        {"extensions": "[]"},
        {"extensions": "{}"},
        {"extensions": '{"persistedQuery": {"sha256Hash": 5}}'},
        {"extensions": '{"persistedQuery": "x"}'},
        {"extensions": "HASH", "variables": "nonsense"},
        {"extensions": "HASH", "variables": "[1]"},
        {"extensions": "HASH", "variables": '{"language": "\\u0000"}'},
        {"extensions": "HASH", "variables": '{"language": "XX"}'},
        {"extensions": "HASH", "operationName": "Other"},
    ],
)
def test_what_is_no_question_is_refused_and_not_kept(client: Client, parameters: dict[str, str]) -> None:
    # given
    right = json.dumps({"persistedQuery": {"version": 1, "sha256Hash": hash_of("districts")}})
    asked = {name: value.replace("HASH", right) for name, value in parameters.items()}

    # when
    answer = client.get("/graphql/", asked, headers={"Accept": "*/*"})

    # then
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["message"]
    assert "no-store" in answer.headers["Cache-Control"]


def test_an_answer_of_which_a_field_failed_is_kept_by_nobody(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    class Query(graphene.ObjectType):
        districts = graphene.List(graphene.String)

        @staticmethod
        def resolve_districts(_root: None, _info: object) -> str:
            raise RuntimeError("The database is away.")

    monkeypatch.setattr(endpoint, "_schema", lambda: graphene.Schema(query=Query))
    hashed = hashlib.sha256(b"{ districts }").hexdigest()
    monkeypatch.setattr(persisted, "documents", lambda: {hashed: "{ districts }"})
    extensions = json.dumps({"persistedQuery": {"version": 1, "sha256Hash": hashed}})

    # when
    answer = client.get("/graphql/", {"extensions": extensions})

    # then
    assert answer.json()["data"] == {"districts": None}
    assert answer.headers["Cache-Control"] == "private, no-store"
