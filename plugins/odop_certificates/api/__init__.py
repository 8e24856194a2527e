"""What other parts of the suite may ask of certificates. Everything here is plain data, never a model.

Functions that read for GraphQL take `using`, the database alias of the request (Saleor reads from a replica).
"""

from odop_certificates.checks.checks import Check, check_code
from odop_certificates.checks.outcomes import Outcome
from odop_certificates.checks.verification import HAPPENINGS, TooManyChecks, Verification, verify_code
from odop_certificates.credentials.records import (
    CertificateInfo,
    UnknownCode,
    find_certificates_of_products,
    revoke_certificate,
)
from odop_certificates.models import UnitState
from odop_certificates.proof.codes import UnreadableCode
from odop_certificates.scans.counts import ScanCount
from odop_certificates.units.confirmations import AlreadyConfirmed, LabelVoid, NotItsBuyer, confirm_unit
from odop_certificates.units.records import UnitInfo, find_units_of_lines, revoke_unit
from odop_core.web.rate_limits import client_address

__all__ = [
    "HAPPENINGS",
    "AlreadyConfirmed",
    "CertificateInfo",
    "Check",
    "LabelVoid",
    "NotItsBuyer",
    "Outcome",
    "ScanCount",
    "TooManyChecks",
    "UnitInfo",
    "UnitState",
    "UnknownCode",
    "UnreadableCode",
    "Verification",
    "check_code",
    "client_address",
    "confirm_unit",
    "find_certificates_of_products",
    "find_units_of_lines",
    "revoke_certificate",
    "revoke_unit",
    "verify_code",
]  # fmt: skip
