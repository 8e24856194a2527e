"""GI, Handloom Mark, Silk Mark and India Handloom Brand: who may use them, and which products therefore show a badge.

A badge is never stored. It is worked out when it is read, from the product's claim and the registrations of its maker
and its seller, so it is gone on the day after a registration's last one, whatever runs or does not run.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from odop_core.india import dates
from odop_core.plugin import configuration
from odop_provenance.models import (
    Claim,
    ClaimState,
    Craft,
    EvidenceState,
    MarkKind,
    MarkRegistration,
    MarkState,
)
from odop_provenance.models.claim import TOLD
from odop_provenance.places import artisan_row
from odop_provenance.settings import ProvenanceSettings


class MarkRefused(ValueError):
    """Base of the reasons why a registration is not accepted or judged; the message is for the person who tried."""


class NoMark(MarkRefused):
    """There is no such registration."""


class BadMark(MarkRefused):
    """What was told of a registration cannot be right."""


class MarkTaken(MarkRefused):
    """Somebody holds this number already."""


class MarkChanged(MarkRefused):
    """It was judged meanwhile, or cannot be judged so from where it is."""


class MarkUnproven(MarkRefused):
    """No accepted evidence, and no reason given why none is needed."""


@dataclass(frozen=True)
class MarkInfo:
    """A registration as staff see it. `crafts` are (district slug, craft slug); a GI covers by `gi_name` instead."""

    id: int
    kind: MarkKind
    number: str
    holder: str
    artisan_slug: str | None
    seller: str
    gi_name: str
    crafts: tuple[tuple[str, str], ...]
    valid_until: date
    state: MarkState
    holds_today: bool
    judged_by: str
    judged_at: datetime | None
    why: str


@dataclass(frozen=True)
class BadgeInfo:
    """A mark a buyer may be shown with a product. `of_seller`: it is the seller's right to use it, not the maker's."""

    kind: MarkKind
    number: str
    holder: str
    gi_name: str
    valid_until: date
    of_seller: bool


@transaction.atomic
def register_mark(
    kind: MarkKind,
    number: str,
    *,
    holder: str,
    valid_until: date,
    by: str,
    artisan_slug: str = "",
    seller: str = "",
    gi_name: str = "",
    crafts: Iterable[tuple[str, str]] = (),
) -> MarkInfo:
    """Tell of a registration of an artisan or of a seller; nobody sees a badge before it is verified.

    A GI covers the crafts its registered name protects; any other mark needs `crafts` as (district slug, craft slug).
    Raises UnknownPlace, BadMark, MarkTaken.
    """
    if bool(artisan_slug) == bool(seller):
        raise BadMark("A registration is an artisan's or a seller's: name one of them.")
    clean = " ".join(number.upper().split())
    if not clean or not holder.strip():
        raise BadMark("A registration has a number and the name of its holder.")
    covered = _covered(kind, gi_name, list(crafts))
    row = MarkRegistration(
        kind=kind,
        number=clean,
        holder=" ".join(holder.split()),
        artisan=artisan_row(artisan_slug) if artisan_slug else None,
        seller=seller,
        gi_name=gi_name,
        valid_until=valid_until,
        submitted_by=by,
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise MarkTaken(f"{MarkKind(kind).label} {clean} is on record already.") from error
    row.crafts.set(covered)
    return mark_info(row)


@transaction.atomic
def verify_mark(mark_id: int, *, by: str, why: str, waiver: str = "") -> MarkInfo:
    """A reviewer found it in the register, or saw the certificate. Raises NoMark, MarkChanged, BadMark, MarkUnproven.

    Needs accepted evidence, or in `waiver` the reason why none is needed (e.g. the public register was looked up).
    """
    row = _locked(mark_id, MarkState.SUBMITTED)
    if row.valid_until < dates.today():
        raise BadMark(f"It ran out on {row.valid_until}; tell of the renewed registration instead.")
    if not waiver.strip() and not row.evidence.filter(state=EvidenceState.ACCEPTED).exists():
        raise MarkUnproven("Accept a piece of evidence first, or say why none is needed.")
    return _judge(row, MarkState.VERIFIED, by, f"{why} (no evidence needed: {waiver.strip()})" if waiver else why)


@transaction.atomic
def refuse_mark(mark_id: int, *, by: str, why: str) -> MarkInfo:
    """A reviewer found it wrong. Raises NoMark, MarkChanged, BadMark."""
    return _judge(_locked(mark_id, MarkState.SUBMITTED), MarkState.REFUSED, by, why)


@transaction.atomic
def withdraw_mark(mark_id: int, *, by: str, why: str) -> MarkInfo:
    """A verified registration no longer holds; its badges are gone at once. Raises NoMark, MarkChanged, BadMark."""
    return _judge(_locked(mark_id, MarkState.VERIFIED), MarkState.WITHDRAWN, by, why)


def marks_of(*, artisan_slug: str = "", seller: str = "", using: str = "default") -> list[MarkInfo]:
    """Every registration of an artisan or of a seller, or of all when neither is named; the newest first."""
    rows = MarkRegistration.objects.using(using).select_related("artisan").prefetch_related("crafts__district")
    if artisan_slug:
        rows = rows.filter(artisan__slug=artisan_slug)
    if seller:
        rows = rows.filter(seller=seller)
    return [mark_info(row) for row in rows.order_by("-id")]


def badges_of(
    product_ids: Iterable[str],
    on: date | None = None,
    sellers: Mapping[str, str] | None = None,
    using: str = "default",
) -> dict[str, tuple[BadgeInfo, ...]]:
    """The badges of these products on an Indian day, by product id; products without are left out.

    `sellers` tells the seller of a product, by the key seller registrations are kept under.
    """
    settings = configuration.load_active_settings(ProvenanceSettings)
    if settings is None:
        return {}
    claims = Claim.objects.using(using).filter(product_id__in=list(product_ids), state__in=TOLD, craft__isnull=False)
    return badges_of_claims(claims.select_related("craft", "artisan"), settings, on, sellers, using)


def badges_of_claims(
    claims: Iterable[Claim],
    settings: ProvenanceSettings,
    on: date | None = None,
    sellers: Mapping[str, str] | None = None,
    using: str = "default",
) -> dict[str, tuple[BadgeInfo, ...]]:
    """The same for claims at hand (with their crafts), in one query whatever their number."""
    day, sellers = on or dates.today(), sellers or {}
    wanted = [claim for claim in claims if claim.craft_id and _may_have_badges(claim, settings, day)]
    rights = _rights(
        {claim.artisan_id for claim in wanted if claim.artisan_id},
        {sellers[claim.product_id] for claim in wanted if sellers.get(claim.product_id)},
        day,
        using,
    )
    found: dict[str, tuple[BadgeInfo, ...]] = {}
    for claim in wanted:
        seller = sellers.get(claim.product_id, "")
        badges = [
            _badge(right)
            for right, craft_id in rights
            if craft_id == claim.craft_id
            and (right.artisan_id == claim.artisan_id if right.artisan_id else right.seller == seller)
        ]
        if badges:
            found[claim.product_id] = tuple(badges)
    return found


def _may_have_badges(claim: Claim, settings: ProvenanceSettings, day: date) -> bool:
    """A badge on a claim that nobody checked would only be the seller's word that the maker made it."""
    if not settings.badges_need_verification:
        return True
    return claim.state == ClaimState.VERIFIED and (claim.expires_on is None or claim.expires_on >= day)


