"""Which errors refuse the mutations of profiles."""

from __future__ import annotations

from odop_provenance import api as provenance
from odop_provenance.api import evidence, profiles
from storefront_schema.errors import Code
from storefront_schema.mutations.refusals import Refusals

REFUSALS: Refusals = {
    provenance.UnknownArtisan: ("id", Code.NOT_FOUND),
    profiles.NoSuchProfile: ("id", Code.NOT_FOUND),
    profiles.ProfileDecided: ("id", Code.INVALID_STATUS),
    profiles.NeedsOtherPerson: ("id", Code.SECOND_PERSON_REQUIRED),
    profiles.ProfileRefused: (None, Code.INVALID),
    evidence.FileRefused: ("pictures", Code.INVALID),
    evidence.StorageUnavailable: (None, Code.UNAVAILABLE),
}
