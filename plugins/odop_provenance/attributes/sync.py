"""A merchant's edit of a product's attributes in the store becomes a claim.

`follow_product` looks at the product as it stands and makes the claim agree with its attributes. The rule:

- Only products that carry one of our attributes, or did once, are synced. A claim that staff made here for any other
  product is left alone.
- The attributes speak when they change. While they stay as they were, what happened to the claim since (verified,
  revoked, corrected by staff) stays too; the merchant's next edit is the newest word.
- A district with a craft of its ODOP list, or with one that is not on it (claimed as "off list"), is attested; a
  district alone is a draft. Without a district nothing is claimed, and what was is revoked.
- An artisan nobody recorded is left out and noted; the claim names them once they are recorded.

It can be run any number of times, in any order of events.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from odop_core.database.locks import lock_subject
from odop_core.models import ProductRecord
from odop_core.store.catalogue import YES, ProductSnapshot
from odop_core.store.records import product_snapshot
from odop_provenance.attributes import definitions
from odop_provenance.claims import steps
from odop_provenance.claims.records import SYSTEM, Place
from odop_provenance.models import Artisan, Claim, ClaimState, Craft, District, SyncedProduct


@dataclass(frozen=True)
class Reading:
    """The values of our attributes, as the store gives them."""

    district: str = ""
    craft: str = ""
    artisan: str = ""
    gi: bool | None = None

    @classmethod
    def of(cls, product: ProductSnapshot | None) -> Reading:
        if product is None:
            return cls()
        gi = product.value(definitions.GI)
        return cls(
            product.value(definitions.DISTRICT),
            product.value(definitions.CRAFT),
            product.value(definitions.ARTISAN),
            gi == YES if gi else None,
        )


@dataclass(frozen=True)
class Meaning:
    """What a reading comes to: a place, or none, and what staff should know."""

    place: Place | None = None
    notes: tuple[str, ...] = field(default=())

    def noting(self, note: str) -> Meaning:
        return replace(self, notes=(*self.notes, note))

    @property
    def note(self) -> str:
        return " ".join(self.notes)


def sync_claim(product_id: str, product: ProductSnapshot | None) -> None:
    """Make the claim agree with the attributes; None for a product the store has deleted."""
    lock_subject("synced-product", product_id)
    known = SyncedProduct.objects.filter(product_id=product_id).first()
    reading = Reading.of(product)
    if known is None and reading == Reading():
        return
    meaning = interpret(reading)
    if known and (_read_before(known), known.note) == (reading, meaning.note):
        return
    if meaning.place:
        _say(product_id, meaning.place, f"The store's attributes say so. {meaning.note}".strip())
    elif known and known.district:
        _take_back(product_id, _why_taken_back(product, reading, meaning))
    values = {"district": reading.district, "craft": reading.craft, "artisan": reading.artisan, "gi": reading.gi}
    SyncedProduct.objects.update_or_create(product_id=product_id, defaults={**values, "note": meaning.note})


def sync_claims_naming(artisan_slug: str) -> None:
    """Look again at the products that name an artisan who was not recorded until now."""
    names = [artisan_slug, definitions.artisan_reference(artisan_slug)]
    waiting = SyncedProduct.objects.filter(artisan__in=names).exclude(note="").order_by("product_id")
    for product_id in waiting.values_list("product_id", flat=True):
        record = ProductRecord.objects.filter(product_id=product_id, deleted_at=None).first()
        if record:
            sync_claim(product_id, product_snapshot(record))


def find_attribute_notes(product_ids: list[str], using: str = "default") -> dict[str, str]:
    """What staff should know of these products' attributes, by product id; only where there is something to know."""
    rows = SyncedProduct.objects.using(using).filter(product_id__in=product_ids).exclude(note="")
    return dict(rows.values_list("product_id", "note"))


def interpret(reading: Reading) -> Meaning:
    if not reading.district:
        return Meaning().noting("No district is chosen, so nothing is claimed.") if reading != Reading() else Meaning()
    district = definitions.district_of(reading.district)
    if district is None:
        return Meaning().noting(f"{reading.district} is no district of Uttar Pradesh, so nothing is claimed.")
    meaning = Meaning(Place(district.slug))
    return _with_gi(reading, district, _with_artisan(reading, _with_craft(reading, district, meaning)))


def _with_craft(reading: Reading, district: District, meaning: Meaning) -> Meaning:
    if not reading.craft or meaning.place is None:
        return meaning
    slug = definitions.craft_slug_of(reading.craft)
    if Craft.objects.filter(district=district, slug=slug).exists():
        return replace(meaning, place=replace(meaning.place, craft_slug=slug))
    off_list = replace(meaning, place=replace(meaning.place, off_list=True))
    return off_list.noting(f"{slug} is not an ODOP product of {district.name_en}.")


def _with_artisan(reading: Reading, meaning: Meaning) -> Meaning:
    if not reading.artisan or meaning.place is None:
        return meaning
    slug = definitions.artisan_slug_of(reading.artisan)
    if Artisan.objects.filter(slug=slug).exists():
        return replace(meaning, place=replace(meaning.place, artisan_slug=slug))
    return meaning.noting(f"No artisan {slug} is recorded, so none is named.")


def _with_gi(reading: Reading, district: District, meaning: Meaning) -> Meaning:
    if not reading.gi or meaning.place is None:
        return meaning
    craft = Craft.objects.filter(district=district, slug=meaning.place.craft_slug or "").first()
    if craft and craft.gi_name:
        return meaning
    return meaning.noting("It is marked as sold under a GI, but no GI of this craft is known.")


def _read_before(known: SyncedProduct) -> Reading:
    return Reading(known.district, known.craft, known.artisan, known.gi)


def _say(product_id: str, place: Place, why: str) -> None:
    say = steps.attest_claim if place.craft_slug or place.off_list else steps.propose_claim
    say(product_id, place, by=SYSTEM, why=why)


def _take_back(product_id: str, why: str) -> None:
    claim = Claim.objects.filter(product_id=product_id).first()
    if claim and claim.state != ClaimState.REVOKED:
        steps.revoke_claim(product_id, by=SYSTEM, why=why)


def _why_taken_back(product: ProductSnapshot | None, reading: Reading, meaning: Meaning) -> str:
    if product is None:
        return "The store has deleted the product."
    return meaning.note if reading.district else "The district was taken from the product's attributes in the store."
