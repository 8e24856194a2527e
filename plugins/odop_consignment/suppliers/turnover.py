"""Turnover against the limit up to which the law asks for no GST registration: warned at 80 %, stopped at 100 %.

The law counts a taxpayer's sales everywhere in a financial year: what we sold of all suppliers with the same PAN, and
what they declared to have sold elsewhere (statutory.md A1.1 to A1.4, A4.8). Who is registered has no limit here: the
composition scheme's own (CGST s.10) is for its members to watch. Two sales at once never both miss the limit, since
`lock_turnover` lets one at a time at a taxpayer's sums.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet, Sum

from odop_consignment import notification_requests
from odop_consignment.errors import WrongChoice
from odop_consignment.interests import has_own_interest
from odop_consignment.lookups import find_row
from odop_consignment.models import Regime, Supplier, TaxRegime, Turnover, TurnoverDeclaration
from odop_consignment.settings import ConsignmentSettings
from odop_consignment.suppliers.regimes import regime_on, regimes_on
from odop_core.database.locks import lock_subjects
from odop_core.i18n import Text, _
from odop_core.india import dates, financial_years, rules
from odop_core.india.money import LARGEST_PAISE, format_inr
from odop_core.plugin import configuration

GOODS_LIMIT = "gst.goods.turnover_limit_paise"
ENROLLED_LIMIT = "gst.enrolled_supplier.turnover_limit_paise"


@dataclass(frozen=True)
class TurnoverStatus:
    """How far a taxpayer is from their limit in a financial year. `limit_paise` is None for who needs none.

    `percent` is rounded down, so that 100 means reached.
    """

    year: int
    sold_paise: int
    elsewhere_paise: int
    limit_paise: int | None
    alert_percent: int
    citation: str = ""

    @property
    def total_paise(self) -> int:
        return self.sold_paise + self.elsewhere_paise

    @property
    def percent(self) -> int | None:
        return max(0, self.total_paise * 100 // self.limit_paise) if self.limit_paise else None

    @property
    def is_near(self) -> bool:
        return self.percent is not None and self.percent >= self.alert_percent

    @property
    def is_reached(self) -> bool:
        return self.percent is not None and self.percent >= 100

    @property
    def words(self) -> Text:
        total, year = format_inr(self.total_paise), financial_years.format_year(self.year)
        if self.limit_paise is None:
            return _("{total} in {year}; no limit applies.", total=total, year=year)
        limit = format_inr(self.limit_paise)
        reached = _(
            "{total} in {year}: {percent} % of the limit of {limit}.",
            total=total,
            year=year,
            percent=self.percent,
            limit=limit,
        )
        if not self.is_reached:
            return reached
        return _(
            "{reached} Nothing more can be sold until a GST registration or a corrected declaration is recorded.",
            reached=reached,
        )


def lock_turnover(supplier_ids: Iterable[int], *, and_pan_digest: str = "") -> None:
    """Nobody else touches the sums of these suppliers' taxpayers until our transaction ends. Who records the sales of
    several suppliers in one transaction calls it with all of them first, so that two such never wait for each other.
    `and_pan_digest` is the digest of a PAN that one of them is to have."""
    wanted = set(supplier_ids)
    held: set[str] = set()
    while missing := (_taxpayers(wanted) | {and_pan_digest} - {""}) - held:
        lock_subjects("turnover", missing)
        held |= missing


@transaction.atomic
def add_sale(supplier: Supplier, net_paise: int, on: date) -> None:
    """Goods of a supplier were sold for so much without GST on this Indian day; negative for a cancelled or returned
    sale. The supplier is told when that brings their taxpayer near the limit, and stopped when it is reached."""
    lock_turnover([supplier.pk])
    Turnover.objects.get_or_create(supplier_id=supplier.pk, year=financial_years.year_of(on))
    Turnover.objects.filter(supplier_id=supplier.pk, year=financial_years.year_of(on)).update(
        sold_paise=F("sold_paise") + net_paise
    )
    _judge(supplier.pk)
    supplier.refresh_from_db(fields=["stopped_in_year"])


@transaction.atomic
def declare_turnover(
    supplier_id: int, *, year: int, elsewhere_paise: int, by: str, declared_on: date | None = None
) -> TurnoverStatus:
    """A supplier declares what they sold elsewhere in a financial year so far; the last word counts, and a corrected
    one lifts a stop that it shows to be wrong, when staff record it. Raises UnknownRow, WrongChoice."""
    day = declared_on or dates.today()
    if not 0 <= elsewhere_paise <= LARGEST_PAISE // 2:
        raise WrongChoice(_("A turnover is an amount of paise that is not negative."))
    if day > dates.today() or not 2017 <= year <= financial_years.year_of(dates.today()):
        raise WrongChoice(_("A declaration is of a financial year that has begun, and not of a day to come."))
    supplier = find_row(Supplier, supplier_id)
    lock_turnover([supplier_id])
    _refuse_less_by_themselves(supplier, year, elsewhere_paise, by)
    TurnoverDeclaration.objects.create(
        supplier=supplier, year=year, elsewhere_paise=elsewhere_paise, declared_on=day, recorded_by=by
    )
    _judge(supplier_id)
    return turnover_status(supplier, year)


def _refuse_less_by_themselves(supplier: Supplier, year: int, elsewhere_paise: int, by: str) -> None:
    """Nobody lifts their own stop: a lower figure than before is recorded by staff, who see the papers."""
    before = current_declarations([supplier], year)[supplier.pk]
    if before and elsewhere_paise < before.elsewhere_paise and has_own_interest(by, [supplier.pk]):
        raise WrongChoice(
            _("You declared more before. Show your papers to the corporation's staff, who record the lower figure.")
        )


def turnover_status(supplier: Supplier, year: int | None = None, using: str = "default") -> TurnoverStatus:
    """How far the supplier's taxpayer is from the limit in a financial year (by default this one)."""
    return turnover_statuses([supplier], year, using)[supplier.pk]


