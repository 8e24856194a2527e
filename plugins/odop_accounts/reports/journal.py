"""The journal as reports: trial balance, day book, ledger of an account or a party."""

from __future__ import annotations

from odop_accounts.reports.report import Column, Report, ReportName, Tie, day, money, movement
from odop_core.i18n import _

_LINES = (
    "SELECT coalesce(sum({amount}), 0) FROM odop_accounts_journalline AS line"
    " JOIN odop_accounts_account AS account ON account.id = line.account_id"
    " WHERE account.currency = 'INR' AND line.effective_on <= %(last)s{since}"
)
_SINCE = " AND line.effective_on >= %(first)s"

# From the day totals; compared with the lines, which are counted apart.
TRIAL_BALANCE = Report(
    ReportName.TRIAL_BALANCE,
    _("Trial balance"),
    (
        Column("purpose", _("Account")),
        money("opening", _("Opening balance")),
        money("debit", _("Debit")),
        money("credit", _("Credit")),
        money("closing", _("Closing balance")),
    ),
    """
    SELECT purpose,
        coalesce(sum(debit - credit) FILTER (WHERE day < %(first)s), 0),
        coalesce(sum(debit) FILTER (WHERE day >= %(first)s), 0),
        coalesce(sum(credit) FILTER (WHERE day >= %(first)s), 0),
        coalesce(sum(debit - credit), 0),
        'ledger ' || purpose
    FROM odop_accounts_daytotal AS total JOIN odop_accounts_account AS account ON account.id = total.account_id
    WHERE currency = 'INR' AND day <= %(last)s
    GROUP BY purpose ORDER BY purpose
    """,
    (
        Tie("debit", _("Debits of the entries"), _LINES.format(amount="greatest(line.amount, 0)", since=_SINCE)),
        Tie("credit", _("Credits of the entries"), _LINES.format(amount="greatest(-line.amount, 0)", since=_SINCE)),
        Tie("closing", _("Debits less credits of the entries"), _LINES.format(amount="line.amount", since="")),
    ),
)

DAY_BOOK = Report(
    ReportName.DAY_BOOK,
    _("Day book"),
    (
        day("date", _("Date")),
        # What came late is of the first open day; this is when it was entered.
        day("recorded", _("Entered on")),
        Column("entry", _("Entry")),
        Column("kind", _("What it records")),
        Column("purpose", _("Account")),
        Column("party", _("Party")),
        money("debit", _("Debit")),
        money("credit", _("Credit")),
        Column("narration", _("Remark")),
    ),
    """
    SELECT entry.effective_on, (entry.recorded_at AT TIME ZONE 'Asia/Kolkata')::date, entry.id::text, entry.kind,
        account.purpose, account.party,
        greatest(line.amount, 0), greatest(-line.amount, 0), entry.narration, entry.key
    FROM odop_accounts_journalentry AS entry
    JOIN odop_accounts_journalline AS line ON line.entry_id = entry.id
    JOIN odop_accounts_account AS account ON account.id = line.account_id
    WHERE entry.currency = 'INR' AND entry.effective_on BETWEEN %(first)s AND %(last)s
    ORDER BY entry.effective_on, entry.id, line.id
    """,
    (
        Tie("debit", _("Debits of the ledger"), movement(amount="debit")),
        Tie("credit", _("Credits of the ledger"), movement(amount="credit")),
    ),
)

_CHOSEN = " AND (%(purpose)s = '' OR account.purpose = %(purpose)s) AND (%(party)s = '' OR account.party = %(party)s)"

LEDGER = Report(
    ReportName.LEDGER,
    _("Ledger"),
    (
        Column("purpose", _("Account")),
        Column("party", _("Party")),
        day("date", _("Date")),
        Column("kind", _("What it records")),
        money("debit", _("Debit")),
        money("credit", _("Credit")),
        money("balance", _("Balance"), is_summed=False),
    ),
    f"""
    WITH account AS (
        SELECT account.id, account.purpose, account.party, coalesce(sum(total.debit - total.credit), 0) AS opening
        FROM odop_accounts_account AS account
        LEFT JOIN odop_accounts_daytotal AS total ON total.account_id = account.id AND total.day < %(first)s
        WHERE account.currency = 'INR'{_CHOSEN} GROUP BY account.id
    )
    SELECT account.purpose, account.party, line.effective_on, entry.kind,
        greatest(line.amount, 0), greatest(-line.amount, 0),
        account.opening + sum(line.amount) OVER (PARTITION BY account.id ORDER BY line.effective_on, line.id),
        entry.key
    FROM account JOIN odop_accounts_journalline AS line ON line.account_id = account.id
    JOIN odop_accounts_journalentry AS entry ON entry.id = line.entry_id
    WHERE line.effective_on BETWEEN %(first)s AND %(last)s
    ORDER BY account.purpose, account.party, line.effective_on, line.id
    """,  # noqa: S608 - constants of ours
    (
        Tie("debit", _("Debits of the ledger"), movement(amount="debit") + _CHOSEN),
        Tie("credit", _("Credits of the ledger"), movement(amount="credit") + _CHOSEN),
    ),
)
