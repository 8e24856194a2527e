"""How large a question may be."""

from __future__ import annotations

import pytest
from graphql import GraphQLError
from graphql.language.parser import parse

from saleor_config.app.graphql.query_limits import MAX_ALIASES, MAX_DEPTH, MAX_SELECTIONS, QueryTooLarge, check_size


def nested(depth: int) -> str:
    return "{ a " * depth + "}" * depth


def test_an_ordinary_question_passes() -> None:
    check_size(parse("query { districts { slug crafts { slug } } ...F } fragment F on Query { crafts { slug } }"))


def test_the_deepest_question_passes() -> None:
    check_size(parse(nested(MAX_DEPTH)))


def test_a_deeper_question_is_refused() -> None:
    with pytest.raises(QueryTooLarge, match="deeper"):
        check_size(parse(nested(MAX_DEPTH + 1)))


def test_depth_counts_through_fragments() -> None:
    with pytest.raises(QueryTooLarge, match="deeper"):
        check_size(parse(f"{{ b {{ ...F }} }} fragment F on Query {nested(MAX_DEPTH)}"))


def test_too_many_aliases_are_refused() -> None:
    # given
    fields = " ".join(f"a{number}: districts {{ slug }}" for number in range(MAX_ALIASES + 1))

    # when / then
    with pytest.raises(QueryTooLarge, match="aliases"):
        check_size(parse(f"{{ {fields} }}"))


def test_too_many_fields_are_refused() -> None:
    with pytest.raises(QueryTooLarge, match="fields"):
        check_size(parse("{ " + " ".join(f"a{number}" for number in range(MAX_SELECTIONS + 1)) + "}"))


def test_fragments_that_multiply_are_refused_quickly() -> None:
    """Twenty fragments, each spread twice by the one before: a million fields in a few hundred bytes."""
    # given
    fragments = " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(20))

    # when / then
    with pytest.raises(QueryTooLarge, match="more than"):
        check_size(parse(f"{{ ...F0 }} {fragments} fragment F20 on Query {{ a }}"))


@pytest.mark.parametrize(
    "document",
    [
        "{ ...F } fragment F on Query { a ...F }",
        "{ a } fragment F on Query { ...G } fragment G on Query { a { ...F } }",
        "{ a } fragment F on Query { ... on Query { ...F } }",
    ],
)
def test_a_fragment_that_spreads_itself_is_refused(document: str) -> None:
    with pytest.raises(GraphQLError, match="spreads itself"):
        check_size(parse(document))
