"""Telling a device that looks at labels again from one that never did, without knowing whose it is.

The first look is known by a keyed hash of where it came from and which browser it was. That hash, signed, is left with
the browser as a cookie, so that a phone is still the same one tomorrow, in another network. The cookie says nothing
else, is sent only to these pages, and ends when the device has not looked for as long as looks are counted. What is
kept of it here is another hash, which differs from piece to piece.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from urllib.parse import urlsplit

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse

from odop_certificates.scans.counts import KEPT_FOR
from odop_core.web.rate_limits import client_address

COOKIE = "odop_device"
# What makes previews of links, searches the web or fetches for a program says so in one of these ways; browsers of
# people do not (but for phones of the brand Cubot). Signal calls itself WhatsApp, iMessage facebookexternalhit.
NO_PERSON = re.compile(
    r"(?<!cu)bot(?:\b|[/_-])|crawl|spider|preview|externalhit|facebookcatalog|meta-external|whatsapp|viber/|scrap"
    r"|embedly|iframely|slack-img|feedfetcher|google-|googleother|mediapartners|lighthouse|headless|monitor|validator"
    r"|fetch|cfnetwork|unfurl|ms-office|microsoft office|https?://"
    r"|^(?:dalvik|google|curl|wget|python|go-http|java|okhttp|axios|libwww|ruby|php|dart|node)\b",
    re.IGNORECASE,
)
# Browsers that load what somebody may open next.
PURPOSES = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
AHEAD = ("prefetch", "prerender", "preview")


def is_person(request: HttpRequest) -> bool:
    """Whether somebody looks, as far as that shows, and no program does that makes a preview or searches the web."""
    purposes = " ".join(request.headers.get(name, "") for name in PURPOSES).lower()
    return not any(word in purposes for word in AHEAD) and not NO_PERSON.search(request.headers.get("User-Agent", ""))


def recognize_device(request: HttpRequest) -> str:
    """The same text for the same device."""
    try:
        return _signer().unsign(request.COOKIES.get(COOKIE, ""))
    except BadSignature:
        seen = f"{client_address(request)} {request.headers.get('User-Agent', '')}".encode("utf-8", "surrogatepass")
        return hmac.new(settings.SECRET_KEY.encode(), b"device:" + seen, hashlib.sha256).hexdigest()[:32]


def remember_device(answer: HttpResponse, device: str, base: str) -> None:
    """Leave the cookie with the browser. `base` is our public address, as `addresses.base_address` gives it."""
    parts = urlsplit(base)
    answer.set_cookie(
        COOKIE, _signer().sign(device), max_age=KEPT_FOR, path=parts.path or "/", secure=parts.scheme == "https",
        httponly=True, samesite="Lax",
    )  # fmt: skip


def _signer() -> Signer:
    return Signer(salt="odop_certificates.device", sep=".")
