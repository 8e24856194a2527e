"""How a claim moves: noted, attested by the seller, verified by a reviewer, and what takes that back.

`MOVES` is the whole state machine. Every function here locks the claim's row, makes one step, writes it down and tells
the rest of the suite (`ClaimStateChanged`), in one transaction. Who may call is the caller's to check.
A reviewer passes the `version` they saw: if anything was said of the product since, `ClaimChanged` is raised, so of two
reviewers at once only one decides, and nobody verifies what they did not see.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db import transaction

from odop_core.database.locks import lock_subject
from odop_core.india import dates
from odop_core.plugin import configuration
from odop_core.queue import inbox
from odop_provenance.events import ClaimStateChanged
from odop_provenance.models import (
    TOLD,
    Artisan,
    Claim,
    ClaimState,
    ClaimStep,
    Craft,
    District,
    Evidence,
    EvidenceState,
)
from odop_provenance.places import artisan_row, craft_row, district_row
from odop_provenance.settings import ProvenanceSettings

SYSTEM = "system"

NEW: str = ""  # where a claim's first step starts from
DRAFT, ATTESTED, VERIFIED = ClaimState.DRAFT, ClaimState.ATTESTED, ClaimState.VERIFIED
REVOKED, EXPIRED = ClaimState.REVOKED, ClaimState.EXPIRED

# From → to. A move to the same state is a change of what is said; nothing that is said anew stays verified.
MOVES: dict[str, frozenset[ClaimState]] = {
    NEW: frozenset({DRAFT, ATTESTED}),
    DRAFT: frozenset({DRAFT, ATTESTED, REVOKED}),
    ATTESTED: frozenset({DRAFT, ATTESTED, VERIFIED, REVOKED}),
    VERIFIED: frozenset({DRAFT, ATTESTED, EXPIRED, REVOKED}),
    EXPIRED: frozenset({DRAFT, ATTESTED, VERIFIED, REVOKED}),
    REVOKED: frozenset({DRAFT, ATTESTED}),
}


class ClaimRefused(ValueError):
    """Base of the reasons why a claim does not move; the message is for the person who tried."""


class NoClaim(ClaimRefused):
    """Nothing was ever said of this product."""


class WrongState(ClaimRefused):
    """The claim cannot go there from where it is."""


class ClaimChanged(ClaimRefused):
    """Somebody else was faster: the claim is no longer the one that was seen."""


class IncompleteClaim(ClaimRefused):
    """Neither a craft is named nor said that the product is not on the district's ODOP list."""


class CraftOffList(ClaimRefused):
    """A craft is named for a product said to be off the district's ODOP list."""


class NoEvidence(ClaimRefused):
    """No accepted evidence, and no reason given why none is needed."""


class NoReason(ClaimRefused):
    """This step needs a reason."""


class AlreadyOver(ClaimRefused):
    """The last day of what is granted is past."""


@dataclass(frozen=True)
class Place:
    """What is said of a product, by the words people use. `off_list`: of the district, but not of its ODOP list."""

    district_slug: str
    craft_slug: str | None = None
    artisan_slug: str | None = None
    off_list: bool = False


@dataclass(frozen=True)
class StepInfo:
    from_state: str
    to_state: str
    by: str
    at: datetime
    why: str


@dataclass(frozen=True)
class ClaimInfo:
    """A claim as staff see it."""

    product_id: str
    state: ClaimState
    version: int
    place: Place
    verified_at: datetime | None
    expires_on: date | None
    changed_at: datetime


@dataclass(frozen=True)
class _Said:
    """A place, found in our tables."""

    district: District
    craft: Craft | None
    artisan: Artisan | None
    off_list: bool

    @property
    def is_complete(self) -> bool:
        return self.craft is not None or self.off_list


@transaction.atomic
def propose(product_id: str, place: Place, *, by: str, why: str = "") -> ClaimInfo:
    """Note what somebody wrote about a product, e.g. in the Dashboard. What is noted already changes nothing.

    A new claim begins as a draft, and so does a revoked one that is written again. Of a claim the seller stands behind,
    the changed word is the seller's word, and a verification is gone; if it is no longer complete it is a draft again.
    Raises UnknownPlace, CraftOffList.
    """
    said = _look_up(place)
    claim = _locked_or_new(product_id)
    changes = _changes(claim, said)
    if claim.pk and not changes and claim.state != REVOKED:
        return _info(claim)
    stood_for = claim.pk is not None and claim.state in TOLD
    _say(claim, said)
    _step(claim, ATTESTED if stood_for and said.is_complete else DRAFT, by, _reason(why, changes))
    return _info(claim)


