"""GSTR-1 by the documents that were issued: of the shop, and (table 14) of the vendors who sold through it.

Void documents are left out, vouchers as well (no tax is due on advances for goods, 66/2017-CT). Consumers' invoices to
another State above one lakh are reported one by one (table 5; 12/2024-CT), all other sales to consumers by State and
rate (7), and so are goods without tax (8).
"""

from __future__ import annotations

from odop_accounts.ledger.chart import Purpose
from odop_accounts.reports.report import Column, ColumnKind, Report, ReportName, Tie, day, money, movement, rate
from odop_core.i18n import _

# Signed lines: what a credit note takes back is below zero.
_LINES = """
    SELECT document.id, document.kind, document.number, document.issued_on, document.issuer, document.series,
        document.seller_gstin, document.supplier_id, document.buyer_gstin, document.place_of_supply,
        document.seller_state_code, document.order_id, document.gross_paise AS document_paise, document.corrects_id,
        line.hsn, line.unit, line.rate_bp, line.sale_id,
        CASE document.kind WHEN 'credit_note' THEN -1 ELSE 1 END AS sign,
        line.quantity, line.net_paise AS net, line.cgst_paise AS cgst, line.sgst_paise AS sgst, line.igst_paise AS igst,
        coalesce(corrected.gross_paise, document.gross_paise) > 10000000
            AND document.place_of_supply <> document.seller_state_code AS is_large
    FROM odop_accounts_document AS document
    JOIN odop_accounts_documentline AS line ON line.document_id = document.id
    LEFT JOIN odop_accounts_document AS corrected ON corrected.id = document.corrects_id
    WHERE document.kind IN ('tax_invoice', 'bill_of_supply', 'invoice_cum_bill', 'invoice', 'credit_note', 'debit_note')
        AND NOT EXISTS (SELECT FROM odop_accounts_documentvoid AS void WHERE void.document_id = document.id)
        AND (%(gstin)s = '' OR document.seller_gstin = %(gstin)s)
"""
_PERIOD = " AND document.issued_on BETWEEN %(first)s AND %(last)s"
_SHOP = " AND document.supplier_id IS NULL AND document.seller_gstin <> ''"

_TAXES = (
    money("net", _("Taxable value")),
    money("igst", _("Integrated tax")),
    money("cgst", _("Central tax")),
    money("sgst", _("State or Union Territory tax")),
)
_SUMS = "sum(sign * net), sum(sign * igst), sum(sign * cgst), sum(sign * sgst)"
_GSTIN = Column("seller_gstin", _("GSTIN of the seller"))
_NUMBER = (Column("number", _("Number")), day("date", _("Date")))
_PLACE = Column("place", _("Place of supply"))
_RATE = rate("rate", _("Rate (%)"))
_NOTES = "('credit_note', 'debit_note')"

B2B = Report(
    ReportName.GSTR1_B2B,
    _("GSTR-1: invoices to businesses"),
    (
        _GSTIN,
        Column("buyer_gstin", _("GSTIN of the buyer")),
        *_NUMBER,
        _PLACE,
        money("value", _("Value of the invoice"), is_summed=False),
        _RATE,
        *_TAXES,
    ),
    f"""
    SELECT seller_gstin, buyer_gstin, number, issued_on, place_of_supply, document_paise, rate_bp, {_SUMS},
        'order ' || order_id
    FROM ({_LINES}{_PERIOD}{_SHOP}) AS line WHERE buyer_gstin <> '' AND kind NOT IN {_NOTES}
    GROUP BY id, seller_gstin, buyer_gstin, number, issued_on, place_of_supply, document_paise, rate_bp, order_id
    ORDER BY seller_gstin, number, rate_bp
    """,  # noqa: S608 - constants of ours
)

B2C = Report(
    ReportName.GSTR1_B2C,
    _("GSTR-1: sales to consumers"),
    (
        _GSTIN,
        Column("table", _("Table")),
        Column("number", _("Number")),
        _PLACE,
        _RATE,
        *_TAXES,
    ),
    f"""
    SELECT seller_gstin, form, number, place_of_supply, rate_bp, {_SUMS}, 'documents ' || seller_gstin FROM (
        SELECT *, CASE WHEN rate_bp = 0 THEN '8' WHEN is_large THEN '5' ELSE '7' END AS form FROM (
            SELECT seller_gstin, place_of_supply, rate_bp, is_large, sign, net, igst, cgst, sgst,
                CASE WHEN is_large AND rate_bp > 0 THEN number ELSE '' END AS number
            FROM ({_LINES}{_PERIOD}{_SHOP}) AS line
            WHERE buyer_gstin = '' AND NOT (is_large AND rate_bp > 0 AND kind IN {_NOTES})
        ) AS consumer
    ) AS line
    GROUP BY seller_gstin, form, number, place_of_supply, rate_bp
    ORDER BY seller_gstin, form, place_of_supply, rate_bp, number
    """,  # noqa: S608 - constants of ours
)

