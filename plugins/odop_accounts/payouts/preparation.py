"""What is due becomes payouts: one for each supplier to whom at least the minimum is due and who has no open payout.

Who owes the shop, or is due less than the minimum, is left out: the next sales net off what they owe. The ledger is
moved only when somebody approves, so until then a payout is no more than a proposal.
"""

from __future__ import annotations

import secrets
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

from django.db import connection, transaction

from odop_accounts.ledger.chart import Purpose
from odop_accounts.ledger.entries import RUPEES
from odop_accounts.models import ObstacleKind, Payout, PayoutBatch, PayoutObstacle
from odop_accounts.models.payouts import OPEN_STATES
from odop_accounts.payouts.obstacles import Standing, find_standing
from odop_accounts.payouts.ways import Way, choose_ways
from odop_accounts.posting.figures import supplier_of_party
from odop_accounts.settings import AccountsSettings, PayoutInterval
from odop_consignment.api.bank import AccountToPay
from odop_core.database.locks import lock_subject
from odop_core.india import dates
from odop_core.india.money import PAISE_PER_RUPEE
from odop_core.plugin.configuration import load_active_settings, load_settings

BY_CALENDAR = "calendar"
SUPPLIERS_AT_ONCE = 1000
_PREPARE = ("payouts", "prepare")
_DAYS = {PayoutInterval.DAILY: 1, PayoutInterval.WEEKLY: 7, PayoutInterval.FORTNIGHTLY: 14}
_KEY_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_KEY_LENGTH = 20


def prepare_when_due() -> PayoutBatch | None:
    """For the calendar: prepares when the interval since the last batch is over, else does nothing.

    Where nothing can be paid out the batch is empty, and says that this was looked at.
    """
    settings = load_active_settings(AccountsSettings)
    if settings is None or not _is_due(settings.payout_interval):
        return None
    with transaction.atomic():
        lock_subject(*_PREPARE)
        if not _is_due(settings.payout_interval):  # another worker was faster
            return None
        return prepare_batch(by=BY_CALENDAR) or PayoutBatch.objects.create(prepared_by=BY_CALENDAR)


def _is_due(interval: PayoutInterval) -> bool:
    if interval == PayoutInterval.NEVER:
        return False
    last = PayoutBatch.objects.order_by("-prepared_at").first()
    return last is None or dates.today() >= next_day(dates.indian_day(last.prepared_at), interval)


def next_day(last: date, interval: PayoutInterval) -> date:
    """The Indian day on which payouts are prepared after that of the last time; a month's last day stands for one that
    it has not."""
    if interval == PayoutInterval.MONTHLY:
        first = (last.replace(day=1) + timedelta(days=32)).replace(day=1)
        return first.replace(day=min(last.day, monthrange(first.year, first.month)[1]))
    return last + timedelta(days=_DAYS[interval])


@transaction.atomic
def prepare_batch(*, by: str) -> PayoutBatch | None:
    """A batch of all that can be paid out now, None if that is nothing; what is in the way of the rest is written down.

    Two who prepare at once wait for each other, and the second finds nothing.
    """
    lock_subject(*_PREPARE)
    minimum = load_settings(AccountsSettings).payout_minimum_rupees * PAISE_PER_RUPEE
    batch = PayoutBatch(prepared_by=by)
    obstacles: dict[int, tuple[ObstacleKind, int]] = {}
    found = _due(minimum)
    for first in range(0, len(found), SUPPLIERS_AT_ONCE):
        due = dict(found[first : first + SUPPLIERS_AT_ONCE])
        standing = find_standing(due)
        obstacles |= {pk: (kind, due[pk]) for pk, kind in standing.obstacles.items()}
        _prepare(batch, due, standing)
    _write_obstacles(obstacles)
    return batch if batch.pk else None


def _due(minimum: int) -> list[tuple[int, int]]:
    """Supplier and amount in paise, of those who have no open payout."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT account.party, sum(day.credit - day.debit)::bigint AS due"
            " FROM odop_accounts_account AS account JOIN odop_accounts_daytotal AS day ON day.account_id = account.id"
            " WHERE account.purpose = %s AND account.currency = %s"
            " GROUP BY account.party HAVING sum(day.credit - day.debit) >= %s",
            [Purpose.SUPPLIER_PAYABLE.value, RUPEES, max(minimum, 1)],
        )
        found = sorted((supplier_of_party(party), int(amount)) for party, amount in cursor.fetchall())
    busy = set(Payout.objects.filter(state__in=OPEN_STATES).values_list("supplier_id", flat=True))
    return [(supplier_id, amount) for supplier_id, amount in found if supplier_id not in busy]


def _prepare(batch: PayoutBatch, due: Mapping[int, int], standing: Standing) -> None:
    if standing.accounts and batch.pk is None:
        batch.save()
    ways = choose_ways({due[supplier_id] for supplier_id in standing.accounts})
    Payout.objects.bulk_create(
        _payout(batch, due[supplier_id], standing.accounts[supplier_id], ways[due[supplier_id]])
        for supplier_id in sorted(standing.accounts)
    )


def _payout(batch: PayoutBatch, amount_paise: int, account: AccountToPay, way: Way) -> Payout:
    return Payout(
        key=new_key(),
        batch=batch,
        supplier_id=account.supplier_id,
        amount_paise=amount_paise,
        rail=way.rail,
        mode=way.mode.value,
        bank_account_id=account.id,
        bank_account_proposed_by=account.proposed_by,
        beneficiary_name=account.holder,
        account_number=account.account_number,
        ifsc=account.ifsc,
        vpa=account.vpa,
        prepared_by=batch.prepared_by,
    )


def new_key() -> str:
    """100 bits, of letters and digits that nobody takes for one another: banks' files and people copy them."""
    return "".join(secrets.choice(_KEY_LETTERS) for _turn in range(_KEY_LENGTH))


def _write_obstacles(found: Mapping[int, tuple[ObstacleKind, int]]) -> None:
    """Those that are gone are forgotten; of those that stay, `since` stays."""
    PayoutObstacle.objects.exclude(supplier_id__in=list(found)).delete()
    PayoutObstacle.objects.bulk_create(
        [PayoutObstacle(supplier_id=pk, kind=kind.value, due_paise=due) for pk, (kind, due) in sorted(found.items())],
        update_conflicts=True,
        update_fields=["kind", "due_paise"],
        unique_fields=["supplier_id"],
    )
