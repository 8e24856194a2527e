"""What other parts of the suite may ask of provenance. Everything here is plain data, never a model.

Functions that read for GraphQL take `using`, the database alias of the request (Saleor reads from a replica).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from odop_core.files.errors import (
    AadhaarFound,
    BadFile,
    FileRefused,
    FileTooLarge,
    FileTypeRefused,
    StorageUnavailable,
)
from odop_core.india import dates
from odop_core.plugin import configuration
from odop_core.web.rate_limits import client_address
from odop_provenance import claims, lists
from odop_provenance.artisans import (
    ArtisanChanges,
    SlugTaken,
    artisans,
    change_artisan,
    create_artisan,
    save_artisan,
)
from odop_provenance.attributes import set_up as set_up_attributes
from odop_provenance.bulk import (
    BulkError,
    BulkRefused,
    BulkReviewInfo,
    bulk,
    bulks,
    start_bulk,
)
from odop_provenance.certificates.checking import Check, Outcome
from odop_provenance.certificates.checking import check as check_code
from odop_provenance.certificates.codes import AlteredCode
from odop_provenance.certificates.scans import ScanCount
from odop_provenance.certificates.service import (
    AlreadyConfirmed,
    CertificateInfo,
    NotItsBuyer,
    NotStanding,
    UnitInfo,
    UnknownCode,
    certificates_of_lines,
    certificates_of_products,
    revoke_certificate,
    revoke_unit,
)
from odop_provenance.certificates.service import confirm as confirm_unit
from odop_provenance.claims import (
    CLAIM_EVENT,
    SYSTEM,
    AlreadyOver,
    ClaimChanged,
    ClaimInfo,
    ClaimRefused,
    CraftOffList,
    IncompleteClaim,
    NoClaim,
    NoEvidence,
    NoReason,
    Place,
    StepInfo,
    WrongState,
    attest,
    claim_infos,
    confirm,
    history,
    propose,
    revoke,
    verify,
)
from odop_provenance.evidence import (
    EvidenceInfo,
    EvidenceInUse,
    EvidenceLink,
    EvidenceOutdated,
    EvidenceRefused,
    NoSuchEvidence,
    NothingToProve,
    TooMuchEvidence,
    accept_evidence,
    add_evidence,
    erase_evidence,
    evidence_of,
    evidence_of_marks,
    evidence_of_products,
    reject_evidence,
)
from odop_provenance.evidence import link as evidence_link
from odop_provenance.evidence import links_to as evidence_links
from odop_provenance.following import notes as attribute_notes
from odop_provenance.marks import (
    BadgeInfo,
    BadMark,
    MarkChanged,
    MarkInfo,
    MarkRefused,
    MarkTaken,
    MarkUnproven,
    NoMark,
    badges_of,
    badges_of_claims,
    marks_of,
    refuse_mark,
    register_mark,
    verify_mark,
    withdraw_mark,
)
from odop_provenance.models import (
    TOLD,
    BulkAction,
    BulkState,
    Claim,
    ClaimState,
    Craft,
    District,
    EvidenceKind,
    EvidenceState,
    MarkKind,
    MarkState,
    UnitState,
)
from odop_provenance.places import (
    ArtisanInfo,
    CraftInfo,
    DistrictInfo,
    UnknownArtisan,
    UnknownCraft,
    UnknownPlace,
    artisan_info,
    craft_info,
    district_info,
)
from odop_provenance.settings import ProvenanceSettings
from odop_provenance.verification import HAPPENINGS, TooManyChecks, Verification, verify_code

# What other modules of this app offer to the rest of the suite.
__all__ = [
    "CLAIM_EVENT",
    "HAPPENINGS",
    "AadhaarFound",
    "AlreadyConfirmed",
    "AlreadyOver",
    "AlteredCode",
    "ArtisanChanges",
    "ArtisanInfo",
    "BadFile",
    "BadMark",
    "BadgeInfo",
    "BulkAction",
    "BulkError",
    "BulkRefused",
    "BulkReviewInfo",
    "BulkState",
    "CertificateInfo",
    "Check",
    "ClaimChanged",
    "ClaimInfo",
    "ClaimRefused",
    "ClaimState",
    "CraftInfo",
    "CraftOffList",
    "DistrictInfo",
    "EvidenceInUse",
    "EvidenceInfo",
    "EvidenceKind",
    "EvidenceLink",
    "EvidenceOutdated",
    "EvidenceRefused",
    "EvidenceState",
    "FileRefused",
    "FileTooLarge",
    "FileTypeRefused",
    "IncompleteClaim",
    "MarkChanged",
    "MarkInfo",
    "MarkKind",
    "MarkRefused",
    "MarkState",
    "MarkTaken",
    "MarkUnproven",
    "NoClaim",
    "NoEvidence",
    "NoMark",
    "NoReason",
    "NoSuchEvidence",
    "NotItsBuyer",
    "NotStanding",
    "NothingToProve",
    "Outcome",
    "Place",
    "ProvenanceInfo",
    "ScanCount",
    "SlugTaken",
    "StepInfo",
    "StorageUnavailable",
    "TooManyChecks",
    "TooMuchEvidence",
    "UnitInfo",
    "UnitState",
    "UnknownArtisan",
    "UnknownCode",
    "UnknownCraft",
    "UnknownPlace",
    "Verification",
    "WrongState",
    "accept_evidence",
    "add_evidence",
    "artisans",
    "attest",
    "attribute_notes",
    "badges_of",
    "bulk",
    "bulks",
    "certificates_of_lines",
    "certificates_of_products",
    "change_artisan",
    "check_code",
    "claim",
    "claim_infos",
    "client_address",
    "confirm",
    "confirm_unit",
    "crafts",
    "crafts_by_district",
    "create_artisan",
    "district",
    "districts",
    "erase_evidence",
    "evidence_link",
    "evidence_links",
    "evidence_of",
    "evidence_of_marks",
    "evidence_of_products",
    "history",
    "lists",
    "marks_of",
    "propose",
    "provenance_of",
    "refuse_mark",
    "register_mark",
    "reject_evidence",
    "revoke",
    "revoke_certificate",
    "revoke_claim",
    "revoke_unit",
    "save_artisan",
    "set_up_attributes",
    "start_bulk",
    "verify",
    "verify_code",
    "verify_mark",
    "withdraw_mark",
]


@dataclass(frozen=True)
class ProvenanceInfo:
    """Where a product comes from, as buyers are told. Only in the state VERIFIED is it more than the seller's word."""

    product_id: str
    district: DistrictInfo
    # Its `gi_name` is empty unless a badge of this product allows it.
    craft: CraftInfo | None
    maker: ArtisanInfo | None
    state: ClaimState = ClaimState.ATTESTED
    # Of the district, but not one of its ODOP products.
    off_list: bool = False
    verified_at: datetime | None = None
    # The last Indian day of the verification, if it ends.
    expires_on: date | None = None
    badges: tuple[BadgeInfo, ...] = ()

    @property
    def is_verified(self) -> bool:
        return self.state is ClaimState.VERIFIED


