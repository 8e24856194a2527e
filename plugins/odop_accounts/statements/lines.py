"""What the ledger says of suppliers between two moments: what each entry brought them, and what that is made of.

All of it is read from the lines of the entry, so that it is what the posting rules wrote (`posting.deliveries`), and a
statement is the ledger by construction. What no rule explains is `other`, never left out. Amounts are paise, above zero
for the supplier; what is taken off is above zero where it is taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Max

from odop_accounts.ledger.chart import Purpose
from odop_accounts.ledger.entries import RUPEES
from odop_accounts.models import StatementRun
from odop_accounts.posting.figures import supplier_party

# What the shop has for a supplier stands on these accounts of theirs.
OWED = (Purpose.SUPPLIER_EARNED, Purpose.SUPPLIER_PAYABLE, Purpose.PAYOUT_UNDER_WAY)


@dataclass(frozen=True)
class LedgerLine:
    """What one entry brought one supplier (see `models.StatementLine`). `earned`, `due` and `under_way` is where it
    stands: a payout that is ordered moves money between them, and brings nothing."""

    supplier_id: int
    entry_id: int
    kind: str
    source: str
    effective_on: date
    narration: str
    earned_paise: int
    due_paise: int
    under_way_paise: int
    buyer_paise: int
    discount_paise: int
    goods_tax_paise: int
    commission_paise: int
    charges_paise: int
    services_tax_paise: int
    tcs_paise: int
    tds_paise: int
    compensation_paise: int
    payout_paise: int

    @property
    def amount_paise(self) -> int:
        return self.earned_paise + self.due_paise + self.under_way_paise

    @property
    def other_paise(self) -> int:
        taken = self.goods_tax_paise + self.commission_paise + self.charges_paise + self.services_tax_paise
        taken += self.tcs_paise + self.tds_paise + self.payout_paise
        return self.amount_paise - (self.buyer_paise + self.discount_paise + self.compensation_paise - taken)

    @property
    def is_shown(self) -> bool:
        """Something came or was taken; money that only became due or went on its way is no line."""
        return any((self.amount_paise, self.buyer_paise, self.tcs_paise, self.tds_paise, self.payout_paise))


def ledger_lines(since: Mapping[int, datetime | None], until: datetime) -> list[LedgerLine]:
    """Of these suppliers, in the order in which they were recorded: from each one's `since` (None: from the beginning)
    to before `until`. One query, which reads of the ledger only what is newer than the last line that was drawn."""
    with connection.cursor() as cursor:
        cursor.execute(
            _SQL,
            {
                "suppliers": list(since),
                "parties": [supplier_party(supplier_id) for supplier_id in since],
                "since": list(since.values()),
                "after": _written_before(since),
                "until": until,
                "owed": [purpose.value for purpose in OWED],
                "own": [*(purpose.value for purpose in OWED), Purpose.TAX_COLLECTED, Purpose.TAX_DEDUCTED],
                "currency": RUPEES,
            },
        )
        return [LedgerLine(*row) for row in cursor.fetchall()]


def _written_before(since: Mapping[int, datetime | None]) -> list[int]:
    """For each supplier a line of the ledger up to which all were written before their `since`."""
    known: dict[datetime, int] = {}
    for moment in {each for each in since.values() if each}:
        drawn = StatementRun.objects.filter(drawn_at__lte=moment).aggregate(last=Max("last_line_id"))
        known[moment] = drawn["last"] or 0
    return [known[moment] if moment else 0 for moment in since.values()]


# `touched` are the entries on these suppliers' own accounts; `parts` is what each entry says on all accounts. Where an
# entry is of one supplier alone, the other accounts say of what their amount is made. GST of goods and of services
# stand on one account (output_tax) where the shop sells in its own name: that of the goods is what the buyer pays
# above goods_sold.
_SQL = """
WITH wanted AS (
    SELECT * FROM unnest(%(suppliers)s::bigint[], %(parties)s::text[], %(since)s::timestamptz[], %(after)s::bigint[])
        AS wanted (supplier_id, party, since, after)
), touched AS (
    SELECT DISTINCT wanted.supplier_id, wanted.party, line.entry_id
    FROM wanted
    JOIN odop_accounts_account AS account
        ON account.party = wanted.party AND account.currency = %(currency)s AND account.purpose = ANY (%(own)s)
    JOIN odop_accounts_journalline AS line ON line.account_id = account.id AND line.id > wanted.after
    JOIN odop_accounts_journalentry AS entry ON entry.id = line.entry_id
        AND entry.recorded_at < %(until)s AND (wanted.since IS NULL OR entry.recorded_at >= wanted.since)
), parts AS (
    SELECT touched.supplier_id, touched.entry_id,
        -coalesce(sum(line.amount) FILTER (WHERE is_theirs AND purpose = 'supplier_earned'), 0) AS earned,
        -coalesce(sum(line.amount) FILTER (WHERE is_theirs AND purpose = 'supplier_payable'), 0) AS due,
        -coalesce(sum(line.amount) FILTER (WHERE is_theirs AND purpose = 'payout_under_way'), 0) AS under_way,
        -coalesce(sum(line.amount) FILTER (WHERE is_theirs AND purpose = 'tax_collected'), 0) AS tcs,
        -coalesce(sum(line.amount) FILTER (WHERE is_theirs AND purpose = 'tax_deducted'), 0) AS tds,
        coalesce(sum(line.amount) FILTER (WHERE purpose IN ('buyer_advance', 'buyer_receivable')), 0) AS buyer,
        coalesce(sum(line.amount) FILTER (WHERE purpose = 'discount'), 0) AS discount,
        coalesce(sum(line.amount) FILTER (WHERE purpose = 'goods_sold'), 0) AS goods_sold,
        coalesce(sum(line.amount) FILTER (WHERE purpose = 'output_tax'), 0) AS output_tax,
        coalesce(sum(line.amount) FILTER (WHERE purpose = 'tax_credit'), 0) AS tax_credit,
        -coalesce(sum(line.amount) FILTER (WHERE purpose = 'commission'), 0) AS commission,
        -coalesce(sum(line.amount) FILTER (WHERE purpose = 'charges'), 0) AS charges,
        coalesce(sum(line.amount) FILTER (WHERE purpose = 'loss'), 0) AS loss,
        -coalesce(sum(line.amount) FILTER (WHERE purpose = 'bank'), 0) AS paid,
        bool_or(purpose = 'goods_sold') AS is_own_sale,
        bool_and(is_theirs OR account.party NOT LIKE 'supplier:%%') AS is_alone
    FROM touched
    JOIN odop_accounts_journalline AS line ON line.entry_id = touched.entry_id
    JOIN odop_accounts_account AS account ON account.id = line.account_id
    CROSS JOIN LATERAL (SELECT account.party = touched.party AS is_theirs) AS whose
    GROUP BY 1, 2
)
SELECT supplier_id, entry.id, entry.kind, entry.source, entry.effective_on, entry.narration,
    earned::bigint, due::bigint, under_way::bigint,
    (CASE WHEN is_alone THEN buyer ELSE 0 END)::bigint,
    (CASE WHEN is_alone THEN discount ELSE 0 END)::bigint,
    (CASE WHEN is_alone AND is_own_sale THEN buyer + goods_sold - tax_credit ELSE 0 END)::bigint,
    (CASE WHEN is_alone THEN commission ELSE 0 END)::bigint,
    (CASE WHEN is_alone THEN charges ELSE 0 END)::bigint,
    (CASE WHEN NOT is_alone THEN 0 WHEN is_own_sale THEN -output_tax - buyer - goods_sold ELSE -output_tax END)::bigint,
    tcs::bigint, tds::bigint,
    (CASE WHEN is_alone THEN loss ELSE 0 END)::bigint,
    (CASE WHEN is_alone THEN paid ELSE 0 END)::bigint
FROM parts JOIN odop_accounts_journalentry AS entry ON entry.id = parts.entry_id
ORDER BY entry.id
"""
