"""A request and an answer, as far as the pages need them: the same whichever host they are served by."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Format(StrEnum):
    """What may be had at a piece's address. The first is what a browser gets, and whoever does not say."""

    HTML = "text/html"
    JWT = "application/vc+jwt"
    JSON = "application/json"
    EPCIS = "application/ld+json"
    LINKSET = "application/linkset+json"


# `?format=`, for links that a person follows.
BY_NAME = {each.name.lower(): each for each in Format}
# `?linkType=`, as GS1 Digital Link resolvers are asked; `all` is its older word for `linkset`.
BY_LINK_TYPE = {
    "all": Format.LINKSET,
    "linkset": Format.LINKSET,
    "gs1:pip": Format.HTML,
    "gs1:certificationInfo": Format.JWT,
    "gs1:epcis": Format.EPCIS,
}


@dataclass(frozen=True)
class Request:
    """`path` starts after the public address. `client` tells one device from another, for counting and limits."""

    path: str
    method: str = "GET"
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    accept: str = ""
    accept_language: str = ""
    address: str = ""
    user_agent: str = ""

    @property
    def format(self) -> Format:
        if found := BY_NAME.get(self.query.get("format", "")) or BY_LINK_TYPE.get(self.query.get("linkType", "")):
            return found
        known = {each.value: each for each in Format}
        return next((known[kind] for kind in preferred(self.accept) if kind in known), Format.HTML)


@dataclass(frozen=True)
class Response:
    status: int
    content_type: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


def json_response(status: int, content: Any, content_type: str = Format.JSON, **headers: str) -> Response:
    body = json.dumps(content, ensure_ascii=False, indent=1).encode()
    return Response(status, content_type, body, {name.replace("_", "-"): value for name, value in headers.items()})


def preferred(header: str) -> list[str]:
    """The entries of an Accept or Accept-Language header, most wanted first; those not wanted at all left out."""
    weighted = []
    for place, entry in enumerate(header.lower().split(",")[:30]):
        name, *parameters = (part.strip() for part in entry.split(";"))
        weight = next((_weight(part[2:]) for part in parameters if part.startswith("q=")), 1.0)
        if name and weight > 0:
            weighted.append((-weight, place, name))
    return [name for _weight_, _place, name in sorted(weighted)]


def _weight(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0
