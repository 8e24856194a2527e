"""The printed schemas are what the code says."""

from pathlib import Path

import pytest

from storefront_schema import print as schema_files


@pytest.mark.parametrize("path", schema_files.schema_texts(), ids=lambda path: path.name)
def test_the_committed_schema_is_current(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == schema_files.schema_texts()[path], (
        "Run: python -m storefront_schema.print"
    )


def test_the_schema_for_clients_is_plain() -> None:
    # given
    text = (schema_files.FOLDER / "schema.client.graphql").read_text(encoding="utf-8")

    # then
    assert not any(line.startswith(("extend ", "directive ")) or "@" in line.split('"')[0] for line in text.split("\n"))
    assert "type Query {" in text
