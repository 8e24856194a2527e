"""Each figure of a tax as a sentence, with the rule's source: for the accountant, the buyer, and whoever asks in ten
years. What was reckoned is put into words here, and nothing is reckoned again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from odop_accounts.tax.baskets import DELIVERY, Basket, SellerKind, Taxed, TaxedBasket
from odop_accounts.tax.collection import Collected
from odop_accounts.tax.rates import RateRow
from odop_accounts.tax.rounding import format_percent, round_to_rupee
from odop_accounts.tax.withholding import Deduction
from odop_core.i18n import Text, _
from odop_core.india import states
from odop_core.india.money import format_inr


@dataclass(frozen=True)
class Explained:
    """One figure in paise. `code` says what it is ("net", "CGST", "tds"), `subject` of which line. `rule_id` is the row
    it comes from, if one decides; `citation` and `confidence` its source."""

    code: str
    subject: str
    amount_paise: int
    words: Text
    citation: str = ""
    confidence: str = ""
    rule_id: int | None = None


def explain_basket(taxed: TaxedBasket) -> list[Explained]:
    """The place of supply, then the rate and the amounts of each line and of the delivery, then the sums."""
    return [
        explain_place(taxed.basket),
        *(figure for one in taxed.all for figure in _explain_amount(taxed.basket, one)),
        *_explain_sums(taxed),
    ]


def explain_place(basket: Basket) -> Explained:
    place = basket.supply.place
    values = {"place": _name(place.state), "why": place.why, "seller": _name(basket.supply.seller_state)}
    if basket.supply.is_intra_state:
        words = _(
            "Place of supply is {place}: {why}. The seller is in the same State, so half of the GST is CGST, half the "
            "State's.",
            **values,
        )
    else:
        words = _("Place of supply is {place}: {why}. The seller is in {seller}, so the GST is IGST.", **values)
    return Explained("place", "", 0, words, f"{place.citation}; IGST s.7, 8", "H")


def explain_rate(row: RateRow) -> Text:
    """ "GST 5 %: HSN 6214, declared handicraft, in force since …"."""
    return _(
        "GST {percent}: HSN {code}{conditions}, in force since {day} ({citation})",
        percent=format_percent(row.rate_bp),
        code=row.hsn_prefix,
        conditions=_conditions(row),
        day=row.valid_from,
        citation=row.citation,
    )


def _conditions(row: RateRow) -> Text:
    words = Text("")
    for condition in _list_conditions(row):
        words = _("{before}, {condition}", before=words, condition=condition)
    return words


def _list_conditions(row: RateRow) -> Iterator[Text]:
    if row.entry:
        yield _("entry “{entry}”", entry=row.entry)
    if row.handicraft is not None:
        yield _("declared handicraft") if row.handicraft else _("not declared handicraft")
    if row.packaged is not None:
        yield _("pre-packaged and labelled") if row.packaged else _("not pre-packaged and labelled")
    if row.above_paise:
        yield _("above {price} a piece without GST", price=format_inr(row.above_paise))
    if row.up_to_paise is not None:
        yield _("up to {price} a piece without GST", price=format_inr(row.up_to_paise))


def _explain_amount(basket: Basket, taxed: Taxed) -> Iterator[Explained]:
    row = taxed.row
    source: dict[str, Any] = {"citation": row.citation, "confidence": row.confidence, "rule_id": row.id} if row else {}
    if row is None:
        yield Explained("rate", taxed.key, 0, NO_TAX[basket.seller], "CGST s.10, 32", "H")
    elif taxed.rate_bp != row.rate_bp:
        words = _("The goods leave India under a letter of undertaking: no GST is collected.")
        yield Explained("rate", taxed.key, 0, words, "IGST s.16(3)", "M")
    elif taxed.key == DELIVERY:
        words = _("Delivery is taxed like the goods it is for. {rate}.", rate=explain_rate(row))
        yield Explained("rate", taxed.key, 0, words, f"CGST s.8, 15; {row.citation}", row.confidence, row.id)
    else:
        words = _("{rate}.", rate=explain_rate(row))
        if taxed.in_gap:
            words = _("{rate}. Neither rate fits the price with GST: the higher is taken.", rate=explain_rate(row))
        yield Explained("rate", taxed.key, 0, words, **source)
    values = {"gross": format_inr(taxed.gross_paise), "net": format_inr(taxed.net_paise)}
    yield Explained("net", taxed.key, taxed.net_paise, _("Of {gross}, {net} are without GST.", **values), **source)
    for head, paise in taxed.tax_paise.items():
        words = _(
            "{head}, {percent} of {net}: {amount}.",
            head=head.value,
            percent=_share(taxed.rate_bp, len(taxed.tax_paise)),
            net=format_inr(taxed.net_paise),
            amount=format_inr(paise),
        )
        yield Explained(head.value, taxed.key, paise, words, **source)


def _share(rate_bp: int, heads: int) -> str:
    """A half of 25 basis points is no whole number of them."""
    return format_percent(rate_bp) if heads == 1 else _halved(rate_bp)


def _halved(rate_bp: int) -> str:
    whole, rest = divmod(rate_bp * 5, 1000)
    return f"{whole}.{rest:03d}".rstrip("0").rstrip(".") + " %"


def _explain_sums(taxed: TaxedBasket) -> Iterator[Explained]:
    for head, paise in taxed.tax_paise.items():
        words = _("{head} in all: {amount}.", head=head.value, amount=format_inr(paise))
        yield Explained(f"total:{head}", "", paise, words)
    values = {"net": format_inr(taxed.net_paise), "gross": format_inr(taxed.gross_paise)}
    yield Explained("total", "", taxed.gross_paise, _("The buyer pays {gross}, of which {net} without GST.", **values))


NO_TAX = {
    SellerKind.COMPOSITION: _("The seller pays under the composition scheme and may not collect GST."),
    SellerKind.UNREGISTERED: _("The seller is not registered for GST and may not collect it."),
}


def explain_rounding(paise: int) -> Explained:
    """To what an amount payable is rounded on a return."""
    rounded = round_to_rupee(paise)
    words = _(
        "{amount} is rounded to the nearest rupee, fifty paise up: {rounded}.",
        amount=format_inr(paise),
        rounded=format_inr(rounded),
    )
    return Explained("rounded", "", rounded, words, "CGST s.170", "H")


def explain_collected(collected: Collected) -> list[Explained]:
    """Tax collected at source (TCS) of one seller in one month."""
    figures = [
        Explained(
            "base",
            "",
            collected.base_paise,
            _("Taxable value of the month, less what was returned: {amount}.", amount=format_inr(collected.base_paise)),
            "CGST s.52(1), Explanation",
            "H",
        )
    ]
    for part in collected.parts:
        rule = part.rule
        for head, paise in part.tax_paise.items():
            words = _(
                "TCS as {head}, {percent} of {base}: {amount}.",
                head=head.value,
                percent=_share(rule.rate_bp, len(part.tax_paise)),
                base=format_inr(part.base_paise),
                amount=format_inr(paise),
            )
            figures.append(Explained(head.value, "", paise, words, rule.citation, rule.confidence, rule.id))
    return figures


def explain_deduction(deduction: Deduction) -> Explained:
    """Tax deducted at source (TDS) from one payment, or why none is."""
    rule = deduction.rule
    return Explained("tds", deduction.key, deduction.tax_paise, deduction.why, rule.citation, rule.confidence, rule.id)


def _name(state: str) -> Text:
    return _("a place outside India") if state == "96" else states.name_of(state)
