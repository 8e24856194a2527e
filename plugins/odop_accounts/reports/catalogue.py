"""All reports by name."""

from __future__ import annotations

from odop_accounts.reports import ageing, gstr1, journal, registers
from odop_accounts.reports.report import Report, ReportName

REPORTS: dict[ReportName, Report] = {
    report.name: report
    for report in (
        journal.TRIAL_BALANCE,
        journal.DAY_BOOK,
        journal.LEDGER,
        ageing.PAYABLES,
        ageing.RECEIVABLES,
        registers.COMMISSION,
        registers.TDS,
        registers.TCS,
        registers.GSTR8,
        gstr1.B2B,
        gstr1.B2C,
        gstr1.NOTES,
        gstr1.HSN,
        gstr1.DOCUMENTS,
        gstr1.ECO,
    )
}