def turnover_statuses(
    suppliers: Sequence[Supplier], year: int | None = None, using: str = "default"
) -> dict[int, TurnoverStatus]:
    """The same for many suppliers, by their number, in always as many queries."""
    year = financial_years.year_of(dates.today()) if year is None else year
    taxpayers = _taxpayers_of(suppliers, using)
    everybody = {pk for same in taxpayers.values() for pk in same}
    regimes = regimes_on([supplier.pk for supplier in suppliers], _day_in(year), using)
    declarations = _last_declarations(everybody, year, using)
    sums = Turnover.objects.using(using).filter(supplier__in=everybody, year=year).values_list("supplier_id")
    sold = dict(sums.annotate(sum=Sum("sold_paise")))
    alert = configuration.load_settings(ConsignmentSettings).turnover_alert_percent
    limits: dict[tuple[str, str], rules.Rule | None] = {}
    found = {}
    for supplier in suppliers:
        same, regime = taxpayers[supplier.pk], regimes.get(supplier.pk)
        kind = (regime.tax_regime if regime else "", supplier.state_code)
        if kind not in limits:
            limits[kind] = _limit(supplier, regime, _day_in(year))
        limit = limits[kind]
        last = _latest(declarations, same)
        found[supplier.pk] = TurnoverStatus(
            year=year,
            sold_paise=sum(sold.get(pk, 0) for pk in same),
            elsewhere_paise=last.elsewhere_paise if last else 0,
            limit_paise=limit.value if limit else None,
            alert_percent=alert,
            citation=limit.citation if limit else "",
        )
    return found


def current_declarations(
    suppliers: Sequence[Supplier], year: int, using: str = "default"
) -> dict[int, TurnoverDeclaration | None]:
    """The declarations that count for these suppliers' taxpayers in a financial year. Two queries."""
    taxpayers = _taxpayers_of(suppliers, using)
    declarations = _last_declarations({pk for same in taxpayers.values() for pk in same}, year, using)
    return {pk: _latest(declarations, same) for pk, same in taxpayers.items()}


def is_stopped(supplier: Supplier) -> bool:
    """Whether nothing of the supplier's may be sold today because of their turnover."""
    return supplier.stopped_in_year == financial_years.year_of(dates.today())


@transaction.atomic
def review_limit(supplier_id: int) -> None:
    """Look at the sums again: something else than a sale changed (the regime, the PAN). Call it after the change."""
    lock_turnover([supplier_id])
    _judge(supplier_id)


