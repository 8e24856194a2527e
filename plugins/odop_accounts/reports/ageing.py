"""What is owed at the end of the period, and since when. What was paid was for the oldest.

The days of suppliers are those of the MSMED Act: within 15 where nothing is agreed, within 45 at the latest (B14).
"""

from __future__ import annotations

from odop_accounts.ledger.chart import Purpose
from odop_accounts.reports.report import Column, ColumnKind, Report, ReportName, Tie, day, money, movement
from odop_core.i18n import _

_BUCKETS = (
    money("to_15", _("Up to 15 days")),
    money("to_45", _("16 to 45 days")),
    money("to_90", _("46 to 90 days")),
    money("older", _("More than 90 days")),
)

PAYABLES = Report(
    ReportName.PAYABLES_AGEING,
    _("Due to suppliers, by age"),
    (
        Column("supplier", _("Supplier"), ColumnKind.COUNT),
        Column("supplier_name", _("Name")),
        *_BUCKETS,
        money("owed", _("Owed by the supplier")),
        money("balance", _("Due")),
        day("oldest", _("Since")),
    ),
    """
    WITH days AS (
        SELECT account.party, total.day, total.credit,
            sum(total.credit) OVER (PARTITION BY account.id ORDER BY total.day)
                - sum(total.debit) OVER (PARTITION BY account.id) AS unpaid,
            sum(total.credit - total.debit) OVER (PARTITION BY account.id) AS balance
        FROM odop_accounts_daytotal AS total JOIN odop_accounts_account AS account ON account.id = total.account_id
        WHERE account.purpose = 'supplier_payable' AND account.currency = 'INR' AND total.day <= %(last)s
    ), open AS (
        SELECT party, day, %(last)s - day AS age, greatest(0, least(credit, unpaid)) AS paise, balance FROM days
    )
    SELECT replace(party, 'supplier:', '')::bigint, NULL,
        coalesce(sum(paise) FILTER (WHERE age <= 15), 0),
        coalesce(sum(paise) FILTER (WHERE age BETWEEN 16 AND 45), 0),
        coalesce(sum(paise) FILTER (WHERE age BETWEEN 46 AND 90), 0),
        coalesce(sum(paise) FILTER (WHERE age > 90), 0),
        least(0, min(balance)), min(balance), min(day) FILTER (WHERE paise > 0),
        'ledger supplier_payable ' || party
    FROM open GROUP BY party HAVING min(balance) <> 0 ORDER BY 1
    """,
    (Tie("balance", _("The account of what is due"),
         movement(Purpose.SUPPLIER_PAYABLE, amount="credit - debit", until_end=True)),),
    lookups=("supplier_name",),
)  # fmt: skip

RECEIVABLES = Report(
    ReportName.RECEIVABLES_AGEING,
    _("Owed by buyers, by age"),
    (
        Column("order", _("Order")),
        *_BUCKETS,
        money("owed", _("To be given back")),
        money("balance", _("Owed")),
        day("oldest", _("Since")),
    ),
    """
    WITH moved AS (
        SELECT coalesce(figures.order_id, substr(entry.source, 7)) AS order_id, figures.order_number,
            line.effective_on, line.amount
        FROM odop_accounts_journalline AS line
        JOIN odop_accounts_account AS account ON account.id = line.account_id
        JOIN odop_accounts_journalentry AS entry ON entry.id = line.entry_id
        LEFT JOIN odop_accounts_salefigures AS figures ON entry.source = 'sale:' || figures.sale_id
        WHERE account.purpose = 'buyer_receivable' AND account.currency = 'INR' AND line.effective_on <= %(last)s
    ), open AS (
        SELECT order_id, max(order_number) AS number, min(effective_on) AS oldest, sum(amount) AS balance
        FROM moved GROUP BY order_id HAVING sum(amount) <> 0
    )
    SELECT coalesce(number, order_id),
        CASE WHEN %(last)s - oldest <= 15 THEN greatest(balance, 0) ELSE 0 END,
        CASE WHEN %(last)s - oldest BETWEEN 16 AND 45 THEN greatest(balance, 0) ELSE 0 END,
        CASE WHEN %(last)s - oldest BETWEEN 46 AND 90 THEN greatest(balance, 0) ELSE 0 END,
        CASE WHEN %(last)s - oldest > 90 THEN greatest(balance, 0) ELSE 0 END,
        least(balance, 0), balance, oldest, 'order ' || order_id
    FROM open ORDER BY oldest, order_id
    """,
    (Tie("balance", _("The account of buyers"), movement(Purpose.BUYER_RECEIVABLE, until_end=True)),),
)