NOTES = Report(
    ReportName.GSTR1_NOTES,
    _("GSTR-1: credit and debit notes"),
    (
        _GSTIN,
        Column("buyer_gstin", _("GSTIN of the buyer")),
        *_NUMBER,
        Column("corrects", _("Corrects")),
        _PLACE,
        _RATE,
        *_TAXES,
    ),
    f"""
    SELECT line.seller_gstin, line.buyer_gstin, line.number, line.issued_on, corrected.number, line.place_of_supply,
        line.rate_bp, {_SUMS}, 'order ' || line.order_id
    FROM ({_LINES}{_PERIOD}{_SHOP}) AS line JOIN odop_accounts_document AS corrected ON corrected.id = line.corrects_id
    WHERE line.kind IN {_NOTES} AND (line.buyer_gstin <> '' OR line.is_large AND line.rate_bp > 0)
    GROUP BY line.id, line.seller_gstin, line.buyer_gstin, line.number, line.issued_on, corrected.number,
        line.place_of_supply, line.rate_bp, line.order_id
    ORDER BY line.seller_gstin, line.number, line.rate_bp
    """,  # noqa: S608 - constants of ours
)


def _undelivered(until: str) -> str:
    """SQL: the net of what was invoiced by then and is not a sale of the ledger by then."""
    return f"""
    SELECT coalesce(sum(sign * net), 0) FROM ({_LINES}{_SHOP} AND document.issued_on <= {until}) AS line
    WHERE NOT EXISTS (SELECT FROM odop_accounts_journalentry AS entry
        WHERE entry.key = coalesce(
            'sale:' || line.sale_id || ':delivered', 'order:' || line.order_id || ':shipping_delivered'
        ) AND entry.effective_on <= {until})
    """  # noqa: S608 - constants of ours


_OF_GSTIN = " AND (%(gstin)s = '' OR account.party = 'seller:' || %(gstin)s) AND account.party <> ''"

HSN = Report(
    ReportName.GSTR1_HSN,
    _("GSTR-1: goods by HSN code"),
    (
        _GSTIN,
        Column("buyers", _("Sold to")),
        Column("hsn", _("HSN code")),
        Column("unit", _("Unit (UQC)")),
        Column("quantity", _("Quantity"), ColumnKind.COUNT),
        _RATE,
        *_TAXES,
    ),
    f"""
    SELECT seller_gstin, CASE WHEN buyer_gstin = '' THEN 'B2C' ELSE 'B2B' END, hsn, unit, sum(sign * quantity), rate_bp,
        {_SUMS}, 'documents ' || seller_gstin
    FROM ({_LINES}{_PERIOD}{_SHOP}) AS line
    GROUP BY seller_gstin, buyer_gstin = '', hsn, unit, rate_bp, CASE WHEN buyer_gstin = '' THEN 'B2C' ELSE 'B2B' END
    ORDER BY 1, 2, 3, 4, rate_bp
    """,  # noqa: S608 - constants of ours
    (
        Tie(
            "net",
            _("Sales and delivery in the ledger, with what is invoiced and not delivered"),
            f"SELECT ({movement(Purpose.GOODS_SOLD, Purpose.SHIPPING_INCOME, amount='credit - debit')}{_OF_GSTIN})"
            f" + ({_undelivered('%(last)s')}) - ({_undelivered('(%(first)s - 1)')})",
        ),
    ),
)

DOCUMENTS = Report(
    ReportName.GSTR1_DOCUMENTS,
    _("GSTR-1: documents issued"),
    (
        _GSTIN,
        Column("kind", _("Kind")),
        Column("from_number", _("From")),
        Column("to_number", _("To")),
        Column("count", _("Number of documents"), ColumnKind.COUNT, is_summed=True),
        Column("void", _("Void"), ColumnKind.COUNT, is_summed=True),
        Column("issued", _("Issued, less void"), ColumnKind.COUNT, is_summed=True),
    ),
    """
    SELECT document.seller_gstin, document.kind, (array_agg(document.number ORDER BY serial))[1],
        (array_agg(document.number ORDER BY serial DESC))[1], count(*), count(void.document_id),
        count(*) - count(void.document_id), 'documents ' || document.seller_gstin
    FROM odop_accounts_document AS document
    LEFT JOIN odop_accounts_documentvoid AS void ON void.document_id = document.id
    WHERE document.issued_on BETWEEN %(first)s AND %(last)s AND document.seller_gstin <> ''
        AND (%(gstin)s = '' OR document.seller_gstin = %(gstin)s)
    GROUP BY document.seller_gstin, document.issuer, document.series, document.financial_year, document.kind
    ORDER BY 1, 2, document.series, document.financial_year
    """,
)

# What a vendor's own GSTR-1 says of sales through an operator that collects tax (A7.11).
ECO = Report(
    ReportName.GSTR1_ECO,
    _("GSTR-1 of vendors: sales through an e-commerce operator"),
    (
        _GSTIN,
        Column("supplier", _("Supplier"), ColumnKind.COUNT),
        Column("supplier_name", _("Name")),
        *_TAXES,
    ),
    f"""
    SELECT seller_gstin, supplier_id, NULL, {_SUMS}, 'sales supplier:' || supplier_id
    FROM ({_LINES}{_PERIOD} AND document.supplier_id IS NOT NULL AND document.seller_gstin <> '') AS line
    GROUP BY seller_gstin, supplier_id ORDER BY seller_gstin, supplier_id
    """,  # noqa: S608 - constants of ours
    lookups=("supplier_name",),
)
