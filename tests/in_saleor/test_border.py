"""What strangers send to the suite's addresses inside Saleor, and as arguments of its GraphQL fields.

The kinds are of published lists: the Big List of Naughty Strings, the JSONTestSuite, the fuzzing corpora of multipart
parsers.
"""

from __future__ import annotations

import json

import graphene
import pytest
from saleor.graphql.api import schema as saleor_schema

from storefront_schema.mutations import MUTATIONS
from storefront_schema.queries import QUERIES

PLUGINS = {
    "odop.notifications": ("a/x", "sms/receipt", "whatsapp", "gateway", "webhook/1"),
    "odop.certificates": ("", "check", "o/x", "c/x", "status/1", "01/1/21/x", "jwks.json"),
    "odop.consignment": ("documents/x", "tables/x", ""),
    "odop.provenance": ("evidence/x", ""),
    "odop.logistics": ("partner", ""),
}
ADDRESSES = [f"/plugins/global/{plugin}/{path}" for plugin, paths in PLUGINS.items() for path in paths]
BODIES = [
    ("application/json", b'{"a": "\\ud800"}'), ("application/json", b"\xed\xa0\x80"),
    ("application/json", b"[" * 100_000),
    ("application/x-www-form-urlencoded", b"answer=%00"), ("Multipart/Form-Data; boundary=x", b"--x"),
    ("application/json; charset=base64", b"{}"), ("multipart/form-data", b""),
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_request_of_a_stranger_ends_in_an_error_of_ours(client, address):
    # given
    client.raise_request_exception = False

    # when
    gets = [
        client.get(address + more)
        for more in ("%00", "%ED%A0%80", "?code=%00", "?code=http://[", "?lang=%00", "x" * 3000)
    ]
    posts = [client.generic("POST", address, body, kind) for kind, body in BODIES]

    # then
    assert [answer.status_code for answer in gets + posts if answer.status_code == 500] == []


def fields_with_texts():
    """Our root fields, and the arguments of each that take a text or an ID."""
    ours = {name for mixin in QUERIES for name in mixin._meta.fields}
    kinds = [
        ("query", saleor_schema.get_query_type(), ours),
        ("mutation", saleor_schema.get_mutation_type(), MUTATIONS),
    ]
    for operation, root, names in kinds:
        for name in sorted(graphene.utils.str_converters.to_camel_case(name) for name in names):
            for argument, of in root.fields[name].args.items():
                if str(of.type).strip("!") in {"ID", "String", "[ID!]", "[ID!]!"}:
                    yield pytest.param(operation, root.fields[name], name, argument, id=f"{name}-{argument}")


def value_of(kind):
    """Something that fits a required argument of another kind; None where nothing simple does."""
    simple = {"String!": "x", "ID!": "x", "Int!": 1, "Boolean!": True, "Date!": "2030-01-01", "[ID!]!": ["x"]}
    return simple.get(str(kind))


@pytest.mark.parametrize(("operation", "field", "name", "argument"), fields_with_texts())
def test_text_that_cannot_be_kept_is_refused_with_a_reason(staff_api_client, operation, field, name, argument):
    # given
    required = {n: a.type for n, a in field.args.items() if str(a.type).endswith("!")} | {
        argument: field.args[argument].type
    }
    variables = {n: value_of(f"{str(kind).strip('!')}!") for n, kind in required.items()}
    if None in variables.values():
        pytest.skip("It takes an input of its own.")
    hostile = "a\0b"
    variables[argument] = [hostile] if str(required[argument]).startswith("[") else hostile
    declared = ", ".join(f"${n}: {kind}" for n, kind in required.items())
    passed = ", ".join(f"{n}: ${n}" for n in required)
    question = f"{operation} ({declared}) {{ {name}({passed}) {{ __typename }} }}"

    # when
    answer = json.loads(staff_api_client.post_graphql(question, variables).content)

    # then
    messages = [error["message"] for error in answer.get("errors", [])]
    assert "Internal Server Error" not in messages
    assert messages or operation == "mutation"