def _judge(supplier_id: int) -> None:
    """Warn, stop or let go every supplier of the taxpayer, by how they stand today."""
    this_year = financial_years.year_of(dates.today())
    for supplier in _suppliers_of(find_row(Supplier, supplier_id)).select_for_update(no_key=True).order_by("id"):
        now = turnover_status(supplier, this_year)
        stops_in = this_year if now.is_reached or _was_beyond(supplier, this_year - 1) else None
        was_stopped = supplier.stopped_in_year == this_year
        if supplier.stopped_in_year != stops_in:
            supplier.stopped_in_year = stops_in
            supplier.save(update_fields=["stopped_in_year", "changed_at"])
        if stops_in and not was_stopped:
            _tell(supplier, now, "turnover_stopped", "stopped_at")
        elif now.is_near and not stops_in:
            _tell(supplier, now, "turnover_warning", "warned_at", once=True)


def _was_beyond(supplier: Supplier, last_year: int) -> bool:
    """An enrolled supplier must have been below the limit in the year before too (A1.4)."""
    regime = regime_on(supplier.pk, dates.today())
    return (
        regime is not None
        and regime.tax_regime == TaxRegime.ENROLLED
        and turnover_status(supplier, last_year).is_reached
    )


def _tell(supplier: Supplier, found: TurnoverStatus, occasion: str, column: str, once: bool = False) -> None:
    row, _created = Turnover.objects.get_or_create(supplier=supplier, year=found.year)
    if once and getattr(row, column):
        return
    setattr(row, column, datetime.now(UTC))
    row.save(update_fields=[column])
    notification_requests.request_notification(
        supplier.pk,
        occasion,
        key=f"{occasion}:{supplier.pk}:{found.year}:{uuid.uuid4()}",
        percent=str(found.percent),
        limit=format_inr(found.limit_paise or 0).removeprefix("₹"),
        year=financial_years.format_year(found.year),
    )


def _limit(supplier: Supplier, regime: Regime | None, day: date) -> rules.Rule | None:
    """The limit that holds for a supplier on a day: a State's own, or else the usual one."""
    if regime is None or not _has_limit(regime):
        return None
    code = GOODS_LIMIT
    if regime.tax_regime == TaxRegime.ENROLLED:
        code = configuration.load_settings(ConsignmentSettings).enrolled_turnover_limit
    for candidate in (f"{code}.{supplier.state_code}", code):
        try:
            return rules.find_rule(candidate, day)
        except rules.NoRule:
            continue
    return None


def _day_in(year: int) -> date:
    """Today, or the day of that year nearest to it."""
    return min(max(dates.today(), financial_years.first_day(year)), financial_years.last_day(year))


def _has_limit(regime: Regime) -> bool:
    return regime.tax_regime in (TaxRegime.UNREGISTERED, TaxRegime.ENROLLED)


def _taxpayers_of(suppliers: Sequence[Supplier], using: str) -> dict[int, list[int]]:
    """By supplier: all suppliers of the same taxpayer, the supplier included."""
    digests = {supplier.pan_digest for supplier in suppliers if supplier.pan_digest}
    same: dict[str, list[int]] = defaultdict(list)
    rows = Supplier.objects.using(using).filter(pan_digest__in=digests)
    for pk, digest in rows.values_list("pk", "pan_digest"):
        same[digest].append(pk)
    return {supplier.pk: same.get(supplier.pan_digest) or [supplier.pk] for supplier in suppliers}


def _last_declarations(supplier_ids: Iterable[int], year: int, using: str) -> dict[int, TurnoverDeclaration]:
    """The last word of each of these suppliers."""
    rows = TurnoverDeclaration.objects.using(using).filter(supplier__in=list(supplier_ids), year=year)
    return {row.supplier_id: row for row in rows.order_by("id")}


def _latest(declarations: dict[int, TurnoverDeclaration], taxpayers: list[int]) -> TurnoverDeclaration | None:
    found = [declarations[pk] for pk in taxpayers if pk in declarations]
    return max(found, key=lambda row: row.pk) if found else None


def _suppliers_of(supplier: Supplier, using: str = "default") -> QuerySet[Supplier]:
    """All suppliers of the same taxpayer."""
    same = Q(pan_digest=supplier.pan_digest) if supplier.pan_digest else Q(pk=supplier.pk)
    return Supplier.objects.using(using).filter(same)


def _taxpayers(supplier_ids: set[int]) -> set[str]:
    rows = Supplier.objects.filter(pk__in=supplier_ids).values_list("pk", "pan_digest")
    return {digest or f"supplier:{pk}" for pk, digest in rows}
