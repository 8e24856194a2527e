"""HTML of the pages, from templates that escape everything, and the headers that keep anything else from running."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.template import Context

from odop_certificates.credentials import addresses
from odop_certificates.pages import texts
from odop_certificates.pages.http import Format, Response
from odop_certificates.pages.texts import Language
from odop_core.web import pages

FOLDER = Path(__file__).parent / "templates"
# What nobody should keep: it says how often a label was looked at, and the next moment it is void.
UNCACHED = "no-store"


def security_headers() -> dict[str, str]:
    return pages.security_headers(FOLDER)


def page(
    status: int, template: str, spoken: Language, title: str, description: str, address: str = "", **values: Any
) -> Response:
    context = {
        "t": texts.all_texts(spoken),
        "language": spoken.value,
        "other_language": (Language.ENGLISH if spoken == Language.HINDI else Language.HINDI).value,
        "style": pages.style(FOLDER),
        "title": title,
        "description": description,
        "address": address,
        **values,
    }
    body = pages.engine(FOLDER).get_template(template).render(Context(context))
    headers = {
        **security_headers(),
        "Cache-Control": UNCACHED,
        "Content-Language": spoken.value,
        "Vary": "Accept, Accept-Language",
    }
    return Response(status, f"{Format.HTML}; charset=utf-8", body.encode(), headers)


def message(status: int, name: str, spoken: Language, code: str = "", *, is_question: bool = False) -> Response:
    """A page that says one thing, with a field to enter a code."""
    title, more = texts.text(name, spoken), texts.text(f"{name}_more", spoken)
    return page(
        status, "message.html", spoken, title, more,
        code=code, is_question=is_question, form_address=addresses.base_address() + "/check" if status != 429 else "",
    )  # fmt: skip
