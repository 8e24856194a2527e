"""Certificates of claims: one stands while the claim is verified, and ends with it.

`sync_certificate` makes the certificate agree with the claim as it is now, however often and in whatever order it is
called.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from odop_certificates.credentials import content, issuers, signing_keys, status_lists
from odop_certificates.models import Certificate, UnitSerial, UnitState
from odop_certificates.proof import codes, disclosure
from odop_core.database.locks import lock_subject
from odop_core.india import dates
from odop_provenance import api as provenance
from odop_provenance.api import ClaimFacts, ClaimState


@transaction.atomic
def sync_certificate(product_id: str) -> Certificate | None:
    """Returns the certificate that stands, if one does."""
    lock_subject("certificate", product_id)
    claim = provenance.find_claim_facts(product_id)
    if claim is None:
        return None
    current = _end_what_does_not_hold(claim)
    if claim.state != ClaimState.VERIFIED or (current and current.claim_version == claim.version):
        return current
    if current:
        _end(current, "the claim was verified anew")
    return _issue(claim)


@transaction.atomic
def end_untrue(product_id: str) -> None:
    """Only the half of `sync_certificate` that cannot wait: nobody is to rely on what does not hold any more."""
    lock_subject("certificate", product_id)
    claim = provenance.find_claim_facts(product_id)
    if claim is not None:
        _end_what_does_not_hold(claim)


def _end_what_does_not_hold(claim: ClaimFacts) -> Certificate | None:
    """Returns the certificate that still stands."""
    _revoke_what_was_untrue(claim)
    current = Certificate.objects.filter(product_id=claim.product_id, ended_at=None).first()
    if current and claim.state != ClaimState.VERIFIED:
        _end(current, _reason(claim))
        return None
    return current


def end_as_untrue(code: str, reason: str) -> int:
    """What this certificate says was found not to be so: it and all serials issued under it are void.

    Returns how many serials that were. Raises Certificate.DoesNotExist.
    """
    with transaction.atomic():
        certificate = Certificate.objects.select_for_update().get(code=code)
        if certificate.ended_at is None:
            _end(certificate, reason)
        return _void_units([certificate.pk], reason)


def _issue(claim: ClaimFacts) -> Certificate:
    key = signing_keys.active_key()
    now = timezone.now().replace(microsecond=0)
    certificate = Certificate(
        code=codes.new_code(),
        product_id=claim.product_id,
        claim_version=claim.version,
        artisan_slug=claim.artisan_slug,
        artisan_salt=disclosure.new_salt() if claim.artisan_slug else "",
        key=key,
        status=status_lists.new_places(1)[0],
        issued_at=now,
        valid_until=signing_keys.latest_end(key, _last_moment(claim, now)),
    )
    credential = content.product_credential(certificate, claim, issuers.load_issuer())
    certificate.token = signing_keys.sign_credential(credential, key)
    certificate.save(force_insert=True)
    return certificate


def _end(certificate: Certificate, reason: str) -> None:
    certificate.ended_at = timezone.now()
    certificate.end_reason = reason[:255]
    certificate.save(update_fields=["ended_at", "end_reason"])
    status_lists.revoke_places([certificate.status_id])


def _revoke_what_was_untrue(claim: ClaimFacts) -> None:
    """Units sold under a verified claim that somebody revoked carry a label that says what is not so."""
    if claim.untrue_before:
        rows = Certificate.objects.filter(product_id=claim.product_id, claim_version__lt=claim.untrue_before)
        _void_units(rows.values_list("pk", flat=True), "the claim of origin was revoked")


def _void_units(certificate_ids: Iterable[int], reason: str) -> int:
    units = UnitSerial.objects.filter(certificate__in=list(certificate_ids), state=UnitState.ACTIVE)
    status_lists.revoke_places(units.values_list("status_id", flat=True))
    return int(units.update(state=UnitState.REVOKED, ended_at=timezone.now(), end_reason=reason[:255]))


def _reason(claim: ClaimFacts) -> str:
    """The last step's reason is for staff; the world learns only what became of the claim."""
    return f"the claim is now {claim.state}: {claim.state.label}"


def _last_moment(claim: ClaimFacts, now: datetime) -> datetime:
    if claim.expires_on is None:
        return now + content.CLAIM_VALID_FOR
    return datetime.combine(claim.expires_on + timedelta(days=1), time(), dates.IST)
