"""The page of a piece, or of a product's certificate: what is proven, what is only said, and what happened to it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext, pgettext

from odop_certificates.checks.checks import Check
from odop_certificates.credentials import addresses
from odop_certificates.credentials.origins import Origin, read_origin
from odop_certificates.history import unit_history
from odop_certificates.history.unit_history import History
from odop_certificates.pages import locator
from odop_certificates.pages.messages import PAGES, VARY
from odop_certificates.proof import codes
from odop_certificates.scans import counts
from odop_certificates.units.records import UnitInfo
from odop_core.i18n import Text, written_day
from odop_core.india import dates
from odop_provenance import api as provenance

HINDI = "hi"


def render_origin(request: HttpRequest, status: int, found: Check, message: Text | None = None) -> HttpResponse:
    """`found` must have a certificate; `message` answers what the buyer just tried."""
    assert found.certificate
    language = PAGES.language_of(request)
    shown = found.unit or found.certificate
    known = read_origin(shown.token, found.certificate.code)
    with translation.override(language):
        district = _in(language, known.district.name_en, known.district.name_hi)
        craft = _in(language, known.craft.name_en, known.craft.name_hi) if known.craft else ""
        product = found.unit.product_name if found.unit else ""
        return PAGES.render(
            "origin.html", language, status=status, headers=VARY,
            title=f"{found.outcome.heading}: {product or craft or district}",
            description=", ".join(part for part in (craft, district, gettext("Uttar Pradesh")) if part),
            address=shown.url,
            is_genuine=found.is_genuine,
            verdict=found.outcome.heading,
            verdict_more=found.text,
            code=codes.grouped_code(found.unit.serial if found.unit else found.certificate.code),
            message=message,
            district=district,
            craft=craft,
            craft_unreviewed=bool(known.craft and language == HINDI and not known.craft.name_hi_reviewed),
            product=product,
            since_changed=bool(found.is_genuine and found.unit and found.certificate.ended_at),
            token=shown.token,
            keys_address=f"{addresses.base_address()}/jwks.json",
            **_artisan(known, language),
            **_place(known),
            **_of_unit(found),
        )  # fmt: skip


def _artisan(known: Origin, language: str) -> dict[str, Any]:
    artisan = known.artisan
    name = _in(language, artisan.name_en, artisan.name_hi) if artisan else ""
    return {"has_artisan": known.has_artisan, "artisan": name, "disclosure": known.artisan_disclosure}


def _place(known: Origin) -> dict[str, Any]:
    return {
        "tiles": locator.tiles(known.district.division),
        "map_width": locator.WIDTH,
        "map_height": locator.HEIGHT,
        "division": str(locator.division_name(known.district.division)),
    }


def _of_unit(found: Check) -> dict[str, Any]:
    unit = found.unit
    if unit is None:
        return {}
    counted = counts.count_scans(unit.serial)
    return {
        "steps": _steps(unit_history.find_histories([unit])[unit.serial]),
        "scans": counted,
        "first_scan_on": _day(counted.first_at) if counted.first_at and counted.scans > 1 else "",
        "confirmed_on": _day(unit.confirmed_at) if unit.confirmed_at else "",
        "can_confirm": found.is_genuine and unit.confirmed_at is None,
        "badges": _badges(unit) if found.is_genuine else [],
    }


def _steps(happened: History) -> list[tuple[str, str]]:
    """What happened and on which day, in the order in which it happens."""
    known = [
        (pgettext("what happened to a piece", "Made"), happened.made_at),
        (pgettext("what happened to a piece", "Received"), happened.received_at),
        (pgettext("what happened to a piece", "Bought"), happened.ordered_at),
        (pgettext("what happened to a piece", "Collected from the artisan"), happened.collected_at),
        (pgettext("what happened to a piece", "Sent to the buyer"), happened.left_at),
        (pgettext("what happened to a piece", "Delivered"), happened.delivered_at),
        (pgettext("what happened to a piece", "Label void"), happened.ended_at),
    ]
    return [(name, _day(moment)) for name, moment in known if moment]


def _badges(unit: UnitInfo) -> list[dict[str, str]]:
    """Marks the artisan may use today; they are in registers of others, not in our certificate."""
    return [
        {"name": badge.gi_name or badge.kind.label, "number": badge.number, "until": badge.valid_until.isoformat()}
        for badge in provenance.find_badges([unit.product_id]).get(unit.product_id, ())
    ]


def _day(moment: datetime) -> str:
    """The Indian day, in words."""
    return str(written_day(dates.indian_day(moment)))


def _in(language: str, english: str, hindi: str) -> str:
    return hindi if language == HINDI and hindi else english
