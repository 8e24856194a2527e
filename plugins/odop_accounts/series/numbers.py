"""Series of documents: what is wrong with them, and what PostgreSQL refuses."""

from __future__ import annotations

from contextlib import AbstractContextManager

from django.db.models import Count, F, Max, Min

from odop_accounts.models.series import NumberedDocument
from odop_core.database.refusals import refuse_by


class DocumentRefused(ValueError):
    """The document is not issued; nothing of it was written."""


class OutOfOrder(DocumentRefused):
    """Its day is before that of the last document of the series, or has not come yet."""


class AlreadyIssued(DocumentRefused):
    """What is issued is never changed or deleted."""


RULES: dict[str, type[DocumentRefused]] = {"odop_number_in_order": OutOfOrder, "odop_document_stays": AlreadyIssued}


def typed_refusals() -> AbstractContextManager[None]:
    """A transaction, or a part of one, that leaves no trace when PostgreSQL refuses. Raises DocumentRefused."""
    return refuse_by(RULES)


def find_gaps(model: type[NumberedDocument]) -> list[str]:
    """The series that do not run from 1 to the number of their documents, named "TI 2026 of 09AAACU1234A1Z5"."""
    rows = model._default_manager.values("issuer", "series", "financial_year")
    odd = rows.annotate(first=Min("serial"), last=Max("serial"), documents=Count("pk")).exclude(
        first=1, last=F("documents")
    )
    return [
        f"{row['series']} {row['financial_year']} of {row['issuer'] or 'the house'}"
        for row in odd.order_by("issuer", "series", "financial_year")
    ]
