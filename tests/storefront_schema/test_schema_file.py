"""`schema.graphql` is what the code says."""

from storefront_schema import print as schema_file


def test_the_committed_schema_is_current() -> None:
    assert schema_file.FILE.read_text(encoding="utf-8") == schema_file.schema_text(), (
        "Run: python -m storefront_schema.print"
    )
