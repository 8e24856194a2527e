"""The GraphQL endpoint and its explorer."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import graphene
import pytest
from django.test import Client
from graphql import GraphQLError

from devtools.replay import RecordedSaleor
from saleor_config.app.graphql import endpoint as endpoint
from saleor_config.app.graphql.explorer import OPERATIONS

pytestmark = pytest.mark.django_db
Ask = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A schema whose fields fail in the two ways fields do."""

    class Query(graphene.ObjectType):
        bug = graphene.String()
        refusal = graphene.String()

        @staticmethod
        def resolve_bug(_root: None, _info: object) -> str:
            raise RuntimeError("password in clear: hunter2")

        @staticmethod
        def resolve_refusal(_root: None, _info: object) -> str:
            raise GraphQLError("You may not see this.")

    monkeypatch.setattr(endpoint, "_schema", lambda: graphene.Schema(query=Query))


def test_a_visitor_may_ask_for_districts(ask: Ask) -> None:
    # when
    status, answer = ask("{ districts { slug } }")

    # then
    assert status == 200
    assert len(answer["data"]["districts"]) == 75


def test_variables_are_passed_on(ask: Ask) -> None:
    # when
    _status, answer = ask("query One($slug: String!) { district(slug: $slug) { slug } }", slug="lucknow")

    # then
    assert answer == {"data": {"district": {"slug": "lucknow"}}}


def test_the_operation_can_be_named(client: Client) -> None:
    # given
    body = {"query": "query A { a: __typename } query B { b: __typename }", "operationName": "B"}

    # when
    answer = client.post("/graphql/", data=json.dumps(body), content_type="application/json").json()

    # then
    assert answer == {"data": {"b": "Query"}}


def test_a_bad_token_is_refused_and_not_taken_for_a_visitor(ask: Ask, installation: object) -> None:
    # when
    status, answer = ask("{ __typename }", token="nonsense")

    # then
    assert status == 401
    assert answer["errors"][0]["extensions"]["exception"]["code"] == "InvalidTokenError"


def test_staff_see_what_visitors_do_not(ask: Ask, saleor: RecordedSaleor, installation: object) -> None:
    # given
    question = (
        "{ consignmentSales(where: {isAssigned: false}, sortBy: {field: CREATED_AT, direction: ASC}, first: 1) "
        "{ edges { node { id } } } }"
    )
    staff = saleor.user_token(user_id="VXNlcjox", is_staff=True, permissions=("MANAGE_ORDERS",))

    # when
    _status, as_visitor = ask(question)
    _status, as_staff = ask(question, token=staff)

    # then
    assert as_visitor["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"
    assert as_staff == {"data": {"consignmentSales": {"edges": []}}}


def test_a_syntax_error_is_told_to_the_client(ask: Ask) -> None:
    # when
    status, answer = ask("{ districts { slug ")

    # then
    assert status == 400
    assert "Syntax Error" in answer["errors"][0]["message"]


def test_an_unknown_field_is_told_to_the_client(ask: Ask) -> None:
    # when
    status, answer = ask("{ nonsense }")

    # then
    assert status == 400
    assert "nonsense" in answer["errors"][0]["message"]


def test_variables_that_do_not_fit_are_told_to_the_client(ask: Ask) -> None:
    # when
    status, answer = ask("query One($slug: String!) { district(slug: $slug) { slug } }")

    # then
    assert status == 400
    assert "slug" in answer["errors"][0]["message"]


def test_a_bug_is_not_shown(ask: Ask, broken: None) -> None:
    # when
    status, answer = ask("{ bug }")

    # then
    assert status == 200
    assert answer["errors"][0]["message"] == "Internal Server Error"
    assert "hunter2" not in json.dumps(answer)


def test_a_bug_is_shown_while_developing(ask: Ask, broken: None, settings: Any) -> None:
    # given
    settings.DEBUG = True

    # when
    _status, answer = ask("{ bug }")

    # then
    assert "hunter2" in answer["errors"][0]["message"]


def test_a_refusal_keeps_its_words(ask: Ask, broken: None) -> None:
    # when
    _status, answer = ask("{ refusal }")

    # then
    assert answer["errors"][0]["message"] == "You may not see this."


@pytest.mark.parametrize("body", ["nonsense", "[]", "{}", '{"query": 5}', '{"query": "{a}", "variables": 5}'])
def test_what_is_no_question_is_refused(client: Client, body: str) -> None:
    assert client.post("/graphql/", data=body, content_type="application/json").status_code == 400


def test_other_content_types_are_refused(client: Client) -> None:
    """A browser sends JSON to another site only after asking; other types it sends without."""
    assert client.post("/graphql/", data="{}", content_type="text/plain").status_code == 415


def test_too_long_a_question_is_refused(ask: Ask) -> None:
    # when
    status, _answer = ask("#" * (endpoint.SIZE_LIMIT + 1))

    # then
    assert status == 413


def test_a_browser_gets_the_explorer(client: Client) -> None:
    # when
    page = client.get("/graphql/", headers={"Accept": "text/html,*/*"})

    # then
    assert page.status_code == 200
    assert page.headers["Content-Type"].startswith("text/html")


def test_the_explorer_loads_nothing_from_elsewhere(client: Client) -> None:
    # when
    answer = client.get("/graphql/", headers={"Accept": "text/html"})
    page = answer.content.decode()

    # then
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "https://" not in page
    assert "src=" not in page


def test_the_explorer_offers_the_storefronts_own_documents(client: Client) -> None:
    # given
    page = client.get("/graphql/", headers={"Accept": "text/html"}).content.decode()

    # when
    examples = json.loads(page.split('id="example-data">')[1].split("</script>")[0])

    # then
    assert len(examples) == len([entry for entry in OPERATIONS.iterdir() if entry.name.endswith(".graphql")])


def test_a_program_that_gets_is_told_to_post(client: Client) -> None:
    # when
    answer = client.get("/graphql/", headers={"Accept": "application/json"})

    # then
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, POST, OPTIONS"


def test_the_address_is_good_without_a_slash_too(client: Client) -> None:
    # when
    answer = client.post("/graphql", data='{"query": "{ __typename }"}', content_type="application/json")

    # then
    assert answer.json() == {"data": {"__typename": "Query"}}
