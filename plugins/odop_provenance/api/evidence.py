"""Files that prove claims and registrations."""

from odop_core.files.errors import AadhaarFound, BadFile, FileRefused, FileTooLarge, FileTypeRefused, StorageUnavailable
from odop_provenance.evidence.links import EvidenceLink, make_evidence_link, make_evidence_links
from odop_provenance.evidence.records import (
    EvidenceInfo,
    EvidenceInUse,
    EvidenceOutdated,
    EvidenceRefused,
    NoSuchEvidence,
    NothingToProve,
    TooMuchEvidence,
    accept_evidence,
    add_evidence,
    erase_evidence,
    find_evidence_of_marks,
    find_evidence_of_products,
    list_evidence,
    reject_evidence,
)
from odop_provenance.models import EvidenceKind, EvidenceState

__all__ = [
    "AadhaarFound", "BadFile", "EvidenceInUse", "EvidenceInfo", "EvidenceKind", "EvidenceLink", "EvidenceOutdated",
    "EvidenceRefused", "EvidenceState", "FileRefused", "FileTooLarge", "FileTypeRefused", "NoSuchEvidence",
    "NothingToProve", "StorageUnavailable", "TooMuchEvidence", "accept_evidence", "add_evidence", "erase_evidence",
    "find_evidence_of_marks", "find_evidence_of_products", "list_evidence", "make_evidence_link",
    "make_evidence_links", "reject_evidence",
]  # fmt: skip
