"""Registers of what was withheld: commission, TDS, TCS and the rows of GSTR-8 (statutory.md A3, B)."""

from __future__ import annotations

from odop_accounts.ledger.chart import Purpose
from odop_accounts.reports.report import Column, ColumnKind, Report, ReportName, Tie, day, money, movement, rate
from odop_core.i18n import _

_SUPPLIER = (Column("supplier", _("Supplier"), ColumnKind.COUNT), Column("supplier_name", _("Name")))

# An entry's GST on services is its output tax, less that of goods the shop sold: what the buyer paid above the net.
COMMISSION = Report(
    ReportName.COMMISSION,
    _("Commission register"),
    (
        day("date", _("Date")),
        Column("order", _("Order")),
        *_SUPPLIER,
        Column("kind", _("What it records")),
        money("commission", _("Commission")),
        money("charges", _("Charges")),
        money("tax", _("GST on both")),
    ),
    """
    SELECT entry.effective_on, min(figures.order_number), min(figures.supplier_id), NULL, entry.kind,
        coalesce(-sum(line.amount) FILTER (WHERE account.purpose = 'commission'), 0),
        coalesce(-sum(line.amount) FILTER (WHERE account.purpose = 'charges'), 0),
        coalesce(-sum(line.amount) FILTER (WHERE account.purpose = 'output_tax'), 0) - CASE
            WHEN min(figures.supply_model) = 'consignment' THEN coalesce(sum(line.amount) FILTER (
                WHERE account.purpose IN ('buyer_advance', 'buyer_receivable', 'goods_sold')), 0)
            ELSE 0 END,
        entry.key
    FROM odop_accounts_journalentry AS entry
    JOIN odop_accounts_journalline AS line ON line.entry_id = entry.id
    JOIN odop_accounts_account AS account ON account.id = line.account_id
    LEFT JOIN odop_accounts_salefigures AS figures ON entry.source = 'sale:' || figures.sale_id
    WHERE entry.currency = 'INR' AND entry.effective_on BETWEEN %(first)s AND %(last)s
    GROUP BY entry.id HAVING bool_or(account.purpose IN ('commission', 'charges'))
    ORDER BY entry.effective_on, entry.id
    """,
    (
        Tie("commission", _("The account of commission"), movement(Purpose.COMMISSION, amount="credit - debit")),
        Tie("charges", _("The account of charges"), movement(Purpose.CHARGES, amount="credit - debit")),
    ),
    lookups=("supplier_name",),
)

# Forms and days: B12. Deposit by the 7th of the next month, for March by 30 April.
TDS = Report(
    ReportName.TDS,
    _("TDS register"),
    (
        day("date", _("Date")),
        *_SUPPLIER,
        Column("section", _("Section")),
        Column("payment_code", _("Payment code")),
        Column("form", _("Statement")),
        Column("certificate", _("Certificate")),
        money("credited", _("Amount credited")),
        money("base", _("Amount taxed")),
        rate("rate", _("Rate (%)")),
        money("tax", _("Tax deducted")),
        day("deposit_by", _("Deposit by")),
    ),
    """
    SELECT deduction.on, deduction.supplier_id, NULL, rule.section, rule.payment_code,
        CASE WHEN deduction.on < DATE '2026-04-01' THEN '26Q' ELSE '140' END,
        CASE WHEN deduction.on < DATE '2026-04-01' THEN '16A' ELSE '131' END,
        deduction.amount_paise, deduction.base_paise, deduction.rate_bp, deduction.tax_paise,
        (date_trunc('month', deduction.on) + CASE WHEN extract(month FROM deduction.on) = 3
            THEN interval '1 month 29 days' ELSE interval '1 month 6 days' END)::date,
        deduction.source
    FROM odop_accounts_taxdeduction AS deduction
    JOIN odop_accounts_withholdingrate AS rule ON rule.id = deduction.rule_id
    WHERE deduction.kind = 'tds_sales' AND deduction.on BETWEEN %(first)s AND %(last)s
    ORDER BY deduction.on, deduction.id
    """,
    (
        Tie(
            "tax",
            _("The account of tax deducted at source"),
            movement(Purpose.TAX_DEDUCTED, amount="credit - debit"),
        ),
    ),
    lookups=("supplier_name",),
)

