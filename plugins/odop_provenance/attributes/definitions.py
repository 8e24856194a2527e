"""The attributes by which merchants say where a product comes from, and setting them up in the store.

This is the one description of them, for both hosts. Setting up may be repeated: it changes nothing that is as it should
be, and never touches attributes or values of a merchant's own.

GI is a yes/no attribute that buyers do not see. The GI's name follows from the craft, and only a registered authorised
user may use it for goods (GI Act, sections 21 and 22): were it a dropdown, the store itself would show the name, and
let buyers filter by it, for whoever chose it. The suite shows the badge, once the register entry was verified.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Count, QuerySet

from odop_core.store import host
from odop_core.store.catalogue import AttributeSpec, InputType, ValueSpec
from odop_provenance.artisans.records import name_artisans
from odop_provenance.models import Artisan, Craft, District

DISTRICT, CRAFT, GI, ARTISAN = "odop-district", "odop-craft", "odop-gi", "odop-artisan"
SLUGS = [DISTRICT, CRAFT, GI, ARTISAN]


def specs() -> tuple[AttributeSpec, ...]:
    """All four, with the choices they need now."""
    return (
        AttributeSpec(DISTRICT, "ODOP district", values=_districts()),
        AttributeSpec(CRAFT, "ODOP craft", values=_crafts()),
        AttributeSpec(GI, "Sold under the craft's GI", InputType.BOOLEAN, is_public=False),
        AttributeSpec(ARTISAN, "ODOP artisan", values=tuple(_artisans(Artisan.objects.order_by("slug")))),
    )


def set_up_attributes(product_types: Sequence[str] = ()) -> list[str]:
    """Make the store's attributes as they should be, and give them to these product types, by slug.

    Returns what was changed, in sentences. Raises StoreRefused, StoreUnavailable; what was done until then stays.
    """
    catalogue = host.current_host().catalogue()
    changes = [change for spec in specs() for change in catalogue.ensure_attribute(spec)]
    return changes + (catalogue.assign_attributes(SLUGS, list(product_types)) if product_types else [])


def artisan_value(slug: str) -> ValueSpec | None:
    """The choice an artisan now is; None when there is no such artisan."""
    return next(_artisans(Artisan.objects.filter(slug=slug)), None)


def artisan_reference(slug: str) -> str:
    return f"{ARTISAN}:{slug}"


def district_of(value: str) -> District | None:
    """The district a value stands for, whoever made it; None when it is none of Uttar Pradesh's."""
    code = value.removeprefix(f"{DISTRICT}:")
    if code != value and code.isdigit():
        return District.objects.filter(lgd_code=int(code)).first()
    return District.objects.filter(slug=value).first()


def craft_slug_of(value: str) -> str:
    return value.removeprefix(f"{CRAFT}:")


def artisan_slug_of(value: str) -> str:
    return value.removeprefix(f"{ARTISAN}:")


def _artisans(rows: QuerySet[Artisan]) -> Iterator[ValueSpec]:
    """Named as buyers may see them, since a store shows its values to everybody: who did not agree to be named goes by
    their slug. So do those of one name, to be told apart."""
    named = name_artisans(rows)
    names = Artisan.objects.filter(name__in={row.name for row, _info in named}).values("name")
    shared = set(names.annotate(count=Count("pk")).filter(count__gt=1).values_list("name", flat=True))
    for row, info in named:
        name, name_hi = info.name_en or row.slug, info.name_hi
        if info.name_en in shared:
            name, name_hi = f"{name} ({row.slug})", ""
        yield ValueSpec(artisan_reference(row.slug), name, slug=row.slug, name_hi=name_hi)


def _districts() -> tuple[ValueSpec, ...]:
    rows = District.objects.order_by("name_en").values_list("lgd_code", "name_en", "name_hi")
    return tuple(ValueSpec(f"{DISTRICT}:{code}", name, name_hi=name_hi) for code, name, name_hi in rows)


def _crafts() -> tuple[ValueSpec, ...]:
    """One value for a craft of several districts, whose lists may word it differently."""
    names: dict[str, dict[str, str]] = {}
    spellings: dict[str, list[str]] = {}
    for slug, name, name_hi in Craft.objects.order_by("slug").values_list("slug", "name_en", "name_hi"):
        names.setdefault(slug, {})[name] = name_hi
        spellings.setdefault(slug, []).append(name)
    usual = {slug: _usual(found) for slug, found in spellings.items()}
    values = [ValueSpec(f"{CRAFT}:{slug}", name, name_hi=names[slug][name]) for slug, name in usual.items()]
    return tuple(sorted(values, key=lambda value: value.name))


def _usual(spellings: Iterable[str]) -> str:
    """The most frequent spelling; of equals the shortest, then the first in the alphabet."""
    counted = Counter(spellings)
    return min(counted, key=lambda name: (-counted[name], len(name), name))
