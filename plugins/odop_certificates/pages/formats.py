"""In which form a reader wants what is at an address: a page for people, or one of several for machines."""

from __future__ import annotations

import re
from enum import StrEnum

from django.http import HttpRequest


class Format(StrEnum):
    """What may be had at a piece's address. The first is what a browser gets, and whoever does not say."""

    HTML = "text/html"
    JWT = "application/vc+jwt"
    JSON = "application/json"
    EPCIS = "application/ld+json"
    LINKSET = "application/linkset+json"
    # UNTP's Digital Product Passport, unsigned.
    DPP = "application/vc"


# `?format=`, for links that a person clicks.
BY_NAME = {each.name.lower(): each for each in Format}
# `?linkType=`, as resolvers of GS1 and UNTP are asked; `all` is GS1's older word for `linkset`.
BY_LINK_TYPE = {
    "all": Format.LINKSET,
    "linkset": Format.LINKSET,
    "defaultLink": Format.HTML,
    "pip": Format.HTML,
    "certificationInfo": Format.JWT,
    "epcis": Format.EPCIS,
    "dpp": Format.DPP,
}
# With a prefix, a whole address, or nothing before the name.
LINK_TYPE = re.compile(
    r"(?:gs1:|untp:|https?://(?:www\.|ref\.)?gs1\.org/voc/|https://vocabulary\.uncefact\.org/untp/linkType#)?(\w+)",
    re.ASCII,
)


def wanted_format(request: HttpRequest) -> Format:
    """What the address asks for, or else the `Accept` header."""
    asked = BY_NAME.get(request.GET.get("format", "")) or BY_LINK_TYPE.get(_link_type(request))
    return asked or Format(request.get_preferred_type(list(Format)) or Format.HTML)


def asks_for_no_link(request: HttpRequest, offered: set[Format]) -> bool:
    """Whether the address asks for a type of link that there is none of here: a resolver has to say so."""
    return bool(request.GET.get("linkType")) and BY_LINK_TYPE.get(_link_type(request)) not in offered


def _link_type(request: HttpRequest) -> str:
    found = LINK_TYPE.fullmatch(request.GET.get("linkType", "").strip())
    return found[1] if found else ""
