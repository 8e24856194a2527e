"""What is known of products for their tax: recorded by somebody, or else by their craft.

A craft gives the HSN code and no more: goods are no handicraft for the law until somebody declares it (21/2018-CT(R),
Explanation), so they bear the higher rate where there are two.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from odop_accounts.models import GoodsTax
from odop_accounts.tax import records
from odop_accounts.tax.rates import Goods, read_hsn
from odop_accounts.tax.refusals import NoHsn, NoRate, TaxRefusal
from odop_core.i18n import Text, _
from odop_core.india import aadhaar
from odop_core.india.dates import today
from odop_core.normalization import normalize_text
from odop_provenance.api.origins import find_provenance

LONGEST_REMARK = 255
MOST_PIECES = 10_000


class BadGoods(TaxRefusal, ValueError):
    """What was to be recorded of goods cannot be."""


@dataclass(frozen=True)
class GoodsInfo:
    """What holds for a product, who recorded it and when (both empty for what follows from the craft)."""

    product_id: str
    goods: Goods
    remark: str = ""
    recorded_by: str = ""
    recorded_at: datetime | None = None


def record_goods(product_id: str, goods: Goods, *, by: str, remark: str = "") -> GoodsInfo:
    """From now on this holds for the product; the same again changes nothing. Raises BadHsn, BadGoods, NoRate when no
    rule covers such goods today."""
    goods = replace(goods, hsn=read_hsn(goods.hsn), entry=goods.entry.strip().lower())
    remark = " ".join(normalize_text(remark).split())
    if not product_id or not 1 <= goods.pieces <= MOST_PIECES:
        raise BadGoods(_("Name the product, and how many pieces a unit of it holds: 1 or more."))
    if len(remark) > LONGEST_REMARK or aadhaar.contains_aadhaar(remark):
        raise BadGoods(
            _("Write the remark in at most {most} letters, and without Aadhaar numbers.", most=LONGEST_REMARK)
        )
    records.rates_of([goods.hsn]).bands(goods, today())
    last = GoodsTax.objects.filter(product_id=product_id).order_by("-id").first()
    if last is None or (_goods(last), last.remark) != (goods, remark):
        last = GoodsTax.objects.create(
            product_id=product_id,
            hsn=goods.hsn,
            entry=goods.entry,
            handicraft=goods.handicraft,
            packaged=goods.packaged,
            pieces=goods.pieces,
            remark=remark,
            recorded_by=by,
        )
    return _info(last)


def find_goods(product_ids: Collection[str], using: str = "default") -> dict[str, GoodsInfo]:
    """What holds for these products; those of which nothing is known are left out. One query, and those of provenance
    for products of which nobody recorded anything."""
    rows = GoodsTax.objects.using(using).filter(product_id__in=set(product_ids))
    found = {row.product_id: _info(row) for row in rows.order_by("product_id", "-id").distinct("product_id")}
    if others := set(product_ids) - set(found) - {""}:
        for product_id, origin in find_provenance(others, using).items():
            if origin.craft and origin.craft.hsn:
                found[product_id] = GoodsInfo(product_id, Goods(origin.craft.hsn))
    return found


def find_refused(product_ids: Collection[str], on: date | None = None, using: str = "default") -> dict[str, Text]:
    """Why these products may not be sold: their GST is not known. By product; those of which it is are left out."""
    wanted = set(product_ids)
    known = find_goods(wanted, using)
    table = records.rates_of({info.goods.hsn for info in known.values()}, using)
    found = {}
    for product_id in wanted:
        try:
            if product_id not in known:
                raise NoHsn
            table.bands(known[product_id].goods, on or today())
        except NoRate as refusal:
            found[product_id] = refusal.text
    return found


def _goods(row: GoodsTax) -> Goods:
    return Goods(row.hsn, row.handicraft, row.packaged, row.entry, row.pieces)


def _info(row: GoodsTax) -> GoodsInfo:
    return GoodsInfo(row.product_id, _goods(row), row.remark, row.recorded_by, row.recorded_at)
