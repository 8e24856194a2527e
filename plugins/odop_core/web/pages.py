"""What small pages need that are shown to anybody: templates that escape everything, in the reader's language, one
style sheet, and the headers that keep anything else from running.

An app has one `Pages`; its templates extend `base.html` (beside this file) and translate by Django's `{% translate %}`
and `{% blocktranslate %}`, which need no `{% load %}` here. A language of the pages is a catalogue of the app.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.utils import translation

from odop_core.i18n import ENGLISH, Text, _, known_language, languages, preferred_language

SITE = _("ODOP Mart · Uttar Pradesh")
SHARED = Path(__file__).parent / "templates"
# What nobody should keep: it changes with what happens.
UNCACHED = "no-store"


@dataclass(frozen=True)
class Pages:
    """The pages of one app. `folder` holds their templates and `style.css`.

    `language_link` is what leads a reader to another language, as it is said in that one: its translations are "Read in
    English", "हिन्दी में पढ़ें" and so on.
    """

    app: str
    folder: Path
    language_link: Text

    def language_asked_for(self, request: HttpRequest) -> str:
        """What the reader chose, in the address (`?lang=hi`) or some time before (Django's cookie); "" if nothing."""
        chosen = (request.GET.get("lang", ""), request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""))
        return next((code for each in chosen if (code := known_language(each, self.app))), "")

    def language_of(self, request: HttpRequest) -> str:
        """What the reader chose, or else what their device is set to; English for whoever reads none of ours."""
        header = request.headers.get("Accept-Language", "")
        return self.language_asked_for(request) or preferred_language(header, self.app)

    def render(
        self,
        template: str,
        language: str,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        **values: Any,
    ) -> HttpResponse:
        """The page, with its headers and those given. `values` are the template's."""
        with translation.override(language):
            shared = {
                "site": SITE,
                "language": language,
                "other_languages": self._others(language),
                "style": style(self.folder),
            }
            body = engine(self.folder).get_template(template).render(Context({**shared, **values}))
        ours = {**security_headers(self.folder), "Cache-Control": UNCACHED, "Content-Language": language}
        return HttpResponse(body, status=status, headers={**ours, **(headers or {})})

    def _others(self, language: str) -> list[tuple[str, str]]:
        """The other languages by code, English first, and what leads to each."""
        others = sorted(languages(self.app) - {language}, key=lambda code: (code != ENGLISH, code))
        return [(code, self.language_link.in_language(code)) for code in others]


@cache
def engine(folder: Path) -> Engine:
    """Our own: a host's template settings are its own business."""
    return Engine(dirs=[str(folder), str(SHARED)], autoescape=True, builtins=["django.templatetags.i18n"])


@cache
def style(folder: Path) -> str:
    return (folder / "style.css").read_text(encoding="utf-8").replace("\n", "")


@cache
def security_headers(folder: Path) -> dict[str, str]:
    """Nothing is loaded and no script runs; the one style sheet is named by its hash, and the address, which may hold a
    code, is told to nobody."""
    digest = base64.b64encode(hashlib.sha256(style(folder).encode()).digest()).decode()
    return {
        "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
    }
