"""What the buyer pays for delivery, on the documents: the shop's, under the GSTIN by which it sells in this order, as
in the books (`posting.facts`); where it sells nothing itself, on a document of its own.

It is taxed like the goods it is for (CGST s.8 and 15; statutory.md A5.n3): one line for each of their rates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from odop_accounts.invoices.drafts import Draft, DraftLine, SellerOfRecord, draft_line, seller_of, supply_of
from odop_accounts.invoices.facts import Issued, OrderFacts, nearest_rate, shop
from odop_accounts.models import DocumentKind, DocumentLine
from odop_accounts.posting.facts import in_paise, is_shipping_off, shipper_gstin, shipping_net
from odop_accounts.tax.rates import without_rate
from odop_accounts.tax.rounding import apportion, round_half_up
from odop_accounts.tax.supply import Supply
from odop_consignment.api import SaleState
from odop_core.i18n import Text, _

DELIVERY = "Delivery"


def with_delivery(
    facts: OrderFacts,
    issued: Issued,
    drafts: list[Draft],
    problems: list[Text],
    *,
    is_due: bool,
) -> Iterator[Draft]:
    """These invoices, and delivery on one of them or on one more."""
    gross = in_paise(facts.order.shipping_gross, facts.sales)
    is_wanted = gross and is_due and not is_shipping_off(facts.order, facts.sales)
    if not is_wanted or issued.live(_subject(facts, "invoice")):
        yield from drafts
        return
    gstin = shipper_gstin([facts.bases[sale.id] for sale in facts.sales])
    mine = next((draft for draft in drafts if draft.seller.gstin == gstin and draft.seller.is_shop), None)
    for draft in drafts:
        more = _lines(facts, "invoice", draft.seller, draft.supply) if draft is mine else ()
        yield replace(draft, lines=draft.lines + tuple(more))
    if mine or _comes_later(facts, issued, gstin):
        return
    seller = shop(gstin)
    if seller is None:
        problems.append(_("Delivery is the corporation's, which has no GSTIN. Record the corporation's GSTINs."))
        return
    supply = facts.supply(seller, drafts[0].buyer_gstin if drafts else "")
    yield Draft(DocumentKind.INVOICE, seller, supply, tuple(_lines(facts, "invoice", seller, supply)))


def with_refund(facts: OrderFacts, issued: Issued, drafts: Iterable[Draft]) -> Iterator[Draft]:
    """These refund vouchers; if all of the order is off and nothing was invoiced, delivery is paid back, too."""
    gross = in_paise(facts.order.shipping_gross, facts.sales)
    is_off = gross and is_shipping_off(facts.order, facts.sales)
    is_said = issued.live(_subject(facts, "invoice")) or issued.live(_subject(facts, "refund"))
    gstin = shipper_gstin([facts.bases[sale.id] for sale in facts.sales])
    for draft in drafts:
        is_mine = draft.seller.gstin == gstin and draft.seller.is_shop
        more = _lines(facts, "refund", draft.seller, draft.supply) if is_off and not is_said and is_mine else ()
        yield replace(draft, lines=draft.lines + tuple(more))


def paid_back(facts: OrderFacts, issued: Issued) -> Iterator[tuple[DocumentLine, DraftLine]]:
    """What was invoiced for delivery and is paid back: all of it, when all of the order is."""
    if not is_shipping_off(facts.order, facts.sales) or issued.live(_subject(facts, "credit")):
        return
    for line in issued.live(_subject(facts, "invoice")):
        change = draft_line(
            _subject(facts, "credit"), line.description, line.quantity, gross=line.gross_paise, net=line.net_paise,
            rate_bp=line.rate_bp, seller=seller_of(line.document), supply=supply_of(line.document), hsn=line.hsn,
            unit=line.unit,
        )  # fmt: skip
        yield line, change


def _subject(facts: OrderFacts, about: str) -> str:
    return f"order:{facts.order.id}:{about}"


def _comes_later(facts: OrderFacts, issued: Issued, gstin: str) -> bool:
    """More is sold under this GSTIN in this order, and not invoiced yet."""
    return bool(gstin) and any(
        sale.seller_gstin == gstin and sale.state != SaleState.CANCELLED and facts.sellers[sale.id].is_shop
        and not issued.live(f"sale:{sale.id}:invoice")
        for sale in facts.sales
    )  # fmt: skip


def _lines(facts: OrderFacts, about: str, seller: SellerOfRecord, supply: Supply) -> Iterator[DraftLine]:
    """One for each rate of the goods, or one at the rate the whole comes to where that is not what was charged."""
    gross = in_paise(facts.order.shipping_gross, facts.sales)
    net = in_paise(shipping_net(facts.order), facts.sales)
    for rate_bp, hsn, part_gross, part_net in _parts(facts, gross, net):
        yield draft_line(
            _subject(facts, about), DELIVERY, 1, gross=part_gross, net=part_net, rate_bp=rate_bp, seller=seller,
            supply=supply, hsn=hsn, unit="NA",
        )  # fmt: skip


def _parts(facts: OrderFacts, gross: int, net: int) -> Sequence[tuple[int, str, int, int]]:
    weights: dict[int, int] = {}
    codes: dict[int, str] = {}
    for sale in facts.sales:
        rate = facts.rate_of(sale)
        weights[rate] = weights.get(rate, 0) + facts.bases[sale.id].amounts.gross
        codes.setdefault(rate, facts.hsn_of(sale))
    rates = sorted(weights, reverse=True)
    shares = apportion(gross, [weights[rate] for rate in rates])
    nets = [round_half_up(without_rate(Fraction(share), rate)) for rate, share in zip(rates, shares, strict=True)]
    off = net - sum(nets)
    if abs(off) > (2 * len(rates) if rates[0] else 0):
        rate = nearest_rate(net, gross)
        return [(rate, codes.get(rate, codes[rates[0]]), gross, net)]
    nets[0] += off
    return [(rate, codes[rate], share, part) for rate, share, part in zip(rates, shares, nets, strict=True) if share]
