"""Kinds of documents: one declaration for each, with its title and the rule that wants it."""

from __future__ import annotations

from dataclasses import dataclass

from odop_accounts.models import DocumentKind
from odop_core.i18n import Text, _


@dataclass(frozen=True)
class KindInfo:
    """`series` is the letters of its numbers, `rule` what says that it is to be issued and what stands on it.
    `einvoice` is the kind's code in the e-invoice schema; "" where it has none."""

    title: Text
    series: str
    rule: str
    einvoice: str = ""


KINDS: dict[DocumentKind, KindInfo] = {
    DocumentKind.TAX_INVOICE: KindInfo(_("Tax invoice"), "TI", "CGST s.31(1), rule 46", "INV"),
    DocumentKind.BILL_OF_SUPPLY: KindInfo(_("Bill of supply"), "BS", "CGST s.31(3)(c), rule 49"),
    DocumentKind.INVOICE_CUM_BILL: KindInfo(_("Invoice-cum-bill of supply"), "IB", "CGST rule 46A", "INV"),
    DocumentKind.INVOICE: KindInfo(_("Invoice"), "IN", ""),
    DocumentKind.CREDIT_NOTE: KindInfo(_("Credit note"), "CN", "CGST s.34(1), rule 53(1A)", "CRN"),
    DocumentKind.DEBIT_NOTE: KindInfo(_("Debit note"), "DN", "CGST s.34(3), rule 53(1A)", "DBN"),
    DocumentKind.RECEIPT_VOUCHER: KindInfo(_("Receipt voucher"), "RV", "CGST s.31(3)(d), rule 50"),
    DocumentKind.REFUND_VOUCHER: KindInfo(_("Refund voucher"), "RF", "CGST s.31(3)(e), rule 51"),
    DocumentKind.DELIVERY_CHALLAN: KindInfo(_("Delivery challan"), "DC", "CGST rule 55"),
    DocumentKind.COMMISSION_INVOICE: KindInfo(_("Tax invoice for commission"), "CI", "CGST s.31(2), rule 46", "INV"),
    DocumentKind.COMMISSION_CREDIT: KindInfo(_("Credit note for commission"), "CC", "CGST s.34(1), rule 53(1A)", "CRN"),
}


def series_of(kind: DocumentKind) -> str:
    return KINDS[kind].series
