"""What each address answers. Nobody is logged in here, so there is no forged request to fear.

All of it is answered also while the plugin is switched off: what was sold must stay checkable. Off means that nothing
new is certified.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.text import Truncator
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from odop_certificates.checks import checks, scanned
from odop_certificates.checks.checks import Check
from odop_certificates.checks.outcomes import Outcome
from odop_certificates.checks.scanned import Kind
from odop_certificates.credentials import addresses, issuers, signing_keys, status_lists, vocabulary
from odop_certificates.pages import machine_answers, messages, qr, resolver
from odop_certificates.pages.formats import Format, asks_for_no_link, wanted_format
from odop_certificates.pages.machine_answers import CORS
from odop_certificates.pages.messages import PAGES, render_message
from odop_certificates.pages.origin_page import render_origin
from odop_certificates.scans import counts, devices, limits
from odop_certificates.units.confirmations import AlreadyConfirmed, LabelVoid, NotItsBuyer, confirm_unit
from odop_core.i18n import Text, _
from odop_core.web.bodies import BadForm, BodyTooLarge, read_form
from odop_core.web.pages import security_headers
from odop_core.web.rate_limits import client_address

# 410 says even to those who read nothing else that it was ours and does not hold, 400 that it never was.
VOID, NEVER_OURS = 410, 400
STATUS = {
    Outcome.GENUINE: 200,
    Outcome.PRODUCT_NUMBER: 200,
    Outcome.UNKNOWN: 404,
    Outcome.RETURNED: VOID,
    Outcome.REVOKED: VOID,
    Outcome.EXPIRED: VOID,
    Outcome.EXPIRED_KEY: VOID,
    Outcome.NOT_YET_VALID: VOID,
}
REFUSALS: dict[type[Exception], Text] = {
    NotItsBuyer: _("This order number and e-mail address do not belong to this piece."),
    AlreadyConfirmed: _("This piece was confirmed before."),
    LabelVoid: Outcome.REVOKED.meaning,
}
PUBLIC = "public, max-age=300"
COMPACT = {"ensure_ascii": False}
# The form has two short fields; nothing larger is read.
LONGEST_BODY = 4096
# What a script of another site asks before it may read (CORS preflight).
PREFLIGHT = {
    **CORS,
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Language",
    "Access-Control-Max-Age": "86400",
    "Allow": "GET, HEAD, OPTIONS, POST",
}

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """What is true of every address: for everybody, but not too often."""

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST", "OPTIONS"])
    @wraps(view)
    def guarded(request: HttpRequest, **values: str) -> HttpResponse:
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers=PREFLIGHT)
        if wait := limits.spend_look(client_address(request)):
            return _too_many(request, wait)
        return view(request, **values)

    return guarded


@public
def show_front(request: HttpRequest) -> HttpResponse:
    if wanted_format(request) == Format.HTML:
        return render_message(request, 200, messages.QUESTION)
    return _published_json(issuers.issuer_document())


@public
def find_code(request: HttpRequest) -> HttpResponse:
    """From what somebody typed or pasted to its page."""
    code = request.GET.get("code", "").strip()
    if not code:
        return render_message(request, 400, messages.QUESTION)
    found = checks.check_code(code)
    shown = found.unit or found.certificate
    return _see(request, shown.url) if shown else _answer(request, found)


@public
def show_keys(_request: HttpRequest) -> HttpResponse:
    return _published_json(signing_keys.jwks())


@public
def show_did_document(_request: HttpRequest) -> HttpResponse:
    return _published_json(issuers.did_document(), "application/did+json")


@public
def show_resolver(_request: HttpRequest) -> HttpResponse:
    return _published_json(resolver.description())


@public
def show_vocabulary(_request: HttpRequest) -> HttpResponse:
    return _published_json(vocabulary.context_document(addresses.base_address()), "application/ld+json")


@public
def show_status_list(request: HttpRequest, number: str) -> HttpResponse:
    try:
        token = status_lists.signed_list(int(number))
    except status_lists.NoSuchList:
        return render_message(request, 404, messages.NO_PAGE)
    return _published(HttpResponse(token, content_type=Format.JWT))


@public
def show_qr_code(request: HttpRequest, path: str, kind: str) -> HttpResponse:
    found = checks.check_scanned(scanned.of_path(path))
    if found.unit is None:
        return _answer(request, found)
    content_type, draw = {"svg": ("image/svg+xml", qr.svg), "png": ("image/png", qr.png)}[kind]
    return _published(HttpResponse(draw(found.unit.url), content_type=content_type))


@public
def show_label(request: HttpRequest, path: str) -> HttpResponse:
    """The address of a piece, a certificate or a product: read as the field to enter a code reads it."""
    named = scanned.of_path(path)
    if named.kind is Kind.UNREADABLE:
        return render_message(request, 404, messages.NO_PAGE)
    found = checks.check_scanned(named)
    if request.method == "POST":
        return _confirm(request, found)
    answer = None
    if found.unit and request.method == "GET" and wanted_format(request) == Format.HTML and devices.is_person(request):
        device = devices.recognize_device(request)
        counts.record_scan(found.unit.serial, device)
        answer = _answer(request, found)
        devices.remember_device(answer, device, addresses.base_address())
    return answer or _answer(request, found, named.gtin)


def _confirm(request: HttpRequest, found: Check) -> HttpResponse:
    if found.unit is None:
        return _answer(request, found)
    try:
        form = read_form(request, LONGEST_BODY)
        confirm_unit(found.unit.serial, form.get("order", ""), form.get("email", ""))
    except BodyTooLarge:
        return HttpResponse(status=413)
    except BadForm:
        return HttpResponse(status=400)
    except tuple(REFUSALS) as error:
        if wait := limits.spend_guess(client_address(request)):
            return _too_many(request, wait)
        return render_origin(request, 422, found, REFUSALS[type(error)])
    return _see(request, found.unit.url)


def _answer(request: HttpRequest, found: Check, gtin: str = "") -> HttpResponse:
    """`gtin` is what the address named, if it named no piece."""
    status = STATUS.get(found.outcome, NEVER_OURS)
    shown = found.unit or found.certificate or found.product
    if shown is None:
        if wait := limits.spend_guess(client_address(request)):
            return _too_many(request, wait)
    elif asks_for_no_link(request, resolver.offered_formats(found)):
        return machine_answers.answer_no_link()
    if found.unit and request.GET.get("format") == "dpp-jwt":
        return machine_answers.answer_signed_passport(found, status)
    wanted = wanted_format(request)
    if wanted != Format.HTML:
        return machine_answers.answer_machine(found, status, wanted, gtin)
    if found.certificate is None:
        answer = render_message(request, status, messages.of_check(found), _asked(request))
    else:
        answer = render_origin(request, status, found)
    if shown:
        answer["Link"] = resolver.link_header(
            addresses.product_address(addresses.base_address(), gtin) if found.product else shown.url
        )
    return answer


def _asked(request: HttpRequest) -> str:
    """What was scanned or typed, as far as a page has room for it."""
    return Truncator(request.GET.get("code") or request.path.rstrip("/").rpartition("/")[2]).chars(80)


def _see(request: HttpRequest, address: str) -> HttpResponse:
    address = f"{address}?lang={PAGES.language_of(request)}"
    headers = {**security_headers(PAGES.folder), "Location": address}
    return HttpResponse(status=303, content_type="text/plain", headers=headers)


def _published_json(content: dict[str, Any], kind: str = Format.JSON) -> HttpResponse:
    return _published(JsonResponse(content, content_type=kind, json_dumps_params=COMPACT))


def _published(answer: HttpResponse) -> HttpResponse:
    """What anybody may keep for a while, and any page may read."""
    for name, value in (*security_headers(PAGES.folder).items(), ("Cache-Control", PUBLIC), *CORS.items()):
        answer[name] = value
    return answer


def _too_many(request: HttpRequest, wait: int) -> HttpResponse:
    if wanted_format(request) == Format.HTML:
        answer = render_message(request, 429, messages.TOO_MANY)
    else:
        answer = machine_answers.answer_too_many()
    answer["Retry-After"] = str(wait)
    return answer
