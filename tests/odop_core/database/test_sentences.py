"""Sentences in the database are read in any language."""

from __future__ import annotations

import pytest

from odop_consignment.models import TableImport, TableImportError
from odop_core.i18n import Text, _

pytestmark = pytest.mark.django_db


def kept(**sentences: Text) -> TableImport:
    made = TableImport.objects.create(kind="suppliers", dry_run=False, created_by="asha", **sentences)
    return TableImport.objects.get(pk=made.pk)


def test_a_sentence_is_read_in_the_language_of_the_reader() -> None:
    failure = kept(failure=_("{month}: {count}", month=_("January"), count=3)).failure

    assert failure.in_language("en") == "January: 3"
    assert failure.in_language("hi") == "जनवरी: 3"


def test_nothing_to_say_is_an_empty_sentence() -> None:
    assert kept().failure == kept(failure=Text("")).failure == Text("")
    assert TableImport.objects.filter(failure__isnull=True).count() == 2


def test_many_sentences_are_kept_at_once() -> None:
    table = kept()
    TableImportError.objects.bulk_create(
        TableImportError(table=table, row=row, message=_("Row {row}", row=row)) for row in (2, 3)
    )

    assert [str(error.message) for error in table.errors.order_by("row")] == ["Row 2", "Row 3"]
