"""What PostgreSQL refuses by a rule that has a name (a constraint, or what a trigger raises), as an error of ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import DatabaseError, transaction


@contextmanager
def refuse_by(rules: Mapping[str, type[Exception]]) -> Iterator[None]:
    """A transaction, or a part of one, that leaves no trace when PostgreSQL refuses. Raises the error that `rules` has
    for the rule's name, in PostgreSQL's words; whatever else is refused is raised as it is."""
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        refusal = rules.get(getattr(diagnosis, "constraint_name", None) or "")
        if refusal is None or diagnosis is None:
            raise
        raise refusal(diagnosis.message_primary) from error