_TCS_TIE = Tie(
    "tax", _("The account of tax collected at source"), movement(Purpose.TAX_COLLECTED, amount="credit - debit")
)

TCS = Report(
    ReportName.TCS,
    _("TCS register"),
    (
        day("date", _("Date")),
        *_SUPPLIER,
        Column("gstin", _("GSTIN")),
        Column("heads", _("Tax heads")),
        money("amount", _("Taxable value")),
        rate("rate", _("Rate (%)")),
        money("tax", _("Tax collected")),
    ),
    """
    SELECT collection.on, collection.supplier_id, NULL, collection.gstin, collection.heads,
        collection.amount_paise, rule.rate_bp, collection.tax_paise, collection.source
    FROM odop_accounts_taxcollection AS collection
    JOIN odop_accounts_withholdingrate AS rule ON rule.id = collection.rule_id
    WHERE collection.on BETWEEN %(first)s AND %(last)s AND (%(gstin)s = '' OR collection.gstin = %(gstin)s)
    ORDER BY collection.on, collection.id
    """,
    (_TCS_TIE,),
    lookups=("supplier_name",),
)

# Enrolled suppliers are reported and nothing is collected of them (37/2023-CT): what was settled of their sales.
GSTR8 = Report(
    ReportName.GSTR8,
    _("GSTR-8"),
    (
        day("month", _("Month")),
        *_SUPPLIER,
        Column("gstin", _("GSTIN")),
        Column("enrolment_number", _("Enrolment number")),
        money("sold", _("Value of supplies made")),
        money("returned", _("Value of supplies returned")),
        money("net", _("Net value liable to TCS")),
        money("igst", _("Integrated tax")),
        money("cgst", _("Central tax")),
        money("sgst", _("State or Union Territory tax")),
        money("tax", _("Tax collected")),
    ),
    """
    WITH part AS (
        SELECT month, supplier_id, gstin, amount_paise AS value, amount_paise AS liable, tax_paise AS tax,
            heads = 'IGST' AS is_integrated
        FROM odop_accounts_taxcollection AS collection
        WHERE collection.on BETWEEN %(first)s AND %(last)s
        UNION ALL
        SELECT date_trunc('month', entry.effective_on)::date, min(figures.supplier_id), '', sum(line.amount), 0, 0,
            false
        FROM odop_accounts_salefigures AS figures
        JOIN odop_accounts_journalentry AS entry ON entry.source = 'sale:' || figures.sale_id
        JOIN odop_accounts_journalline AS line ON line.entry_id = entry.id
        JOIN odop_accounts_account AS account ON account.id = line.account_id
        WHERE figures.tax_regime = 'enrolled' AND entry.kind IN ('delivered', 'returned', 'refunded', 'replaced')
            AND entry.effective_on BETWEEN %(first)s AND %(last)s
            AND account.purpose IN ('buyer_advance', 'buyer_receivable', 'discount')
        GROUP BY entry.id HAVING sum(line.amount) <> 0
    )
    SELECT month, supplier_id, NULL, gstin, CASE WHEN gstin = '' THEN NULL ELSE '' END,
        coalesce(sum(value) FILTER (WHERE value > 0), 0), coalesce(-sum(value) FILTER (WHERE value < 0), 0),
        sum(liable),
        coalesce(sum(tax) FILTER (WHERE is_integrated), 0),
        coalesce(sum(tax) FILTER (WHERE NOT is_integrated), 0) / 2,
        coalesce(sum(tax) FILTER (WHERE NOT is_integrated), 0) / 2,
        sum(tax), 'sales supplier:' || supplier_id
    FROM part GROUP BY month, supplier_id, gstin ORDER BY month, gstin, supplier_id
    """,
    (_TCS_TIE,),
    lookups=("supplier_name", "enrolment_number"),
)