def _rights(artisan_ids: set[int], sellers: set[str], day: date, using: str) -> list[tuple[MarkRegistration, int]]:
    """Registrations that hold that day, once for each craft they cover."""
    if not artisan_ids and not sellers:
        return []
    rows = MarkRegistration.objects.using(using).filter(
        Q(artisan__in=artisan_ids) | Q(seller__in=sellers), state=MarkState.VERIFIED, valid_until__gte=day
    )
    return [(row, row.covers) for row in rows.annotate(covers=F("crafts__id")).order_by("kind", "number")]


def _badge(row: MarkRegistration) -> BadgeInfo:
    return BadgeInfo(
        MarkKind(row.kind), row.number, row.holder, row.gi_name, row.valid_until, of_seller=not row.artisan_id
    )


def _covered(kind: MarkKind, gi_name: str, crafts: list[tuple[str, str]]) -> list[Craft]:
    if kind == MarkKind.GI:
        found = list(Craft.objects.filter(gi_name=gi_name)) if gi_name else []
        if not found:
            raise BadMark(f"No craft of the ODOP list has the GI {gi_name!r}.")
        return found
    if gi_name or not crafts:
        raise BadMark(f"A {MarkKind(kind).label} covers crafts: name them, and no GI.")
    by_name = {(row.district.slug, row.slug): row for row in Craft.objects.select_related("district")}
    unknown = [f"{district}/{craft}" for district, craft in crafts if (district, craft) not in by_name]
    if unknown:
        raise BadMark(f"Not on the ODOP list: {', '.join(unknown)}.")
    return [by_name[name] for name in crafts]


def _locked(mark_id: int, expected: MarkState) -> MarkRegistration:
    row = MarkRegistration.objects.select_for_update(of=("self",)).filter(pk=mark_id).first()
    if row is None:
        raise NoMark("There is no such registration.")
    if row.state != expected:
        raise MarkChanged(f"The registration is {row.state}, not {expected}.")
    return row


def _judge(row: MarkRegistration, state: MarkState, by: str, why: str) -> MarkInfo:
    if not why.strip():
        raise BadMark("Say why.")
    row.state, row.judged_by, row.judged_at, row.why = state, by, datetime.now(UTC), why
    row.save()
    return mark_info(row)


def mark_info(row: MarkRegistration) -> MarkInfo:
    return MarkInfo(
        id=row.pk,
        kind=MarkKind(row.kind),
        number=row.number,
        holder=row.holder,
        artisan_slug=row.artisan.slug if row.artisan else None,
        seller=row.seller,
        gi_name=row.gi_name,
        crafts=tuple(sorted((craft.district.slug, craft.slug) for craft in row.crafts.all())),
        valid_until=row.valid_until,
        state=MarkState(row.state),
        holds_today=row.state == MarkState.VERIFIED and row.valid_until >= dates.today(),
        judged_by=row.judged_by,
        judged_at=row.judged_at,
        why=row.why,
    )
