"""How a claim moves: noted, attested by the seller, verified by a reviewer, and what takes that back.

`MOVES` is the whole state machine. Every function here locks the claim's row, makes one step, writes it down and
announces it to the rest of the suite (`ClaimStateChanged`), in one transaction. Who may call is the caller's to check.
A reviewer passes the `version` they saw: if anything was said of the product since, `ClaimChanged` is raised, so of two
reviewers at once only one decides, and nobody verifies what they did not see. Nor does anybody verify their own goods
(OwnInterest).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db import transaction

from odop_core.database.locks import lock_subject
from odop_core.india import dates
from odop_core.plugin import configuration
from odop_core.queue import inbox
from odop_core.security.interests import refuse_own_interest
from odop_provenance.artisans.records import artisan_row
from odop_provenance.claims.errors import (
    AlreadyOver,
    ClaimChanged,
    CraftOffList,
    IncompleteClaim,
    NoClaim,
    NoEvidence,
    NoReason,
    WrongState,
)
from odop_provenance.claims.records import SYSTEM, ClaimInfo, Place, claim_info
from odop_provenance.events import ClaimStateChanged
from odop_provenance.models import (
    PUBLIC,
    Artisan,
    Claim,
    ClaimState,
    ClaimStep,
    Craft,
    District,
    Evidence,
    EvidenceState,
)
from odop_provenance.places.records import craft_row, district_row
from odop_provenance.settings import ProvenanceSettings

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
def propose_claim(product_id: str, place: Place, *, by: str, why: str = "") -> ClaimInfo:
    """Note what somebody wrote about a product, e.g. in the Dashboard. What is noted already changes nothing.

    A new claim begins as a draft, and so does a revoked one that is written again. Of a claim the seller stands behind,
    the changed word is the seller's word, and a verification is gone; if it is no longer complete it is a draft again.
    Raises UnknownPlace, CraftOffList.
    """
    said = _look_up(place)
    claim = _locked_or_new(product_id)
    changes = _changes(claim, said)
    if claim.pk and not changes and claim.state != REVOKED:
        return claim_info(claim)
    stood_for = claim.pk is not None and claim.state in PUBLIC
    _say(claim, said)
    _step(claim, ATTESTED if stood_for and said.is_complete else DRAFT, by, _reason(why, changes))
    return claim_info(claim)


@transaction.atomic
def attest_claim(product_id: str, place: Place, *, by: str, why: str = "") -> ClaimInfo:
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
        return claim_info(claim)
    if changes or not claim.pk:
        _say(claim, said)
    _step(claim, ATTESTED, by, _reason(why, changes))
    return claim_info(claim)


@transaction.atomic
def confirm_claim(product_id: str, *, by: str, why: str = "", version: int | None = None) -> ClaimInfo:
    """The seller stands behind what was noted, as it is. Raises NoClaim, ClaimChanged, WrongState, IncompleteClaim."""
    claim = _decided(product_id, version, by)
    if claim.state not in (DRAFT, EXPIRED):
        raise WrongState(f"The claim is {claim.state}; only a draft or an expired claim can be attested as it is.")
    if claim.craft_id is None and not claim.off_list:
        raise IncompleteClaim("Name a craft, or say that the product is not on the district's ODOP list.")
    _step(claim, ATTESTED, by, why)
    return claim_info(claim)


@transaction.atomic
def verify_claim(
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
    claim = _decided(product_id, version, by)
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
    return claim_info(claim)


@transaction.atomic
def revoke_claim(product_id: str, *, by: str, why: str, version: int | None = None) -> ClaimInfo:
    """Nothing is said of the product's origin any more. Raises NoClaim, ClaimChanged, WrongState, NoReason."""
    claim = _decided(product_id, version, by)
    if not why.strip():
        raise NoReason("Say why the claim is taken back.")
    _step(claim, REVOKED, by, why)
    return claim_info(claim)


def claim_origin(
    product_id: str,
    *,
    district_slug: str,
    craft_slug: str | None = None,
    artisan_slug: str | None = None,
    by: str = SYSTEM,
    why: str = "",
) -> None:
    """Say (anew) where a product comes from, and stand behind it; without a craft it is off the ODOP list.

    `attest_claim` does the same and returns the claim. Raises UnknownPlace, also for a craft of another district, and
    OwnInterest.
    """
    refuse_own_interest(by, products=[product_id], artisans=[artisan_slug] if artisan_slug else [])
    attest_claim(product_id, Place(district_slug, craft_slug, artisan_slug, off_list=not craft_slug), by=by, why=why)


def withdraw_claim(product_id: str, *, by: str = SYSTEM, why: str = "The seller took it back.") -> bool:
    """Take the claim back. Returns False when there was none."""
    try:
        revoke_claim(product_id, by=by, why=why)
    except (NoClaim, WrongState):
        return False
    return True


EXPIRE_BATCH = 500


def expire_claims(today: date | None = None) -> int:
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


def _decided(product_id: str, version: int | None, by: str) -> Claim:
    """As `_seen`, for what nobody decides of their own goods. Raises OwnInterest."""
    claim = _seen(product_id, version)
    refuse_own_interest(by, products=[product_id], artisans=[claim.artisan.slug] if claim.artisan else [])
    return claim


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
        "artisan": claim.artisan.slug if claim.artisan else "nobody",
    }
    after = {
        "district": said.district.slug,
        "craft": _craft_word(said.craft, said.off_list),
        "artisan": said.artisan.slug if said.artisan else "nobody",
    }
    return "; ".join(f"{what}: {before[what]} → {after[what]}" for what in before if before[what] != after[what])


def _craft_word(craft: Craft | None, off_list: bool) -> str:
    if craft:
        return craft.slug
    return "not on the ODOP list" if off_list else "not said"


def _reason(why: str, changes: str) -> str:
    said = why.strip()
    return f"{said.removesuffix('.')}. {changes}" if said and changes else said or changes


def _say(claim: Claim, said: _Said) -> None:
    """Evidence that was accepted proved what was said before: it is to be judged anew."""
    claim.district, claim.craft, claim.artisan, claim.off_list = said.district, said.craft, said.artisan, said.off_list
    if claim.pk:
        Evidence.objects.filter(claim=claim, state=EvidenceState.ACCEPTED).update(state=EvidenceState.RECEIVED)


def _step(claim: Claim, to: ClaimState, by: str, why: str) -> None:
    """Make one move, write it down, and announce it. Raises WrongState when there is no such move."""
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
