"""All suppliers' statements of a period that is over: in steps of some hundred suppliers, each a transaction.

A run that was stopped at any moment goes on where it was; of several workers, one takes a step at a time. Periods are
gone through in order, so that a month without workers brings its weeks one by one.
"""

from __future__ import annotations

import time

from django.db import connection, transaction
from django.utils import timezone

from odop_accounts.intervals import Interval
from odop_accounts.models import StatementRun
from odop_accounts.settings import AccountsSettings
from odop_accounts.statements.issue import issue_statements
from odop_accounts.statements.lines import OWED
from odop_accounts.statements.periods import last_period, next_period
from odop_core.india.dates import today
from odop_core.plugin.configuration import load_active_settings

SUPPLIERS_AT_ONCE = 200
# A periodic job leaves the rest to the next time.
LONGEST_SECONDS = 20.0
ISSUED_BY = "system"


def issue_due() -> int:
    """Issue what is due, for so many seconds at most; how many statements that were. A periodic job."""
    settings = load_active_settings(AccountsSettings)
    if settings is None or settings.statement_interval == Interval.ON_DEMAND:
        return 0
    begin_due_run(settings.statement_interval)
    issued, ends_at = 0, time.monotonic() + LONGEST_SECONDS
    while (step := take_step()) is not None:
        issued += step
        if time.monotonic() > ends_at:
            break
    return issued


def begin_due_run(interval: Interval) -> StatementRun | None:
    """The run of the next period that is over; None while another is under way, or none is due."""
    if StatementRun.objects.filter(finished_at=None).exclude(interval=Interval.ON_DEMAND.value).exists():
        return None
    last = StatementRun.objects.exclude(last_day=None).order_by("-last_day").values_list("last_day", flat=True).first()
    now = today()
    period = next_period(interval, last, now) if last else last_period(interval, now)
    if period is None:
        return None
    run, _created = StatementRun.objects.get_or_create(
        interval=interval.value,
        last_day=period.last_day,
        defaults={"first_day": period.first_day, "until": period.until},
    )
    return run


@transaction.atomic
def take_step() -> int | None:
    """Statements of the next suppliers of the run that is under way: how many were issued. None when nothing is left,
    or another worker is at it."""
    open_runs = StatementRun.objects.filter(finished_at=None).exclude(interval=Interval.ON_DEMAND.value)
    run = open_runs.order_by("id").select_for_update(skip_locked=True).first()
    if run is None:
        return None
    parties = _parties_after(run.last_party)
    issued = issue_statements(run, [int(party.partition(":")[2]) for party in parties], by=ISSUED_BY)
    if len(parties) < SUPPLIERS_AT_ONCE:
        run.finished_at = timezone.now()
    run.last_party = parties[-1] if parties else run.last_party
    run.save(update_fields=["finished_at", "last_party"])
    return len(issued)


def _parties_after(last: str) -> list[str]:
    """The next suppliers with accounts, in the order of the accounts' index."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT party FROM odop_accounts_account"
            " WHERE party > %s AND party LIKE 'supplier:%%' AND purpose = ANY (%s) ORDER BY party LIMIT %s",
            [last, [purpose.value for purpose in OWED], SUPPLIERS_AT_ONCE],
        )
        return [party for (party,) in cursor.fetchall()]
