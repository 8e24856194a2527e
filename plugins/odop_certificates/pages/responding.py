"""Which address answers what. All below the public address of certificates:

/                           who signs (JSON), or a field to enter a code (HTML);  /check?code=… leads to its page
/o/SERIAL                   a piece; also /01/GTIN/21/SERIAL where the goods have a GTIN of GS1's
/o/SERIAL/qr.svg, …/qr.png  the QR code of its label
/c/CODE                     the certificate of a product's claim
/status/NUMBER              a signed status list;  /jwks.json  the public keys
"""

from __future__ import annotations

import json
from typing import Any

from odop_certificates.checks import checks
from odop_certificates.checks.checks import Check, Outcome
from odop_certificates.credentials import signing_keys, status_lists
from odop_certificates.credentials.records import UnknownCode, find_certificate
from odop_certificates.pages import machine, origin_page, qr, rendering, texts
from odop_certificates.pages.http import Format, Request, Response, json_response
from odop_certificates.pages.texts import Language
from odop_certificates.proof import codes, digital_link
from odop_certificates.scans import counts, limits
from odop_certificates.settings import CertificatesSettings
from odop_certificates.units import confirmations, records
from odop_core.plugin import configuration

# 410 tells even those who read nothing else that a label is void.
STATUS = {Outcome.GENUINE: 200, Outcome.UNKNOWN: 404, Outcome.ALTERED: 400}
VOID = 410
REFUSALS: dict[type[Exception], str] = {
    confirmations.NotItsBuyer: "not_its_buyer",
    confirmations.AlreadyConfirmed: "already_confirmed",
    confirmations.NotStanding: "revoked_more",
}
PUBLIC = "public, max-age=300"


def respond(request: Request) -> Response:
    spoken = texts.language(request.query.get("lang", ""), request.accept_language)
    if configuration.load_if_active(CertificatesSettings) is None:
        return rendering.message(404, "no_page", spoken)
    if wait := limits.seconds_to_wait(request.address):
        return _too_many(request, spoken, wait)
    limits.spend(request.address)
    path = "/" + request.path.strip("/")
    if path == "/":
        return _front(request, spoken)
    if path == "/check":
        return _redirect(request, spoken)
    if path in ("/jwks.json", "/.well-known/jwks.json"):
        return _published(signing_keys.jwks())
    if path.startswith("/status/"):
        return _status_list(path.removeprefix("/status/"), spoken)
    if path.startswith("/c/"):
        return _answer(request, spoken, _certificate(path.removeprefix("/c/")))
    for name, kind, draw in (("/qr.svg", "image/svg+xml", qr.svg), ("/qr.png", "image/png", qr.png)):
        if path.endswith(name) and (found := digital_link.read_path(path.removesuffix(name))):
            known = _unit(found)
            if known.unit is None:
                return _answer(request, spoken, known)
            return Response(200, kind, draw(known.unit.url), {**rendering.security_headers(), "Cache-Control": PUBLIC})
    if found := digital_link.read_path(path):
        known = _unit(found)
        return _confirm(request, spoken, known) if request.method == "POST" else _seen(request, spoken, known)
    return rendering.message(404, "no_page", spoken)


def _unit(asked: digital_link.UnitPath) -> Check:
    """The piece of this address, if the address is one of its own."""
    try:
        unit = records.find_unit(asked.serial)
    except codes.AlteredCode as error:
        return Check(Outcome.ALTERED, str(error))
    except UnknownCode as error:
        return Check(Outcome.UNKNOWN, str(error))
    if asked.gtin and asked.gtin != unit.gtin:
        return Check(Outcome.ALTERED, "The product number in the address is not the one of this piece.")
    return checks.check_unit(unit)


def _certificate(code: str) -> Check:
    try:
        return checks.check_certificate(find_certificate(code))
    except codes.AlteredCode as error:
        return Check(Outcome.ALTERED, str(error))
    except UnknownCode as error:
        return Check(Outcome.UNKNOWN, str(error))


def _seen(request: Request, spoken: Language, found: Check) -> Response:
    if found.unit and request.method == "GET" and request.format == Format.HTML:
        counts.record_scan(found.unit.serial, f"{request.address} {request.user_agent}")
    return _answer(request, spoken, found)


def _confirm(request: Request, spoken: Language, found: Check) -> Response:
    if found.unit is None:
        return _answer(request, spoken, found)
    try:
        confirmations.confirm_unit(found.unit.serial, request.form.get("order", ""), request.form.get("email", ""))
    except tuple(REFUSALS) as error:
        limits.spend(request.address, limits.UNKNOWN_CODE_COST)
        return origin_page.show(found, 422, spoken, texts.text(REFUSALS[type(error)], spoken))
    address = f"{found.unit.url}?lang={spoken}"
    return Response(303, "text/plain", b"", {**rendering.security_headers(), "Location": address})


def _answer(request: Request, spoken: Language, found: Check) -> Response:
    status = STATUS.get(found.outcome, VOID)
    if found.certificate is None:
        limits.spend(request.address, limits.UNKNOWN_CODE_COST)
    if request.format != Format.HTML:
        return machine.answer(found, status, request.format)
    if found.certificate is None:
        return rendering.message(status, found.outcome.value, spoken, _asked(request))
    return origin_page.show(found, status, spoken)


def _asked(request: Request) -> str:
    """What was scanned or typed, as far as a page has room for it."""
    return (request.query.get("code") or request.path.rstrip("/").rpartition("/")[2])[:40]


def _front(request: Request, spoken: Language) -> Response:
    if request.format == Format.HTML:
        return rendering.message(200, "ask", spoken, is_question=True)
    return _published(machine.issuer_document())


def _redirect(request: Request, spoken: Language) -> Response:
    """From the code somebody typed to its page."""
    found = checks.check_code(request.query.get("code", ""))
    shown = found.unit or found.certificate
    if shown is None:
        return _answer(request, spoken, found)
    return Response(303, "text/plain", b"", {**rendering.security_headers(), "Location": f"{shown.url}?lang={spoken}"})


def _status_list(number: str, spoken: Language) -> Response:
    try:
        token = status_lists.signed_list(int(number) if number.isascii() and number.isdigit() else 0)
    except (status_lists.NoSuchList, OverflowError):
        return rendering.message(404, "no_page", spoken)
    return Response(200, Format.JWT, token.encode(), {**rendering.security_headers(), "Cache-Control": PUBLIC})


def _published(content: dict[str, Any]) -> Response:
    body = json.dumps(content, ensure_ascii=False).encode()
    return Response(200, Format.JSON, body, {**rendering.security_headers(), "Cache-Control": PUBLIC})


def _too_many(request: Request, spoken: Language, wait: int) -> Response:
    if request.format == Format.HTML:
        made = rendering.message(429, "too_many", spoken)
    else:
        made = json_response(429, {"status": "too-many", "message": "Please wait and try again."})
    return Response(made.status, made.content_type, made.body, {**made.headers, "Retry-After": str(wait)})
