"""Whether an artisan is named to buyers follows what their supplier agreed to (`consignment.consent`, PROFILE)."""

from __future__ import annotations

from odop_consignment import api as consignment
from odop_consignment.api import Purpose
from odop_provenance.artisans import ArtisanChanges, change_artisan
from odop_provenance.places import UnknownArtisan


def follow(supplier_id: int, slug: str, purpose: str) -> None:
    """Name the artisan, or no more: by the supplier's last word, whatever the order in which we hear of it.

    A word that is taken back counts for the artisan it was about; one that is given only for the supplier's own.
    """
    if purpose != Purpose.PROFILE or not slug:
        return
    if not consignment.has_agreed(supplier_id, Purpose.PROFILE):
        _change(slug, {"shows_name": False})
        return
    supplier = consignment.suppliers_by_id([supplier_id]).get(supplier_id)
    if supplier and supplier.artisan_slug == slug:
        _change(slug, {"shows_name": True})


def forget(slug: str) -> None:
    """The supplier's data are erased: their artisan has no name any more, here or to buyers."""
    if slug:
        _change(slug, {"name": "", "name_hi": "", "village": "", "shows_name": False})


def _change(slug: str, values: ArtisanChanges) -> None:
    """A supplier may name an artisan before anybody has written them down."""
    try:
        change_artisan(slug, **values)
    except UnknownArtisan:
        return
