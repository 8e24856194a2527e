"""What the demo tells people to try works."""

from __future__ import annotations

import pytest
from graphql import validate
from graphql.language.parser import parse

from devtools.demo.examples import OPERATORS_EXAMPLES, STAFF_EXAMPLES, SUPPLIERS_EXAMPLES, VISITORS_EXAMPLES
from storefront_schema.app import schema


@pytest.mark.parametrize("example", [*VISITORS_EXAMPLES, *STAFF_EXAMPLES, *SUPPLIERS_EXAMPLES, *OPERATORS_EXAMPLES])
def test_an_example_is_a_valid_question(example: str) -> None:
    assert validate(schema(), parse(example)) == []
