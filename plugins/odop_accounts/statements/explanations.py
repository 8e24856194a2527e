"""Each line of a statement as a sentence: of what the buyer paid, what the supplier gets, and what is taken off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from odop_accounts.models import StatementLine
from odop_accounts.posting.facts import Kind
from odop_accounts.statements.withheld import reasons_of
from odop_consignment.api import SaleInfo, sales_by_id
from odop_consignment.api.agreements import explain_sales
from odop_core.i18n import EMPTY, Text, _, comma_separated, in_lines, quoted
from odop_core.india.money import format_inr

_SALE = "sale:"


@dataclass(frozen=True)
class ExplainedLine:
    """`title` says what it is about, `words` how the amount came about (of tax at source the reason that was written
    down when it was taken), `why` by which rule of the agreement the
    commission is taken. `sale_id` is None for what is of no sale, such as a payout."""

    row: StatementLine
    sale_id: int | None
    title: Text
    words: Text
    why: Text


def explain_lines(rows: Sequence[StatementLine], using: str = "default") -> list[ExplainedLine]:
    """In the order given. A constant number of queries."""
    sale_ids = {row.pk: sale_of(row) for row in rows}
    wanted = {sale_id for sale_id in sale_ids.values() if sale_id is not None}
    sales = sales_by_id(wanted, using) if wanted else {}
    rules = explain_sales(wanted, using) if wanted else {}
    reasons = reasons_of(rows, using)
    found = []
    for row in rows:
        sale_id = sale_ids[row.pk]
        rule = rules.get(sale_id) if sale_id and row.commission_paise else None
        sale = sales.get(sale_id) if sale_id else None
        found.append(
            ExplainedLine(
                row, sale_id, title_of(row, sale), reasons.get(row.pk) or words_of(row), rule.why if rule else EMPTY
            )
        )
    return found


def sale_of(row: StatementLine) -> int | None:
    number = row.source.removeprefix(_SALE)
    return int(number) if row.source.startswith(_SALE) and number.isdecimal() else None


def title_of(row: StatementLine, sale: SaleInfo | None) -> Text:
    """ "Bought: Chikankari Kurta, 2 pieces (order 1047)"."""
    what = _what(row)
    if sale is None:
        return what
    return _(
        "{what}: {product}, pieces: {quantity} (order {order})",
        what=what,
        product=sale.product_name,
        quantity=sale.quantity,
        order=sale.order_number,
    )


def _what(row: StatementLine) -> Text:
    if row.payout_paise:
        return _("Paid to you") if row.payout_paise > 0 else _("A payment to you came back")
    named = {
        Kind.DELIVERED: _("Sold"),
        Kind.RETURNED: _("Came back"),
        Kind.REFUNDED: _("Paid back to the buyer"),
        Kind.REPLACED: _("Exchanged"),
        Kind.DAMAGED: _("Came back damaged"),
        Kind.LOST: _("Lost on the way"),
        Kind.TCS: _("GST collected at source (TCS)"),
        Kind.TDS: _("Income tax deducted (TDS)"),
        Kind.FREIGHT_CHARGED: _("Delivery that you pay for"),
    }
    if row.kind in named:
        return named[Kind(row.kind)]
    return quoted(row.narration) if row.narration else _("Correction")


def words_of(row: StatementLine) -> Text:
    """How the amount of a line came about."""
    value, amount = row.buyer_paise + row.discount_paise, format_inr(abs(row.amount_paise))
    parts = taken_off(row)
    if row.compensation_paise and not value:
        return _("The goods are gone, and not by your fault: you get {amount}.", amount=amount)
    if value > 0 and parts:
        return _(
            "Of {value} you get {amount}. Taken off: {parts}.",
            value=_value(row),
            amount=amount,
            parts=comma_separated(parts),
        )
    if value > 0:
        return _("Of {value} you get {amount}.", value=_value(row), amount=amount)
    if value < 0:
        return _(
            "The buyer gets {value} back; {amount} of it was yours and is taken off.",
            value=format_inr(abs(row.buyer_paise)),
            amount=amount,
        )
    return comma_separated(parts) if len(parts) > 1 else EMPTY


def _value(row: StatementLine) -> Text:
    if row.discount_paise > 0:
        return _(
            "{value} (the buyer paid {paid}, the shop adds {discount} for its discount)",
            value=format_inr(row.buyer_paise + row.discount_paise),
            paid=format_inr(row.buyer_paise),
            discount=format_inr(row.discount_paise),
        )
    return quoted(format_inr(row.buyer_paise + row.discount_paise))


def taken_off(row: StatementLine) -> list[Text]:
    """What is taken off, each with its amount; what is given back is left out."""
    return [
        _("{name} {amount}", name=name, amount=format_inr(abs(paise)))
        for name, paise in deductions(row)
        if paise
    ]  # fmt: skip


def deductions(row: StatementLine) -> Iterable[tuple[Text, int]]:
    """In the order in which they are read."""
    return [
        (_("GST of the goods"), row.goods_tax_paise),
        (_("commission"), row.commission_paise),
        (_("charges"), row.charges_paise),
        (_("GST on commission and charges"), row.services_tax_paise),
        (_("GST collected at source (TCS)"), row.tcs_paise),
        (_("income tax deducted (TDS)"), row.tds_paise),
    ]


def whole_story(line: ExplainedLine) -> Text:
    """Title, words and rule, each on a line of its own."""
    return in_lines([part for part in (line.title, line.words, line.why) if part])
