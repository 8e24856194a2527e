"""What machines get at a piece's address: the certificate, the facts as JSON, EPCIS events, or a set of links."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils import timezone

from odop_certificates.checks.checks import Check
from odop_certificates.credentials import addresses, origins, passports
from odop_certificates.credentials.issuers import load_issuer
from odop_certificates.history import epcis, unit_history
from odop_certificates.pages import resolver
from odop_certificates.pages.formats import Format
from odop_certificates.pages.messages import PAGES, VARY
from odop_certificates.scans import counts
from odop_certificates.units.records import UnitInfo
from odop_core.india import dates
from odop_core.web.pages import UNCACHED, security_headers

# Anybody's page may read what anybody may read; no cookie is sent along.
CORS = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Link, Retry-After"}


def answer_machine(found: Check, status: int, wanted: Format, gtin: str = "") -> HttpResponse:
    """`gtin` is what the address named, of a product number."""
    shown = found.unit or found.certificate or found.product
    if wanted == Format.JWT and shown:
        return HttpResponse(shown.token, status=status, content_type=Format.JWT, headers=_headers())
    if wanted == Format.LINKSET and shown:
        return _json(status, resolver.linkset(found, gtin), Format.LINKSET, Link=resolver.LINKSET_CONTEXT)
    if wanted == Format.EPCIS and found.unit:
        return _json(status, epcis.epcis_document([found.unit], timezone.now()), Format.EPCIS)
    if wanted == Format.DPP and found.unit:
        return _json(status, passports.passport(found.unit.serial, load_issuer()), Format.DPP)
    return _json(status, facts(found))


def answer_signed_passport(found: Check, status: int) -> HttpResponse:
    """`found` must have a unit."""
    assert found.unit
    token = passports.signed_passport(found.unit.serial, load_issuer())
    return HttpResponse(token, status=status, content_type=Format.JWT, headers=_headers())


def answer_no_link() -> HttpResponse:
    return _json(404, {"status": "no-such-link", "message": "There is no link of this type here."})


def facts(found: Check) -> dict[str, Any]:
    """What the page says, for programs. Days and names as the page would show them, and nothing more."""
    said: dict[str, Any] = {"status": found.outcome.value, "message": found.message}
    if found.product:
        said["certificate"] = found.product.url
    if found.certificate is None:
        return said
    unit = found.unit
    shown = unit or found.certificate
    known = origins.read_origin(shown.token, found.certificate.code)
    said |= {
        "id": shown.url,
        "district": {
            "lgdCode": known.district.lgd_code, "name": known.district.name_en, "nameHi": known.district.name_hi,
        },
        "craft": known.craft and {"slug": known.craft.slug, "name": known.craft.name_en, "nameHi": known.craft.name_hi},
        "artisan": known.artisan and {"name": known.artisan.name_en, "nameHi": known.artisan.name_hi},
        "artisanDisclosure": known.artisan_disclosure or None,
        "certificate": found.certificate.url,
        "keys": f"{addresses.base_address()}/jwks.json",
        "token": shown.token,
    }  # fmt: skip
    return said | _of_unit(unit) if unit else said


def _of_unit(unit: UnitInfo) -> dict[str, Any]:
    counted, happened = counts.count_scans(unit.serial), unit_history.find_histories([unit])[unit.serial]
    return {
        "serial": unit.serial,
        "product": {"id": unit.product_id, "name": unit.product_name, "gtin": unit.gtin or None},
        "history": {name: _day(moment) for name, moment in vars(happened).items() if moment},
        "scans": {"count": counted.scans, "devices": counted.devices, "suspicious": counted.is_suspicious},
        "confirmedOn": _day(unit.confirmed_at) if unit.confirmed_at else None,
    }


def _day(moment: datetime) -> str:
    """The Indian day; hours would say too much of a buyer."""
    return dates.indian_day(moment).isoformat()


def answer_too_many() -> HttpResponse:
    return _json(429, {"status": "too-many", "message": "Please wait and try again."})


def _json(status: int, content: Any, kind: str = Format.JSON, **headers: str) -> HttpResponse:
    return JsonResponse(
        content, status=status, content_type=kind, headers={**_headers(), **headers},
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )  # fmt: skip


def _headers() -> dict[str, str]:
    return {**security_headers(PAGES.folder), "Cache-Control": UNCACHED, **VARY, **CORS}
