"""Failed jobs: the rows that the suite's queues gave up, a list for each queue."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from odop_core.database.filters import Moments
from odop_core.database.lists import RowList
from odop_core.database.text_search import Search
from odop_core.models import Handling, InboxEvent, OutboxItem, WorkState
from storefront_schema.types.work import WorkQueue

# What holds personal data and is not needed to see what went wrong stays in the database, encrypted.
_UNREAD = {InboxEvent: ("payload",), Handling: (), OutboxItem: ("payload", "answer")}
# What they are called and what they are about. Few rows are dead, and those have an index: no other is needed.
_SEARCHED = {
    InboxEvent: ("kind", "subject", "name"),
    Handling: ("handler", "event__subject"),
    OutboxItem: ("topic", "subject"),
}


def _list_of(model: Any) -> RowList[Any]:
    def rows(using: str) -> QuerySet[Any]:
        found: QuerySet[Any] = model.objects.using(using).filter(state=WorkState.DEAD)
        return found.defer(*_UNREAD[model])

    def matches(text: str) -> Q:
        found = Q(pk__in=[])
        for column in _SEARCHED[model]:
            found |= Q(**{f"{column}__istartswith": text.strip()})
        return found

    return RowList(
        model,
        rows=rows,
        show=lambda rows, _using: rows,
        filters={
            "created_at": Moments("created_at", "When the work was put into the queue."),
            "failed_at": Moments("finished_at", "When it was given up."),
        },
        search=Search("The beginning of what was to be done, or of the ID it is about.", more=matches),
        newest_first=False,
        owner="",
    )


FAILED_JOBS: dict[str, RowList[Any]] = {
    WorkQueue.EVENTS.value: _list_of(InboxEvent),
    WorkQueue.HANDLINGS.value: _list_of(Handling),
    WorkQueue.OUTBOX.value: _list_of(OutboxItem),
}
