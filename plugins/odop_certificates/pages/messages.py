"""Pages that say one thing, with a field to enter a code."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.http import HttpRequest, HttpResponse

from odop_certificates.checks.checks import Outcome
from odop_certificates.credentials import addresses
from odop_core.i18n import Text, _
from odop_core.web.pages import Pages

PAGES = Pages("odop_certificates", Path(__file__).parent / "templates", language_link=_("Read in English"))
VARY = {"Vary": "Accept, Accept-Language"}


@dataclass(frozen=True)
class Message:
    """`is_question`: nothing was asked yet, so nothing is wrong. `asks`: with a field to enter a code."""

    title: Text
    more: Text
    is_question: bool = False
    asks: bool = True


UNKNOWN = Message(
    _("We do not know this code"), _("No article with this code was ever sold here. The label may be a fake.")
)
ALTERED = Message(
    _("This code is damaged or altered"),
    _("It cannot be a code of ours as it stands. Scan the label again, or type the code letter by letter."),
)
OF_OUTCOME = {Outcome.UNKNOWN: UNKNOWN, Outcome.ALTERED: ALTERED}
QUESTION = Message(_("Is it genuine?"), _("Enter the code on the label."), is_question=True)
NO_PAGE = Message(_("There is no such page"), _("Enter the code of your label here."))
TOO_MANY = Message(_("Too many checks"), _("Please wait a minute and try again."), asks=False)


def render_message(request: HttpRequest, status: int, message: Message, code: str = "") -> HttpResponse:
    """`code` is what was scanned or typed."""
    return PAGES.render(
        "message.html", PAGES.language_of(request), status=status, headers=VARY,
        title=message.title,
        description=message.more,
        code=code,
        is_question=message.is_question,
        form_address=f"{addresses.base_address()}/check" if message.asks else "",
    )  # fmt: skip
