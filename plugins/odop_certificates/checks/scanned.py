"""Reading what somebody scanned, typed or pasted: a code, an address of ours, or a signed certificate.

The one reader for the page behind a label, the field to enter a code, GraphQL and the command line. It looks nothing up
and vouches for nothing; it finds out what is meant, also with other words around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from odop_certificates.proof import digital_link
from odop_certificates.proof.codes import ALPHABET, GROUP, LENGTH
from odop_certificates.proof.verifier import LONGEST_TOKEN
from odop_core.normalization import is_invisible

LONGEST_TEXT = 4000
# Of an address, only ASCII is read: what follows in Hindi is the sentence it stands in.
ADDRESS = re.compile(r"(?i:https?):[\\/]{1,3}(?:(?![<>\"])[!-~])+")
SCHEME = re.compile(r"^(https?):/+", re.IGNORECASE)
# What stands around an address in a sentence, a chat or Markdown, and cannot be the end of ours.
AROUND = " \t\r\n.,;:!?()[]{}<>\"'`*_~|।“”‘’«»…"
# Compact JWS: three segments, of which somebody may have emptied one.
TOKEN = re.compile(r"(?<![\w.-])ey[\w-]*\.[\w-]*\.[\w-]*", re.ASCII)
BEFORE_TOKEN = re.compile(r"(?:Bearer|(?:data:)?application/vc\+jwt[,;])", re.IGNORECASE)
# GS1's element string, as scanners show it to people.
ELEMENT_STRING = re.compile(r"\(01\)\s*(\d{14})(?:\s*\((?:10|22)\)[^()]*)*(?:\s*\(21\)\s*([^\s()]+))?", re.ASCII)
_GROUP = f"[{ALPHABET}{ALPHABET.lower()}]{{{GROUP}}}"
GROUPED_CODE = re.compile(rf"(?<!\w){_GROUP}(?:[\s\-‐-―−]*{_GROUP}){{{LENGTH // GROUP - 1}}}(?!\w)")
PICTURE = re.compile(r"/qr\.(?:svg|png)/?$", re.IGNORECASE)
PORTS = {"http": 80, "https": 443}


class Kind(StrEnum):
    """What a text is. All but the last four can still be none of ours."""

    TOKEN = "token"  # noqa: S105
    # A code by itself: of a piece or of a certificate.
    CODE = "code"
    UNIT = "unit"
    CERTIFICATE = "certificate"
    # A GTIN alone: the same on every piece of the product.
    PRODUCT = "product"
    # Another identifier of GS1's; we issue none.
    OTHER = "other"
    # An address of somebody else.
    FOREIGN = "foreign"
    # Nothing that a label or certificate of ours could say.
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Scanned:
    """`code` is not checked yet, nor is `gtin`, which an address or a scanner put before it."""

    kind: Kind
    code: str = ""
    gtin: str = ""


def read_scanned(text: str, ours: Iterable[str]) -> Scanned:
    """`ours` are our public addresses, now and before (`addresses.known_addresses`)."""
    clean = "".join(char for char in text[: LONGEST_TOKEN + 1] if not is_invisible(char)).strip()
    bases = [base for address in ours if (base := _split(address))]
    return _read(clean, bases)


def _read(text: str, bases: list[SplitResult], inside: bool = False) -> Scanned:
    """`inside` an address: what it says was checked."""
    if addresses := _addresses(text):
        found = [_read_address(address, bases, inside) for address in addresses]
        # Beside an address of somebody else, ours vouches for nothing.
        return next((each for each in found if each.kind is Kind.FOREIGN), found[0])
    if token := _token(text):
        return Scanned(Kind.TOKEN, token)
    if len(text) > LONGEST_TEXT:
        return Scanned(Kind.UNREADABLE)
    if element := ELEMENT_STRING.search(text):
        gtin, serial = element.groups()
        return Scanned(Kind.UNIT, serial, gtin) if serial else Scanned(Kind.PRODUCT, gtin=gtin)
    if "/" in text:
        return _read_without_scheme(text, bases, inside)
    grouped = GROUPED_CODE.search(text)
    return Scanned(Kind.CODE, grouped[0] if grouped else text)


def _addresses(text: str) -> list[str]:
    return [address for found in ADDRESS.findall(text) if (address := found.strip(AROUND))]


def _token(text: str) -> str:
    """A signed certificate in a text, also one that was broken into lines."""
    joined = BEFORE_TOKEN.sub("", "".join(text.split())).strip("\"'<>`,")
    if TOKEN.fullmatch(joined) or (joined.startswith("eyJ") and len(joined) > LENGTH):
        return joined
    found = TOKEN.search(text)
    return found[0] if found else ""


def _read_address(address: str, bases: list[SplitResult], inside: bool) -> Scanned:
    """Browsers take a backslash for a slash, so what is behind one is no part of the host."""
    parts = _split(SCHEME.sub(r"\1://", address.replace("\\", "/")))
    if parts is None:
        return Scanned(Kind.FOREIGN)
    same_host = [base for base in bases if _host(base) == _host(parts)]
    path = "/" + "/".join(part for part in parts.path.split("/") if part)
    for base in sorted(same_host, key=lambda each: -len(each.path)):
        before = base.path.rstrip("/")
        if path.lower().startswith(f"{before.lower()}/"):
            return _read_below(path[len(before) :], parts.query, bases, inside)
    return Scanned(Kind.UNREADABLE if same_host else Kind.FOREIGN)


def _read_below(path: str, query: str, bases: list[SplitResult], inside: bool) -> Scanned:
    """What an address of ours names, by what stands behind our public address."""
    if path.strip("/").lower() == "check" and not inside:
        return _read(parse_qs(query).get("code", [""])[0].strip(), bases, inside=True)
    return of_path(path)


def of_path(path: str) -> Scanned:
    """What a path below our public address names; of a QR code's picture, what it leads to."""
    found = digital_link.read_path(PICTURE.sub("", path))
    return Scanned(Kind(found.kind.value), found.code, found.gtin) if found else Scanned(Kind.UNREADABLE)


def _read_without_scheme(text: str, bases: list[SplitResult], inside: bool) -> Scanned:
    """As people type addresses: `mart.example/o/…`, or only the path."""
    word = next(word for word in text.split() if "/" in word).strip(AROUND)
    if "://" in word:
        return Scanned(Kind.FOREIGN)
    parts = urlsplit("/" + word.lstrip("/"))
    if word.startswith("//") or "." in parts.path.split("/")[1]:
        return _read_address(f"https://{word.lstrip('/')}", bases, inside)
    below = [base.path for base in bases if parts.path.lower().startswith(f"{base.path.lower()}/")]
    return _read_below(parts.path[len(max(below, key=len, default="")) :], parts.query, bases, inside)


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        return parts if parts.hostname and parts.port is not False else None
    except ValueError:  # no address at all: a port of letters, or a host that changes under NFKC
        return None


def _host(parts: SplitResult) -> tuple[str, int | None]:
    """Without a dot at its end. The two schemes are one place: both lead to the same page."""
    port = None if parts.port in (None, *PORTS.values()) else parts.port
    return unquote(parts.hostname or "").lower().rstrip("."), port
