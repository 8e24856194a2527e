"""The page of a piece, or of a product's certificate: what is proven, what is only said, and what happened to it."""

from __future__ import annotations

from typing import Any

from odop_certificates.checks.checks import Check, Outcome
from odop_certificates.credentials import addresses, origins
from odop_certificates.credentials.origins import Origin
from odop_certificates.history import unit_history
from odop_certificates.history.unit_history import History
from odop_certificates.pages import locator, rendering, texts
from odop_certificates.pages.http import Response
from odop_certificates.pages.texts import Language, day, text
from odop_certificates.proof import codes
from odop_certificates.scans import counts
from odop_certificates.scans.counts import ScanCount
from odop_certificates.units.records import UnitInfo
from odop_provenance import api as provenance

# In the order they happen.
STEPS = ["made_at", "received_at", "ordered_at", "collected_at", "left_at", "delivered_at", "ended_at"]
# Of a longer list, the page would say no more.
OUTCOME_TEXT = {Outcome.GENUINE: "genuine", Outcome.RETURNED: "returned", Outcome.EXPIRED: "expired"}


def show(found: Check, status: int, spoken: Language, message: str = "") -> Response:
    """`found` must have a certificate; `message` answers what the buyer just tried."""
    assert found.certificate
    shown = found.unit or found.certificate
    known = origins.origin_of(shown.token, found.certificate.code)
    verdict, more = _verdict(found, spoken)
    district = _in(spoken, known.district.name_en, known.district.name_hi)
    craft = _in(spoken, known.craft.name_en, known.craft.name_hi) if known.craft else ""
    product = found.unit.product_name if found.unit else ""
    return rendering.page(
        status, "origin.html", spoken,
        title=f"{verdict}: {product or craft or district}",
        description=", ".join(part for part in (craft, district, text("state_name", spoken)) if part),
        address=shown.url,
        is_genuine=found.is_genuine,
        verdict=verdict,
        verdict_more=more,
        code=codes.grouped_code(found.unit.serial if found.unit else found.certificate.code),
        message=message,
        district=district,
        craft=craft,
        craft_unreviewed=bool(known.craft and spoken == Language.HINDI and not known.craft.name_hi_reviewed),
        product=product,
        since_changed=bool(found.is_genuine and found.unit and found.certificate.ended_at),
        token=shown.token,
        keys_address=f"{addresses.base_address()}/jwks.json",
        **_maker(known, spoken),
        **_place(known, spoken),
        **_of_unit(found, spoken),
    )  # fmt: skip


def _verdict(found: Check, spoken: Language) -> tuple[str, str]:
    name = OUTCOME_TEXT.get(found.outcome, "revoked")
    more = "certificate_genuine_more" if found.is_genuine and not found.unit else f"{name}_more"
    return text(name, spoken), text(more, spoken)


def _maker(known: Origin, spoken: Language) -> dict[str, Any]:
    maker = known.artisan
    name = _in(spoken, maker.name_en, maker.name_hi) if maker else ""
    return {"has_maker": known.has_artisan, "maker": name, "disclosure": known.artisan_disclosure}


def _place(known: Origin, spoken: Language) -> dict[str, Any]:
    division = _in(spoken, known.district.division, texts.DIVISIONS_HI.get(known.district.division, ""))
    return {
        "tiles": locator.tiles(known.district.division),
        "map_width": locator.WIDTH,
        "map_height": locator.HEIGHT,
        "where_caption": text("where_caption", spoken, division),
    }


def _of_unit(found: Check, spoken: Language) -> dict[str, Any]:
    unit = found.unit
    if unit is None:
        return {}
    counted = counts.count_scans(unit.serial)
    happened = unit_history.histories_of([unit])[unit.serial]
    return {
        "steps": _steps(happened, spoken),
        "scans": _scans(counted, spoken),
        "suspicious": counted.is_suspicious,
        "confirmed": text("confirmed", spoken, day(unit.confirmed_at, spoken)) if unit.confirmed_at else "",
        "can_confirm": found.is_genuine and unit.confirmed_at is None,
        "badges": _badges(unit, spoken) if found.is_genuine else [],
    }


def _steps(happened: History, spoken: Language) -> list[tuple[str, str]]:
    known = [(name, getattr(happened, name)) for name in STEPS]
    return [(text(name, spoken), day(moment, spoken)) for name, moment in known if moment]


def _scans(counted: ScanCount, spoken: Language) -> str:
    if counted.first_at is None or counted.scans <= 1:
        return text("first_scan", spoken)
    return text("scan_count", spoken, counted.scans, counted.devices, day(counted.first_at, spoken))


def _badges(unit: UnitInfo, spoken: Language) -> list[str]:
    """Marks the maker may use today; they are in registers of others, not in our certificate."""
    return [
        text("mark_until", spoken, badge.gi_name or badge.kind.label, badge.number, badge.valid_until)
        for badge in provenance.badges_of([unit.product_id]).get(unit.product_id, ())
    ]


def _in(spoken: Language, english: str, hindi: str) -> str:
    return hindi if spoken == Language.HINDI and hindi else english
