"""Why a sale's commission and charges are what they are, from what was frozen with it: readable in ten years."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from odop_consignment.agreements.figures import CHARGE, COMMISSION, RULE, SOLD_BEFORE, Figure, read_figures
from odop_consignment.models import SaleTerms
from odop_core.i18n import Text, _, in_lines
from odop_core.india.money import format_inr


@dataclass(frozen=True)
class Explanation:
    """Amounts are paise, for all pieces of the sale. `left_paise` is the supplier's before deductions by law.

    `rule` is the chosen rule in a short form ("craft chikankari"), `why` says why it was chosen. `sold_before_paise` is
    None where the rate does not depend on it. `words` are the whole story, one sentence a line. What is reckoned in
    rupees is None while nobody has recorded the rate of a sale in another currency.
    """

    sale_id: int
    agreement: str
    version: int | None
    rule: str
    why: Text
    sold_before_paise: int | None
    net_paise: int | None
    commission_paise: int | None
    charges_paise: int | None
    left_paise: int | None
    figures: list[Figure]
    words: Text
    agreed_at: datetime


def explain_sale(sale_id: int, using: str = "default") -> Explanation | None:
    """None when the sale has no terms yet (nobody is known to supply it)."""
    return explain_sales([sale_id], using).get(sale_id)


def explain_sales(sale_ids: Iterable[int], using: str = "default") -> dict[int, Explanation]:
    """By sale. One query."""
    rows = SaleTerms.objects.using(using).filter(sale_id__in=list(sale_ids))
    return {row.sale_id: explain_terms(row) for row in rows.select_related("version__agreement")}


def explain_terms(terms: SaleTerms) -> Explanation:
    """Only what is frozen in the row is read, and the agreement's reference and version number."""
    figures = read_figures(terms.figures)
    why = _first(figures, RULE)
    before = _first(figures, SOLD_BEFORE)
    left = None
    if terms.value_net_paise is not None:
        left = terms.value_net_paise - (terms.commission_paise or 0) - (terms.charges_paise or 0)
    return Explanation(
        sale_id=terms.sale_id,
        agreement=terms.version.agreement.reference if terms.version else "",
        version=terms.version.number if terms.version else None,
        rule=_rule(why),
        why=why["words"] if why else Text(""),
        sold_before_paise=before["amount_paise"] if before else None,
        net_paise=terms.net_paise,
        commission_paise=terms.commission_paise,
        charges_paise=terms.charges_paise,
        left_paise=left,
        figures=figures,
        words=_story(terms, figures, left),
        agreed_at=terms.agreed_at,
    )


def is_taken_from_supplier(figure: Figure) -> bool:
    """Whether a figure is an amount the supplier gives, and not a step towards one."""
    return figure["code"] == COMMISSION or figure["code"].startswith(CHARGE)


def _story(terms: SaleTerms, figures: list[Figure], left: int | None) -> Text:
    lines = [figure["words"] for figure in figures]
    if terms.version is None:
        lines.append(
            _("There was no signed agreement on the day of the sale: nothing is deducted until staff settle it")
        )
    if left is None:
        lines.append(_("The buyer pays {gross} ({net} without GST)", gross=str(terms.gross), net=str(terms.net)))
        lines.append(
            _(
                "No rate for {currency} of {day} is recorded: the amount in rupees is not known",
                currency=terms.currency,
                day=terms.ordered_on,
            )
        )
    else:
        lines.append(left_for_supplier(left))
    return in_sentences(lines)


def left_for_supplier(paise: int) -> Text:
    """The last line of every such story."""
    return _("Left for the supplier, before deductions the law asks for: {amount}", amount=format_inr(paise))


def in_sentences(lines: Iterable[Text]) -> Text:
    """Each a sentence, on a line of its own."""
    return in_lines([_("{sentence}.", sentence=line) for line in lines])


def _first(figures: list[Figure], code: str) -> Figure | None:
    return next((figure for figure in figures if figure["code"] == code), None)


def _rule(figure: Figure | None) -> str:
    rule = figure["rule"] if figure else None
    return f"{rule['scope']} {rule['target']}".strip() if rule else ""
