"""Sentences in the database: kept as the English of the code with its values, and put into words when they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from odop_core.i18n import Text


class SentenceField(models.JSONField):
    """A `Text`; the empty one (NULL in the database) when there is nothing to say."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"null": True, "blank": True} | options)

    if TYPE_CHECKING:  # what a row's attribute is

        def __get__(self, row: Any, model: Any = None) -> Text: ...

        def __set__(self, row: Any, value: Text) -> None: ...

    def get_default(self) -> Text:
        return Text("")

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Text:
        kept = super().from_db_value(value, expression, connection)
        return Text.from_json(kept) if kept else Text("")

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if isinstance(value, Text):
            value = value.as_json() if value else None
        return super().get_db_prep_save(value, connection)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if isinstance(value, Text):
            value = value.as_json()
        return super().get_db_prep_value(value, connection, prepared)
