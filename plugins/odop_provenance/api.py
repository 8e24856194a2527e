"""What other parts of the suite may ask of provenance. Everything here is plain data, never a model.

Functions that read for GraphQL take `using`, the database alias of the request (Saleor reads from a replica).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from odop_core.files.errors import (
    AadhaarFound,
    BadFile,
    FileRefused,
    FileTooLarge,
    FileTypeRefused,
    StorageUnavailable,
)
from odop_provenance import lists
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
from odop_provenance.claims import (
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
    marks_of,
    refuse_mark,
    register_mark,
    verify_mark,
    withdraw_mark,
)
from odop_provenance.models import (
    BulkAction,
    BulkState,
    ClaimState,
    Craft,
    District,
    EvidenceKind,
    EvidenceState,
    MarkKind,
    MarkState,
)
from odop_provenance.origins.facts import ClaimFacts, claim_facts
from odop_provenance.origins.public import ProvenanceInfo, provenance_of
from odop_provenance.places import (
    ArtisanInfo,
    CraftInfo,
    DistrictInfo,
    UnknownArtisan,
    UnknownCraft,
    UnknownPlace,
    craft_info,
    district_info,
)

# What other modules of this app offer to the rest of the suite.
__all__ = [
    "AadhaarFound",
    "AlreadyOver",
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
    "ClaimChanged",
    "ClaimFacts",
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
    "NothingToProve",
    "Place",
    "ProvenanceInfo",
    "SlugTaken",
    "StepInfo",
    "StorageUnavailable",
    "TooMuchEvidence",
    "UnknownArtisan",
    "UnknownCraft",
    "UnknownPlace",
    "WrongState",
    "accept_evidence",
    "add_evidence",
    "artisans",
    "attest",
    "attribute_notes",
    "badges_of",
    "bulk",
    "bulks",
    "change_artisan",
    "claim",
    "claim_facts",
    "claim_infos",
    "confirm",
    "craft",
    "crafts",
    "crafts_by_district",
    "create_artisan",
    "district",
    "district_by_code",
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
    "revoke_claim",
    "save_artisan",
    "set_up_attributes",
    "start_bulk",
    "verify",
    "verify_mark",
    "withdraw_mark",
]


def districts(using: str = "default") -> list[DistrictInfo]:
    return [district_info(row) for row in District.objects.using(using).order_by("name_en")]


def district(slug: str, using: str = "default") -> DistrictInfo | None:
    row = District.objects.using(using).filter(slug=slug).first()
    return district_info(row) if row else None


def district_by_code(lgd_code: int, using: str = "default") -> DistrictInfo | None:
    """The district with this code of the Local Government Directory."""
    row = District.objects.using(using).filter(lgd_code=lgd_code).first()
    return district_info(row) if row else None


def crafts(district_slugs: Iterable[str] | None = None, using: str = "default") -> list[CraftInfo]:
    """All crafts, or those of some districts, by district and name."""
    rows = Craft.objects.using(using).select_related("district").order_by("district__name_en", "name_en")
    if district_slugs is not None:
        rows = rows.filter(district__slug__in=list(district_slugs))
    return [craft_info(row) for row in rows]


def craft(district_slug: str, slug: str, using: str = "default") -> CraftInfo | None:
    """None when it is not on the ODOP list of the district."""
    rows = Craft.objects.using(using).filter(district__slug=district_slug, slug=slug)
    row = rows.select_related("district").first()
    return craft_info(row) if row else None


def crafts_by_district(district_slugs: Iterable[str], using: str = "default") -> dict[str, list[CraftInfo]]:
    found: dict[str, list[CraftInfo]] = defaultdict(list)
    for craft in crafts(district_slugs, using):
        found[craft.district.slug].append(craft)
    return found


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
