"""What terms would give for a sale that nobody made: looked at before an agreement is offered or signed.

Reckoned by the same functions as real sales, on terms that are written down or only typed. Nothing is changed.
"""

from __future__ import annotations

from dataclasses import dataclass

from odop_consignment.agreements.explanations import in_sentences, left_for_supplier
from odop_consignment.agreements.figures import SOLD_BEFORE, Figure
from odop_consignment.agreements.pricing import priced
from odop_consignment.agreements.terms import Terms, sort_rules, terms_of
from odop_consignment.agreements.validation import Draft, check_draft
from odop_consignment.lookups import find_row
from odop_consignment.models import AgreementVersion
from odop_consignment.sales.terms import Goods, net_sold_before
from odop_core.i18n import Text

# What an agreement is called that has no reference yet.
NEW = "NEW"


@dataclass(frozen=True)
class TrialSale:
    """Amounts are paise, for all pieces: what the buyer pays, and the same without GST.

    Of a product its categories and craft are looked up; `craft_slug` names a craft instead. `sold_before_paise` is the
    net value sold before under the agreement; None: as it really is (0 for an agreement that is only typed).
    """

    gross_paise: int
    net_paise: int
    pieces: int = 1
    product_id: str = ""
    craft_slug: str = ""
    sold_before_paise: int | None = None


@dataclass(frozen=True)
class Trial:
    """What would come of it, in paise. `why` says which rule decides; `words` are the whole story."""

    gross_paise: int
    net_paise: int
    sold_before_paise: int | None
    commission_paise: int
    charges_paise: int
    left_paise: int
    why: Text
    figures: list[Figure]
    words: Text


def try_terms(sale: TrialSale, version_id: int | None = None, draft: Draft | None = None) -> Trial:
    """By the terms of a version, or by a draft's (with a version: in its place). Raises UnknownRow, WrongTerms."""
    version = find_row(AgreementVersion, version_id) if version_id is not None else None
    terms = _terms(version, draft)
    goods = Goods({sale.product_id} if sale.product_id else set())
    before = sale.sold_before_paise
    if before is None:
        before = net_sold_before(version.agreement_id) if version else 0
    found = priced(
        terms, pieces=sale.pieces, product_id=sale.product_id or None, category_ids=goods.categories(sale.product_id),
        craft_slug=sale.craft_slug or goods.craft(sale.product_id), gross_paise=sale.gross_paise,
        net_paise=sale.net_paise, cumulative_paise=before,
    )  # fmt: skip
    left = sale.net_paise - found.commission_paise - found.charges_paise
    sentences = [*(figure["words"] for figure in found.figures), left_for_supplier(left)]
    by_code = {figure["code"]: figure for figure in reversed(found.figures)}
    return Trial(
        gross_paise=sale.gross_paise,
        net_paise=sale.net_paise,
        sold_before_paise=by_code[SOLD_BEFORE]["amount_paise"] if SOLD_BEFORE in by_code else None,
        commission_paise=found.commission_paise,
        charges_paise=found.charges_paise,
        left_paise=left,
        why=by_code["rule"]["words"],
        figures=found.figures,
        words=in_sentences(sentences),
    )


def _terms(version: AgreementVersion | None, draft: Draft | None) -> Terms:
    if draft is None:
        assert version is not None
        return terms_of(version)
    check_draft(draft)
    reference, number = (version.agreement.reference, version.number) if version else (NEW, 1)
    return Terms(reference, number, tuple(sort_rules(draft.rules)), draft.charges)
