"""What strangers send to the suite's addresses inside Saleor, and as arguments of its GraphQL fields.

The kinds are of published lists: the Big List of Naughty Strings, the JSONTestSuite, the fuzzing corpora of multipart
parsers.
"""

from __future__ import annotations

import json

import graphene
import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLList, GraphQLNonNull
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


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_of_ours_says_what_may_run_in_it(client, address):
    """OWASP Secure Headers Project. Saleor itself sets no such header for the plugins that it passes requests on to."""
    # given
    client.raise_request_exception = False

    # when
    answers = [
        client.get(address, headers={"Accept": "text/html"}),
        client.post(address),
        client.get(address + "?a=%00"),
    ]

    # then
    for answer in answers:
        if answer.status_code != 404 or "Content-Security-Policy" in answer.headers:  # Saleor's own: it is no page
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


TEXTS = {"ID", "String"}
HOSTILE = "a\0b"
# Something that fits an argument of each kind that is no text.
VALUES = {
    "Int": 1, "Float": 1.0, "Boolean": True, "Date": "2030-01-01", "DateTime": "2030-01-01T00:00:00Z",
    "PositiveDecimal": 1, "Decimal": "1", "JSONString": "{}", "Upload": "0",
}  # fmt: skip


def fields_with_texts():
    """Our root fields, and where each takes a text or an ID, however deep it lies."""
    ours = {name for mixin in QUERIES for name in mixin._meta.fields}
    kinds = [
        ("query", saleor_schema.get_query_type(), ours),
        ("mutation", saleor_schema.get_mutation_type(), MUTATIONS),
    ]
    for operation, root, names in kinds:
        for name in sorted(graphene.utils.str_converters.to_camel_case(name) for name in names):
            for argument, of in root.fields[name].args.items():
                for path in texts_in(of.type, (argument,)):
                    yield pytest.param(operation, root.fields[name], name, path, id=f"{name}-{'.'.join(path)}")


def plain(kind):
    while isinstance(kind, GraphQLNonNull | GraphQLList):
        kind = kind.of_type
    return kind


def texts_in(kind, path):
    kind = plain(kind)
    if isinstance(kind, GraphQLInputObjectType):
        for name, field in kind.fields.items():
            if plain(field.type) is not kind and name not in path:  # such as AND and OR of a filter
                yield from texts_in(field.type, (*path, name))
    elif kind.name in TEXTS:
        yield path


def value_of(kind, path=None):
    """Something valid: what must be given, and along `path` what leads to the hostile text at its end."""
    if isinstance(kind, GraphQLNonNull):
        return value_of(kind.of_type, path)
    if isinstance(kind, GraphQLList):
        return [value_of(kind.of_type, path)]
    if path == ():
        return HOSTILE
    if isinstance(kind, GraphQLInputObjectType):
        wanted = {n: None for n, f in kind.fields.items() if isinstance(f.type, GraphQLNonNull)}
        wanted |= {path[0]: path[1:]} if path else {}
        return {name: value_of(kind.fields[name].type, rest) for name, rest in wanted.items()}
    if isinstance(kind, GraphQLEnumType):
        return kind.values[0].name
    return "x" if kind.name in TEXTS else VALUES[kind.name]


@pytest.mark.parametrize(("operation", "field", "name", "path"), fields_with_texts())
def test_text_that_cannot_be_kept_is_refused_with_a_reason(staff_api_client, operation, field, name, path):
    # given
    kinds = {n: a.type for n, a in field.args.items() if isinstance(a.type, GraphQLNonNull) or n == path[0]}
    variables = {n: value_of(kind, path[1:] if n == path[0] else None) for n, kind in kinds.items()}
    declared = ", ".join(f"${n}: {kind}" for n, kind in kinds.items())
    passed = ", ".join(f"{n}: ${n}" for n in kinds)
    question = f"{operation} ({declared}) {{ {name}({passed}) {{ __typename }} }}"

    # when
    answer = json.loads(staff_api_client.post_graphql(question, variables).content)

    # then
    messages = [error["message"] for error in answer.get("errors", [])]
    assert "Internal Server Error" not in messages
    assert not [message for message in messages if "got invalid value" in message], "the test's own values are wrong"
    assert messages or operation == "mutation"
