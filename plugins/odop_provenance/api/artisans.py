"""The artisans on record, and the lists of them."""

from odop_provenance.artisans.lists import ARTISANS
from odop_provenance.artisans.records import (
    ArtisanChanges,
    ArtisanInfo,
    SlugTaken,
    UnknownArtisan,
    change_artisan,
    create_artisan,
    find_artisans,
    save_artisan,
)
from odop_provenance.profiles.erasure import erase_artisan

__all__ = [
    "ARTISANS", "ArtisanChanges", "ArtisanInfo", "SlugTaken", "UnknownArtisan", "change_artisan", "create_artisan",
    "erase_artisan", "find_artisans", "save_artisan",
]  # fmt: skip
