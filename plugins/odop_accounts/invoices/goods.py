"""Goods on a document: all pieces of sales, for each seller of record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from odop_accounts.invoices.drafts import Draft, SellerOfRecord, draft_line
from odop_accounts.invoices.facts import OrderFacts
from odop_accounts.models import DocumentKind
from odop_consignment.api.books import SaleForBooks
from odop_core.i18n import Text, _


def drafts_of(
    facts: OrderFacts, sales: Iterable[SaleForBooks], about: str, problems: list[Text], buyer_gstin: str = ""
) -> Iterator[Draft]:
    """One draft for each seller of these sales; what keeps us from it is added to `problems`. `about` is a part of the
    lines' subjects: "invoice"."""
    for of_seller in facts.by_seller(sales):
        seller = facts.sellers[of_seller[0].id]
        if problem := _find_problem(facts, seller, of_seller):
            problems.append(problem)
            continue
        supply = facts.supply(seller, buyer_gstin)
        lines = tuple(
            draft_line(
                f"sale:{sale.id}:{about}",
                facts.infos[sale.id].product_name,
                sale.quantity,
                gross=facts.bases[sale.id].amounts.gross,
                net=facts.bases[sale.id].amounts.net,
                rate_bp=facts.rate_of(sale),
                seller=seller,
                supply=supply,
                hsn=facts.hsn_of(sale),
                sale_id=sale.id,
            )
            for sale in of_seller
        )
        yield Draft(DocumentKind.INVOICE, seller, supply, lines, buyer_gstin=buyer_gstin)


def _find_problem(facts: OrderFacts, seller: SellerOfRecord, sales: Iterable[SaleForBooks]) -> Text | None:
    if seller.is_shop and not seller.gstin:
        return _("The corporation had no GSTIN in the State where these goods were sold.")
    unknown = (sale for sale in sales if seller.gstin and not facts.hsn_of(sale))
    if sale := next(unknown, None):
        name = facts.infos[sale.id].product_name
        return _("The HSN code of “{product}” is not known. Record it with goodsTaxRecord.", product=name)
    return None
