"""GraphQL questions that strangers send to hurt: each is answered with an error, none with a crash or a long wait.

The kinds are those of published lists of attacks on GraphQL servers (OWASP's GraphQL cheat sheet, advisories on
graphql-core and graphql-java): sizes that the parser, the rules of validation or the resolvers choke on.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from saleor_config.app.graphql.query_limits import MAX_REPEATS

pytestmark = pytest.mark.django_db
Ask = Callable[..., tuple[int, dict[str, Any]]]
ROUND = "district { slug crafts { slug "

# As graphql-js 16 and graphql-core 3 send it, with all options on: nine kinds within each other, so 15 fields deep.
INTROSPECTION = """
query IntrospectionQuery { __schema { description queryType { name kind } mutationType { name kind }
  subscriptionType { name kind } types { ...FullType }
  directives(includeDeprecated: true) { name description isRepeatable isDeprecated deprecationReason locations
    args(includeDeprecated: true) { ...InputValue } } } }
fragment FullType on __Type { kind name description specifiedByURL isOneOf
  fields(includeDeprecated: true) { name description args(includeDeprecated: true) { ...InputValue }
    type { ...TypeRef } isDeprecated deprecationReason }
  inputFields(includeDeprecated: true) { ...InputValue } interfaces { ...TypeRef }
  enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
  possibleTypes { ...TypeRef } }
fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue isDeprecated deprecationReason }
fragment TypeRef on __Type { KINDS }
""".replace("KINDS", "kind name ofType { " * 9 + "kind name" + " }" * 9)

DOCUMENTS = {
    "an unused fragment of many fields": "{ __typename } fragment F on District { " + "slug " * 20_000 + "}",
    "many fields of one name": "{ districts { " + "slug " * (MAX_REPEATS + 1) + "} }",
    "a long unknown name": "{ " + "a" * 10_000 + " }",
    "many unknown names": "{ " + " ".join(f"unknown{number}" for number in range(5_000)) + " }",
    "many variables": "query (" + " ".join(f"$v{number}: Int" for number in range(25_000)) + ") { __typename }",
    "many directives": "{ __typename " + "@skip(if: false) " * 25_000 + "}",
    "many arguments": "{ district(" + " ".join(f"a{number}: 1" for number in range(20_000)) + ") { slug } }",
    "many literals": "{ _entities(representations: [" + '{id: "x"} ' * 50_000 + "]) { __typename } }",
    "many operations": " ".join(f"query Q{number} {{ __typename }}" for number in range(2_000)),
    "many fragments": "{ __typename } " + " ".join(f"fragment F{n} on District {{ slug }}" for n in range(2_000)),
    "a list in a list in a list": '{ district(slug: ' + "[" * 5_000 + "]" * 5_000 + ") { slug } }",
    "an object in an object": '{ district(slug: ' + "{a:" * 300 + "1" + "}" * 300 + ") { slug } }",
    "brackets that never close": "{" * 50_000,
    "round and round": "{ districts { slug crafts { slug " + ROUND * 4 + "}}" * 4 + "}}}",
    "round and round under other names": "{ " + " ".join(
        f"a{number}: districts {{ crafts {{ district {{ crafts {{ slug }} }} }} }}" for number in range(50)
    ) + " }",
    "the schema, round and round": "{ __schema { types { " + "fields { type { " * 5 + "name" + " } }" * 5 + " } } }",
    "a fragment that spreads itself": "{ ...F } fragment F on Query { districts { slug } ...F }",
    "two fragments in a circle": "{ ...F } fragment F on Query { ...G } fragment G on Query { ...F }",
    "NUL in a literal": '{ district(slug: "\\u0000") { slug } }',
    "half a surrogate pair in a literal": '{ district(slug: "\\ud800") { slug } }',
    "no text at all": "",
    "only blanks": " \n,,, ",
    "a byte order mark in the middle": "{ \ufeff\ufeff ",
}  # fmt: skip


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_hostile_document_is_refused(ask: Ask, name: str) -> None:
    # when
    status, answer = ask(DOCUMENTS[name])

    # then
    assert status in {400, 413}
    assert answer["errors"][0]["message"]


@pytest.mark.parametrize(
    "variables",
    [
        '{"n": 2147483648}', '{"n": -2147483649}', '{"n": NaN}', '{"n": Infinity}', '{"n": 1e999}', '{"n": true}',
        '{"n": "1"}', '{"n": [1]}', '{"n": {"a": 1}}', '{"n": ' + "[" * 300 + "]" * 300 + "}",
        '{"n": ' + '{"a":' * 300 + "1" + "}" * 300 + "}", '{"n": 1.5}', '{"\\u0000": 1}', '{"n": null}',
    ],
)  # fmt: skip
def test_odd_variables_end_in_an_answer_or_in_a_refusal_with_a_reason(client: Client, variables: str) -> None:
    # given
    question = json.dumps("query ($n: Int!) { artisans(first: $n) { totalCount } }")
    body = f'{{"query": {question}, "variables": {variables}}}'

    # when
    answer = client.post("/graphql/", data=body, content_type="application/json")

    # then
    assert answer.status_code in {200, 400}  # some are taken for a number, as graphene does
    assert all(error["message"] != "Internal Server Error" for error in answer.json().get("errors", []))


@pytest.mark.parametrize("text", ["\\u0000", "a\\u0000b", "\\ud800", "\\udc00\\ud800"])
@pytest.mark.parametrize(
    "question",
    [
        "query ($t: String!) { district(slug: $t) { slug } }",
        "query ($t: String!) { artisan(slug: $t) { slug } }",
        "query ($t: String!) { verifyProvenance(code: $t) { status } }",
        "query ($t: String!) { artisans(first: 5, after: $t) { totalCount } }",
    ],
)
def test_text_that_cannot_be_kept_is_refused(client: Client, question: str, text: str) -> None:
    # given
    body = f'{{"query": {json.dumps(question)}, "variables": {{"t": "{text}"}}}}'

    # when
    answer = client.post("/graphql/", data=body, content_type="application/json")

    # then
    assert answer.status_code == 400
    assert "cannot be kept" in answer.json()["errors"][0]["message"]


def test_whoever_names_the_operation_in_half_a_pair_is_refused(client: Client) -> None:
    # given
    body = '{"query": "{ __typename }", "operationName": "\\ud800"}'

    # when / then
    assert client.post("/graphql/", data=body, content_type="application/json").status_code == 400


def test_the_standard_question_for_the_schema_is_answered(ask: Ask) -> None:
    # when
    status, answer = ask(INTROSPECTION)

    # then
    assert status == 200
    assert answer["data"]["__schema"]["types"]


def test_an_ordinary_page_is_not_too_dear(ask: Ask) -> None:
    # when
    status, _answer = ask("{ districts { slug crafts { slug } } artisans(first: 100) { edges { node { slug } } } }")

    # then
    assert status == 200
