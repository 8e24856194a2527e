"""Writing a schema down, where it is tricky."""

from __future__ import annotations

import graphene
from graphql.language.parser import parse

from storefront_schema import sdl
from tests.storefront_schema.client import without_descriptions


class Query(graphene.ObjectType):
    """Says "hello"."""

    hello = graphene.String(
        description='Greets.\n\nNever writes """.',
        to=graphene.String(default_value="friend", description="Whom"),
        often=graphene.Int(default_value=3, description="How often"),
    )


def test_quotes_in_descriptions_do_not_break_the_text() -> None:
    # given
    text = sdl.write_sdl(graphene.Schema(query=Query))

    # when / then
    assert parse(without_descriptions(text))
    assert 'to: String = "friend"' in text
    assert "often: Int = 3" in text
    assert '\\"""' in text
    assert text.startswith('"""Says "hello"."""\n')


def test_types_can_be_left_out_and_extended() -> None:
    # when
    text = sdl.write_sdl(graphene.Schema(query=Query), leave_out=["Query.hello"], extended={"Query": " @key"})

    # then
    assert text == "extend type Query @key {\n\n}\n"
