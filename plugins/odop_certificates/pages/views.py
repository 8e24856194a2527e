"""What each address answers. Nobody is logged in here, so there is no forged request to fear."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from odop_certificates.checks import checks
from odop_certificates.checks.checks import Check, Outcome
from odop_certificates.credentials import signing_keys, status_lists
from odop_certificates.credentials.records import UnknownCode, find_certificate
from odop_certificates.pages import machine_answers, messages, qr
from odop_certificates.pages.formats import Format, wanted_format
from odop_certificates.pages.messages import PAGES, render_message
from odop_certificates.pages.origin_page import render_origin
from odop_certificates.proof.codes import AlteredCode
from odop_certificates.scans import counts, limits
from odop_certificates.settings import CertificatesSettings
from odop_certificates.units.confirmations import AlreadyConfirmed, LabelVoid, NotItsBuyer, confirm_unit
from odop_certificates.units.records import find_unit
from odop_core.i18n import Text, _
from odop_core.plugin import configuration
from odop_core.web.bodies import BadForm, BodyTooLarge, read_form
from odop_core.web.pages import security_headers
from odop_core.web.rate_limits import client_address

# 410 says even to those who read nothing else that a label is void.
STATUS = {Outcome.GENUINE: 200, Outcome.UNKNOWN: 404, Outcome.ALTERED: 400}
VOID = 410
REFUSALS: dict[type[Exception], Text] = {
    NotItsBuyer: _("This order number and e-mail address do not belong to this piece."),
    AlreadyConfirmed: _("This piece was confirmed before."),
    LabelVoid: _("This label was ours, but we took it back. Do not rely on what it says."),
}
PUBLIC = "public, max-age=300"
COMPACT = {"ensure_ascii": False}
# The form has two short fields; nothing larger is read.
LONGEST_BODY = 4096

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """What is true of every address: while the plugin is on, for everybody, but not too often."""

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def guarded(request: HttpRequest, **values: str) -> HttpResponse:
        if configuration.load_active_settings(CertificatesSettings) is None:
            return render_message(request, 404, messages.NO_PAGE)
        if wait := limits.spend_look(client_address(request)):
            return _too_many(request, wait)
        return view(request, **values)

    return guarded


@public
def show_front(request: HttpRequest) -> HttpResponse:
    if wanted_format(request) == Format.HTML:
        return render_message(request, 200, messages.QUESTION)
    return _published(JsonResponse(machine_answers.issuer_document(), json_dumps_params=COMPACT))


@public
def find_code(request: HttpRequest) -> HttpResponse:
    """From the code somebody typed to its page."""
    found = checks.check_code(request.GET.get("code", ""))
    shown = found.unit or found.certificate
    return _see(request, shown.url) if shown else _answer(request, found)


@public
def show_keys(_request: HttpRequest) -> HttpResponse:
    return _published(JsonResponse(signing_keys.jwks(), json_dumps_params=COMPACT))


@public
def show_status_list(request: HttpRequest, number: str) -> HttpResponse:
    try:
        token = status_lists.signed_list(int(number))
    except status_lists.NoSuchList:
        return render_message(request, 404, messages.NO_PAGE)
    return _published(HttpResponse(token, content_type=Format.JWT))


@public
def show_certificate(request: HttpRequest, code: str) -> HttpResponse:
    return _answer(request, _certificate(code))


@public
def show_qr_code(request: HttpRequest, serial: str, kind: str, gtin: str = "") -> HttpResponse:
    found = _unit(serial, gtin)
    if found.unit is None:
        return _answer(request, found)
    content_type, draw = {"svg": ("image/svg+xml", qr.svg), "png": ("image/png", qr.png)}[kind]
    return _published(HttpResponse(draw(found.unit.url), content_type=content_type))


@public
def show_unit(request: HttpRequest, serial: str, gtin: str = "") -> HttpResponse:
    found = _unit(serial, gtin)
    if request.method == "POST":
        return _confirm(request, found)
    if found.unit and request.method == "GET" and wanted_format(request) == Format.HTML:
        counts.record_scan(found.unit.serial, f"{client_address(request)} {request.headers.get('User-Agent', '')}")
    return _answer(request, found)


@public
def show_nothing(request: HttpRequest) -> HttpResponse:
    return render_message(request, 404, messages.NO_PAGE)


def _unit(serial: str, gtin: str) -> Check:
    """The piece of this address, if the address is one of its own."""
    try:
        unit = find_unit(serial)
    except AlteredCode as error:
        return Check(Outcome.ALTERED, str(error))
    except UnknownCode as error:
        return Check(Outcome.UNKNOWN, str(error))
    if gtin and gtin != unit.gtin:
        return Check(Outcome.ALTERED, "The product number in the address is not the one of this piece.")
    return checks.check_unit(unit)


def _certificate(code: str) -> Check:
    try:
        return checks.check_certificate(find_certificate(code))
    except AlteredCode as error:
        return Check(Outcome.ALTERED, str(error))
    except UnknownCode as error:
        return Check(Outcome.UNKNOWN, str(error))


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


def _answer(request: HttpRequest, found: Check) -> HttpResponse:
    status = STATUS.get(found.outcome, VOID)
    if found.certificate is None and (wait := limits.spend_guess(client_address(request))):
        return _too_many(request, wait)
    wanted = wanted_format(request)
    if wanted != Format.HTML:
        return machine_answers.answer_machine(found, status, wanted)
    if found.certificate is None:
        return render_message(
            request, status, messages.OF_OUTCOME.get(found.outcome, messages.ALTERED), _asked(request)
        )
    return render_origin(request, status, found)


def _asked(request: HttpRequest) -> str:
    """What was scanned or typed, as far as a page has room for it."""
    return (request.GET.get("code") or request.path.rstrip("/").rpartition("/")[2])[:40]


def _see(request: HttpRequest, address: str) -> HttpResponse:
    address = f"{address}?lang={PAGES.language_of(request)}"
    headers = {**security_headers(PAGES.folder), "Location": address}
    return HttpResponse(status=303, content_type="text/plain", headers=headers)


def _published(answer: HttpResponse) -> HttpResponse:
    """What anybody may keep for a while."""
    for name, value in (*security_headers(PAGES.folder).items(), ("Cache-Control", PUBLIC)):
        answer[name] = value
    return answer


def _too_many(request: HttpRequest, wait: int) -> HttpResponse:
    if wanted_format(request) == Format.HTML:
        answer = render_message(request, 429, messages.TOO_MANY)
    else:
        answer = machine_answers.answer_too_many()
    answer["Retry-After"] = str(wait)
    return answer
