"""Pages that say one thing, with a field to enter a code."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from odop_certificates.checks.checks import Check
from odop_certificates.credentials import addresses
from odop_core.i18n import Text, _
from odop_core.web.pages import Pages

PAGES = Pages("odop_certificates", Path(__file__).parent / "templates", language_link=_("Read in English"))
VARY = {"Vary": "Accept, Accept-Language"}


@dataclass(frozen=True)
class Message:
    """`is_question`: nothing was asked yet, so nothing is wrong. `asks`: with a field to enter a code. `link` leads to
    what is certified of the product."""

    title: Text
    more: Text
    is_question: bool = False
    asks: bool = True
    link: str = ""


QUESTION = Message(_("Is it genuine?"), _("Enter the code on the label."), is_question=True)
NO_PAGE = Message(_("There is no such page"), _("Enter the code of your label here."))
TOO_MANY = Message(_("Too many checks"), _("Please wait a minute and try again."), asks=False)


def of_check(found: Check) -> Message:
    """What came of a check that found neither a piece nor a certificate of ours."""
    link = found.product.url if found.product else ""
    return Message(found.outcome.heading, found.text, is_question=bool(link), link=link)


def render_message(request: HttpRequest, status: int, message: Message, code: str = "") -> HttpResponse:
    """`code` is what was scanned or typed."""
    asked = {"code": request.GET["code"]} if "code" in request.GET else {}
    return PAGES.render(
        "message.html", PAGES.language_of(request), status=status, headers=VARY,
        title=message.title,
        description=message.more,
        code=code,
        kept_query=f"&{urlencode(asked)}" if asked else "",
        link=message.link,
        is_question=message.is_question,
        form_address=f"{addresses.base_address()}/check" if message.asks else "",
    )  # fmt: skip