@transaction.atomic
def attest(product_id: str, place: Place, *, by: str, why: str = "") -> ClaimInfo:
    """The seller says where a product comes from, and stands behind it. Said again unchanged, nothing happens.

    Said differently of a verified product, the verification is gone. Raises UnknownPlace, IncompleteClaim,
    CraftOffList.
    """
    said = _look_up(place)
    if not said.is_complete:
        raise IncompleteClaim(
            f"Name a craft of {said.district.name_en}, or say that the product is not on its ODOP list."
        )
    claim = _locked_or_new(product_id)
    changes = _changes(claim, said)
    if claim.pk and not changes and claim.state in (ATTESTED, VERIFIED):
        return _info(claim)
    if changes or not claim.pk:
        _say(claim, said)
    _step(claim, ATTESTED, by, _reason(why, changes))
    return _info(claim)


@transaction.atomic
def confirm(product_id: str, *, by: str, why: str = "", version: int | None = None) -> ClaimInfo:
    """The seller stands behind what was noted, as it is. Raises NoClaim, ClaimChanged, WrongState, IncompleteClaim."""
    claim = _seen(product_id, version)
    if claim.state not in (DRAFT, EXPIRED):
        raise WrongState(f"The claim is {claim.state}; only a draft or an expired claim can be attested as it is.")
    if claim.craft_id is None and not claim.off_list:
        raise IncompleteClaim("Name a craft, or say that the product is not on the district's ODOP list.")
    _step(claim, ATTESTED, by, why)
    return _info(claim)


@transaction.atomic
def verify(
    product_id: str,
    *,
    by: str,
    why: str,
    version: int | None = None,
    expires_on: date | None = None,
    waiver: str = "",
) -> ClaimInfo:
    """A reviewer found the claim true, until the end of the Indian day `expires_on` or until something changes.

    Without a day the setting `verification_days` says how long.
    Needs a piece of accepted evidence, or in `waiver` the reason why none is needed, which is kept with the step.
    Raises NoClaim, ClaimChanged, WrongState, NoEvidence, NoReason, AlreadyOver.
    """
    claim = _seen(product_id, version)
    if VERIFIED not in MOVES[claim.state]:
        raise WrongState(f"The claim is {claim.state}; only what the seller attests can be verified.")
    if not why.strip():
        raise NoReason("Say what was checked.")
    if expires_on and expires_on < dates.today():
        raise AlreadyOver(f"A verification until {expires_on} would be over already.")
    if not waiver.strip() and not claim.evidence.filter(state=EvidenceState.ACCEPTED).exists():
        raise NoEvidence("Accept a piece of evidence first, or say why none is needed.")
    claim.expires_on = expires_on or _usual_end()
    _step(claim, VERIFIED, by, f"{why} (no evidence needed: {waiver.strip()})" if waiver.strip() else why)
    return _info(claim)


@transaction.atomic
def revoke(product_id: str, *, by: str, why: str, version: int | None = None) -> ClaimInfo:
    """Nothing is said of the product's origin any more. Raises NoClaim, ClaimChanged, WrongState, NoReason."""
    claim = _seen(product_id, version)
    if not why.strip():
        raise NoReason("Say why the claim is taken back.")
    _step(claim, REVOKED, by, why)
    return _info(claim)


EXPIRE_BATCH = 500


def expire_due(today: date | None = None) -> int:
    """Let verifications end whose last day is past. Returns how many. Safe to run in any number of processes."""
    day = today or dates.today()
    ended = 0
    while batch := _expire_batch(day):
        ended += batch
    return ended


@transaction.atomic
def _expire_batch(day: date) -> int:
    due = Claim.objects.select_for_update(skip_locked=True).filter(state=VERIFIED, expires_on__lt=day).order_by("id")
    claims = list(due[:EXPIRE_BATCH])
    for claim in claims:
        _step(claim, EXPIRED, SYSTEM, f"The verification held until {claim.expires_on}.")
    return len(claims)


def claim_infos(product_ids: Iterable[str], using: str = "default") -> dict[str, ClaimInfo]:
    """What is said of these products, in whatever state, by product id."""
    rows = Claim.objects.using(using).filter(product_id__in=list(product_ids))
    return {row.product_id: _info(row) for row in rows.select_related("district", "craft", "artisan")}


