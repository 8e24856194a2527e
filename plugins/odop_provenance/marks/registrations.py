"""Registrations of GI, Handloom Mark, Silk Mark and India Handloom Brand: who may use them, as a reviewer found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import IntegrityError, transaction

from odop_core.india import dates
from odop_core.security.interests import refuse_own_interest
from odop_provenance.artisans.records import artisan_row
from odop_provenance.models import (
    Craft,
    EvidenceState,
    MarkKind,
    MarkRegistration,
    MarkState,
)


class MarkRefused(ValueError):
    """Base of the reasons why a registration is not accepted or judged; the message is for the person who tried."""


class NoMark(MarkRefused):
    """There is no such registration."""


class BadMark(MarkRefused):
    """What was said of a registration cannot be right."""


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
    submitted_at: datetime


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
    """Record a registration of an artisan or of a seller; nobody sees a badge before it is verified.

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
    row = _locked(mark_id, MarkState.SUBMITTED, by)
    if row.valid_until < dates.today():
        raise BadMark(f"It ran out on {row.valid_until}; register the renewed one instead.")
    if not waiver.strip() and not row.evidence.filter(state=EvidenceState.ACCEPTED).exists():
        raise MarkUnproven("Accept a piece of evidence first, or say why none is needed.")
    return _judge(row, MarkState.VERIFIED, by, f"{why} (no evidence needed: {waiver.strip()})" if waiver else why)


@transaction.atomic
def refuse_mark(mark_id: int, *, by: str, why: str) -> MarkInfo:
    """A reviewer found it wrong. Raises NoMark, MarkChanged, BadMark."""
    return _judge(_locked(mark_id, MarkState.SUBMITTED, by), MarkState.REFUSED, by, why)


@transaction.atomic
def withdraw_mark(mark_id: int, *, by: str, why: str) -> MarkInfo:
    """A verified registration no longer holds; its badges are gone at once. Raises NoMark, MarkChanged, BadMark."""
    return _judge(_locked(mark_id, MarkState.VERIFIED, by), MarkState.WITHDRAWN, by, why)


def list_marks_of(*, artisan_slug: str = "", seller: str = "", using: str = "default") -> list[MarkInfo]:
    """Every registration of an artisan or of a seller, or of all when neither is named; the newest first."""
    rows = MarkRegistration.objects.using(using).select_related("artisan").prefetch_related("crafts__district")
    if artisan_slug:
        rows = rows.filter(artisan__slug=artisan_slug)
    if seller:
        rows = rows.filter(seller=seller)
    return [mark_info(row) for row in rows.order_by("-id")]


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


def _locked(mark_id: int, expected: MarkState, by: str) -> MarkRegistration:
    row = MarkRegistration.objects.select_for_update(of=("self",)).filter(pk=mark_id).first()
    if row is None:
        raise NoMark("There is no such registration.")
    refuse_own_interest(by, artisans=[row.artisan.slug] if row.artisan else [], seller=row.seller)
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
        submitted_at=row.submitted_at,
    )
