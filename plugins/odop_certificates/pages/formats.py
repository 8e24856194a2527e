"""In which form a reader wants what is at an address: a page for people, or one of several for machines."""

from __future__ import annotations

from enum import StrEnum

from django.http import HttpRequest


class Format(StrEnum):
    """What may be had at a piece's address. The first is what a browser gets, and whoever does not say."""

    HTML = "text/html"
    JWT = "application/vc+jwt"
    JSON = "application/json"
    EPCIS = "application/ld+json"
    LINKSET = "application/linkset+json"


# `?format=`, for links that a person clicks.
BY_NAME = {each.name.lower(): each for each in Format}
# `?linkType=`, as GS1 Digital Link resolvers are asked; `all` is its older word for `linkset`.
BY_LINK_TYPE = {
    "all": Format.LINKSET,
    "linkset": Format.LINKSET,
    "gs1:pip": Format.HTML,
    "gs1:certificationInfo": Format.JWT,
    "gs1:epcis": Format.EPCIS,
}


def wanted_format(request: HttpRequest) -> Format:
    """What the address asks for, or else the `Accept` header."""
    asked = BY_NAME.get(request.GET.get("format", "")) or BY_LINK_TYPE.get(request.GET.get("linkType", ""))
    return asked or Format(request.get_preferred_type(list(Format)) or Format.HTML)
