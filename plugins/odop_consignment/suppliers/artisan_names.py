"""Whether an artisan is named to buyers depends on what their supplier agreed to (`ConsentChanged`, PROFILE)."""

from __future__ import annotations

from contextlib import suppress

from odop_consignment.models import Purpose, Supplier
from odop_consignment.suppliers.consents import has_agreed
from odop_provenance import api as provenance
from odop_provenance.api import ArtisanChanges, artisans


def sync_artisan_name(supplier_id: int, slug: str, purpose: str) -> None:
    """Name the artisan, or no more: by the supplier's last word, whatever the order in which we hear of it.

    A word that is taken back counts for the artisan it was about; one that is given only for the supplier's own.
    """
    if purpose != Purpose.PROFILE or not slug:
        return
    if not has_agreed(supplier_id, Purpose.PROFILE):
        _change(slug, {"shows_name": False})
    elif Supplier.objects.filter(pk=supplier_id, artisan_slug=slug).exists():
        _change(slug, {"shows_name": True})


def erase_artisan_name(slug: str) -> None:
    """The supplier's data are erased: their artisan has no name any more, here or to buyers."""
    if slug:
        with suppress(provenance.UnknownArtisan):
            artisans.erase_artisan(slug)


def _change(slug: str, values: ArtisanChanges) -> None:
    """A supplier may name an artisan before anybody has written them down."""
    try:
        provenance.change_artisan(slug, **values)
    except provenance.UnknownArtisan:
        return