def districts(using: str = "default") -> list[DistrictInfo]:
    return [district_info(row) for row in District.objects.using(using).order_by("name_en")]


def district(slug: str, using: str = "default") -> DistrictInfo | None:
    row = District.objects.using(using).filter(slug=slug).first()
    return district_info(row) if row else None


def crafts(district_slugs: Iterable[str] | None = None, using: str = "default") -> list[CraftInfo]:
    """All crafts, or those of some districts, by district and name."""
    rows = Craft.objects.using(using).select_related("district").order_by("district__name_en", "name_en")
    if district_slugs is not None:
        rows = rows.filter(district__slug__in=list(district_slugs))
    return [craft_info(row) for row in rows]


def crafts_by_district(district_slugs: Iterable[str], using: str = "default") -> dict[str, list[CraftInfo]]:
    found: dict[str, list[CraftInfo]] = defaultdict(list)
    for craft in crafts(district_slugs, using):
        found[craft.district.slug].append(craft)
    return found


def provenance_of(product_ids: Iterable[str], using: str = "default") -> dict[str, ProvenanceInfo]:
    """What buyers are told of these products, by product id; empty while the plugin is switched off."""
    settings = configuration.load_if_active(ProvenanceSettings)
    if settings is None:
        return {}
    rows = Claim.objects.using(using).filter(product_id__in=list(product_ids), state__in=TOLD)
    found = list(rows.select_related("district", "craft__district", "artisan__district"))
    badges = badges_of_claims(found, settings, using=using)
    return {row.product_id: _provenance(row, settings, badges.get(row.product_id, ())) for row in found}


def _provenance(row: Claim, settings: ProvenanceSettings, badges: tuple[BadgeInfo, ...]) -> ProvenanceInfo:
    gi_names = {badge.gi_name for badge in badges if badge.kind is MarkKind.GI}
    state = claims.state_on(row, dates.today())
    return ProvenanceInfo(
        product_id=row.product_id,
        district=district_info(row.district),
        craft=craft_info(row.craft, shows_gi=row.craft.gi_name in gi_names) if row.craft else None,
        maker=artisan_info(row.artisan, named=settings.shows_makers) if row.artisan else None,
        state=state,
        off_list=row.off_list,
        verified_at=row.verified_at,
        expires_on=row.expires_on,
        badges=badges,
    )


def claim(
    product_id: str,
    *,
    district_slug: str,
    craft_slug: str | None = None,
    artisan_slug: str | None = None,
    by: str = SYSTEM,
    why: str = "",
) -> None:
    """Say (anew) where a product comes from, and stand behind it; without a craft it is off the ODOP list.

    Raises UnknownPlace, also for a craft that is not of the district. `attest` does the same and tells more.
    """
    attest(product_id, Place(district_slug, craft_slug, artisan_slug, off_list=not craft_slug), by=by, why=why)


def revoke_claim(product_id: str, *, by: str = SYSTEM, why: str = "The seller took it back.") -> bool:
    """Take the claim back. Returns False when there was none."""
    try:
        revoke(product_id, by=by, why=why)
    except (NoClaim, WrongState):
        return False
    return True
