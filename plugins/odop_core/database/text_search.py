"""Search in names, codes and numbers: words by their beginning, in any script, served by an index.

PostgreSQL's own text search does it, without an extension and without the grammar of any language. A model that is
searched has `GinIndex(search_vector("name", "reference"), name=…)`; a list names the same columns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector, SearchVectorExact
from django.db.models import Func, Model, Q

from odop_core.normalization import latin_digits, normalize_text

LONGEST_TEXT = 200
# Of the rows of another table that fit, so many count.
MOST_OTHERS = 100

# Otherwise PostgreSQL takes what holds them for a path, a host, a fraction or an e-mail address: one long word.
_SEPARATORS = "/-._@:,+#&=~\\"


_BLANKS = str.maketrans(_SEPARATORS, " " * len(_SEPARATORS))


class Spaced(Func):
    """A text with blanks for what codes are divided by."""

    template = f"translate(%(expressions)s, '{_SEPARATORS}', '{' ' * len(_SEPARATORS)}')"


def search_vector(*columns: str) -> SearchVector:
    """What an index is of, and a search is in."""
    return SearchVector(*(Spaced(column) for column in columns), config="simple")


# (text, alias of the database) -> the values of a column whose rows fit.
Finder = Callable[[str, str], list[Any]]


@dataclass(frozen=True)
class Search:
    """Where a list looks for a text: in columns of its own, and in those of other tables by the values that `others`
    find for a column (a supplier's name, by `supplier_id`). `more` adds conditions of its own, or None."""

    description: str
    columns: tuple[str, ...] = ()
    others: Mapping[str, Finder] = field(default_factory=dict)
    more: Callable[[str], Q | None] = lambda _text: None

    def condition(self, text: str, using: str) -> Q:
        """The rows in which every word begins some word. One query for each of `others`."""
        text = latin_digits(normalize_text(text))
        found = Q(pk__in=[])
        if self.columns and (query := _query(text)):
            found |= Q(SearchVectorExact(search_vector(*self.columns), query))
        for column, find in self.others.items():
            if values := find(text, using):
                found |= Q(**{f"{column}__in": values})
        return found if (more := self.more(text)) is None else found | more


def find_rows(model: type[Model], *columns: str, value: str = "pk") -> Finder:
    """The rows of a table in which a text is found, for `others`: at most MOST_OTHERS, by one of their columns."""

    def find(text: str, using: str) -> list[Any]:
        if (query := _query(latin_digits(normalize_text(text)))) is None:
            return []
        rows = model._default_manager.using(using).filter(SearchVectorExact(search_vector(*columns), query))
        return list(rows.order_by("-pk").values_list(value, flat=True)[:MOST_OTHERS])

    return find


def _query(text: str) -> SearchQuery | None:
    words = text.translate(_BLANKS).replace("'", " ").split()
    words = [word for word in words if re.search(r"\w", word)]
    if not words:
        return None
    return SearchQuery(" & ".join(f"'{word}':*" for word in words), config="simple", search_type="raw")