def history(product_id: str, using: str = "default") -> list[StepInfo]:
    """Every step of a product's claim, the oldest first."""
    steps = ClaimStep.objects.using(using).filter(claim__product_id=product_id).order_by("version")
    return [StepInfo(step.from_state, step.to_state, step.by, step.at, step.why) for step in steps]


def state_on(claim: Claim, day: date) -> ClaimState:
    """A verification ends with its last day, also before `expire_due` wrote that down."""
    if claim.state == VERIFIED and claim.expires_on and claim.expires_on < day:
        return EXPIRED
    return ClaimState(claim.state)


def _usual_end() -> date | None:
    days = configuration.load_settings(ProvenanceSettings).verification_days
    return dates.today() + timedelta(days=days) if days else None


def _locked(product_id: str) -> Claim | None:
    claims = Claim.objects.select_for_update(of=("self",)).select_related("district", "craft", "artisan")
    return claims.filter(product_id=product_id).first()


def _locked_or_new(product_id: str) -> Claim:
    """Two who begin a claim at once do it one after the other."""
    lock_subject("claim", product_id)
    return _locked(product_id) or Claim(product_id=product_id)


def _seen(product_id: str, version: int | None) -> Claim:
    claim = _locked(product_id)
    if claim is None:
        raise NoClaim("Nothing is said of this product's origin.")
    if version is not None and claim.version != version:
        raise ClaimChanged("Somebody changed the claim meanwhile. Look at it again.")
    return claim


def _look_up(place: Place) -> _Said:
    if place.off_list and place.craft_slug:
        raise CraftOffList("A product that is not on the district's ODOP list has no craft of that list.")
    district = district_row(place.district_slug)
    craft = craft_row(district, place.craft_slug) if place.craft_slug else None
    artisan = artisan_row(place.artisan_slug) if place.artisan_slug else None
    return _Said(district, craft, artisan, place.off_list)


def _changes(claim: Claim, said: _Said) -> str:
    """What would be different, in words; "" for nothing, or if nothing was said before."""
    if claim.pk is None:
        return ""
    before = {
        "district": claim.district.slug,
        "craft": _craft_word(claim.craft, claim.off_list),
        "maker": claim.artisan.slug if claim.artisan else "nobody",
    }
    after = {
        "district": said.district.slug,
        "craft": _craft_word(said.craft, said.off_list),
        "maker": said.artisan.slug if said.artisan else "nobody",
    }
    return "; ".join(f"{what}: {before[what]} → {after[what]}" for what in before if before[what] != after[what])


def _craft_word(craft: Craft | None, off_list: bool) -> str:
    if craft:
        return craft.slug
    return "not on the ODOP list" if off_list else "not said"


def _reason(why: str, changes: str) -> str:
    return ". ".join(part for part in (why.strip(), changes) if part)


def _say(claim: Claim, said: _Said) -> None:
    """Evidence that was accepted proved what was said before: it is to be judged anew."""
    claim.district, claim.craft, claim.artisan, claim.off_list = said.district, said.craft, said.artisan, said.off_list
    if claim.pk:
        Evidence.objects.filter(claim=claim, state=EvidenceState.ACCEPTED).update(state=EvidenceState.RECEIVED)


def _step(claim: Claim, to: ClaimState, by: str, why: str) -> None:
    """Make one move, write it down, and tell the suite. Raises WrongState when there is no such move."""
    before = claim.state if claim.pk else NEW
    if to not in MOVES[before]:
        raise WrongState(f"The claim is {before}, and cannot become {to}.")
    if to is VERIFIED:
        claim.verified_at = datetime.now(UTC)
    elif to is not EXPIRED:
        claim.verified_at = claim.expires_on = None
    claim.state = to
    claim.version += 1
    claim.save()
    ClaimStep.objects.create(
        claim=claim, version=claim.version, from_state=before, to_state=to, by=by or SYSTEM, why=why
    )
    event = ClaimStateChanged(
        product_id=claim.product_id, before=before, after=to.value, why=why, version=claim.version
    )
    inbox.announce(event, key=f"{event.kind}:{claim.pk}:{claim.version}", occurred_at=datetime.now(UTC))


def _info(claim: Claim) -> ClaimInfo:
    return ClaimInfo(
        product_id=claim.product_id,
        state=state_on(claim, dates.today()),
        version=claim.version,
        place=Place(
            claim.district.slug,
            claim.craft.slug if claim.craft else None,
            claim.artisan.slug if claim.artisan else None,
            claim.off_list,
        ),
        verified_at=claim.verified_at,
        expires_on=claim.expires_on,
        changed_at=claim.changed_at,
    )
