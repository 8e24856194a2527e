"""The glossary names what is there: each word's class or function in the code, and its type in the schema."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# | word | meaning | `Code` | `GraphQL` | page |
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    if line.count("|") == 6 and "`" in line
]
CODE = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "plugins").rglob("*.py")))
SCHEMA = (ROOT / "storefront_schema" / "schema.graphql").read_text(encoding="utf-8")


@pytest.mark.parametrize(("word", "code", "graphql"), [(row[0], row[2], row[3]) for row in ROWS])
def test_a_word_stands_for_what_the_glossary_says(word: str, code: str, graphql: str) -> None:
    if code != "–":
        assert re.search(rf"^(?:class|def) {code.strip('`')}\b", CODE, re.MULTILINE)
    if graphql != "–":
        assert re.search(rf"^(?:type|enum) {graphql.strip('`')}\b", SCHEMA, re.MULTILINE)
