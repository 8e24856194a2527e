"""Certificates, the keys they are signed with, the lists of what was revoked, and the pieces that carry a label."""

from odop_certificates.models.certificate import Certificate, SigningKey, StatusEntry, StatusList
from odop_certificates.models.unit import Dispatch, ScanDay, ScanDevice, UnitSerial, UnitState

__all__ = [
    "Certificate",
    "Dispatch",
    "ScanDay",
    "ScanDevice",
    "SigningKey",
    "StatusEntry",
    "StatusList",
    "UnitSerial",
    "UnitState",
]
