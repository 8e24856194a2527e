"""Certificates of claims: one stands while the claim is verified, and ends with it.

`follow` makes the certificate agree with the claim as it is now, however often and in whatever order it is called.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from odop_core.database.locks import one_at_a_time
from odop_core.india import dates
from odop_provenance import claims
from odop_provenance.certificates import codes, credentials, disclosure, keys, links, revocation
from odop_provenance.models import Certificate, Claim, ClaimState, ClaimStep, UnitSerial, UnitState

# The states a claim has while its last verification is the last word on whether it is true.
WAS_VERIFIED = [ClaimState.VERIFIED, ClaimState.EXPIRED]


@transaction.atomic
def follow(product_id: str) -> Certificate | None:
    """Returns the certificate that stands, if one does."""
    one_at_a_time("certificate", product_id)
    claim = Claim.objects.filter(product_id=product_id).select_related("district", "craft", "artisan").first()
    if claim is None:
        return None
    _revoke_what_was_untrue(claim)
    verified = _is_verified(claim)
    standing = Certificate.objects.filter(product_id=product_id, ended_at=None).first()
    if standing and verified and standing.claim_version == claim.version:
        return standing
    if standing:
        _end(standing, "the claim was verified anew" if verified else _why(claim))
    return _issue(claim) if verified else None


def end_as_untrue(code: str, reason: str) -> int:
    """What this certificate says was found not to be so: it and all serials issued under it are void.

    Returns how many serials that were. Raises Certificate.DoesNotExist.
    """
    with transaction.atomic():
        certificate = Certificate.objects.select_for_update().get(code=code)
        if certificate.ended_at is None:
            _end(certificate, reason)
        return _void_units([certificate.pk], reason)


def _issue(claim: Claim) -> Certificate:
    key = keys.active()
    now = timezone.now().replace(microsecond=0)
    certificate = Certificate(
        code=codes.new_code(),
        product_id=claim.product_id,
        claim=claim,
        claim_version=claim.version,
        artisan=claim.artisan,
        maker_salt=disclosure.new_salt() if claim.artisan else "",
        key=key,
        status=revocation.new_places(1)[0],
        issued_at=now,
        valid_until=keys.latest_end(key, _last_moment(claim, now)),
    )
    certificate.token = keys.sign(credentials.of_claim(certificate, claim, links.base()), key)
    certificate.save(force_insert=True)
    return certificate


def _end(certificate: Certificate, reason: str) -> None:
    certificate.ended_at = timezone.now()
    certificate.end_reason = reason[:255]
    certificate.save(update_fields=["ended_at", "end_reason"])
    revocation.revoke([certificate.status_id])


def _revoke_what_was_untrue(claim: Claim) -> None:
    """Units sold under a verified claim that somebody revoked carry a label that says what is not so.

    A claim that went with its product, or with an attribute in the store, says nothing against what was sold before.
    """
    revoked = ClaimStep.objects.filter(claim=claim, from_state__in=WAS_VERIFIED, to_state=ClaimState.REVOKED)
    if last := revoked.exclude(by=claims.SYSTEM).order_by("-version").first():
        certificates = Certificate.objects.filter(claim=claim, claim_version__lt=last.version)
        _void_units(certificates.values_list("pk", flat=True), "the claim of origin was revoked")


def _void_units(certificate_ids: Iterable[int], reason: str) -> int:
    units = UnitSerial.objects.filter(certificate__in=list(certificate_ids), state=UnitState.ACTIVE)
    revocation.revoke(units.values_list("status_id", flat=True))
    return int(units.update(state=UnitState.REVOKED, ended_at=timezone.now(), end_reason=reason[:255]))


def _is_verified(claim: Claim) -> bool:
    return claims.state_on(claim, dates.today()) == ClaimState.VERIFIED


def _why(claim: Claim) -> str:
    """The last step's reason is for staff; the world is told only what became of the claim."""
    state = claims.state_on(claim, dates.today())
    return f"the claim is now {state}: {state.label}"


def _last_moment(claim: Claim, now: datetime) -> datetime:
    if claim.expires_on is None:
        return now + credentials.CLAIM_VALID_FOR
    return datetime.combine(claim.expires_on + timedelta(days=1), time(), dates.IST)
