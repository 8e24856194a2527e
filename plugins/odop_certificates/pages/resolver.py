"""What a resolver of GS1 Digital Link tells of itself and of an address.

By the GS1-Conformant resolver standard 1.2, as far as it is about what we have: pieces and products, and RFC 9264.
"""

from __future__ import annotations

from typing import Any

from odop_certificates.checks.checks import Check
from odop_certificates.credentials import addresses
from odop_certificates.credentials.issuers import load_issuer
from odop_certificates.credentials.passports import VERSION
from odop_certificates.pages.formats import Format
from odop_core.i18n import languages

GS1 = "https://gs1.org/voc/"
UNTP = "https://vocabulary.uncefact.org/untp/linkType#"
LINKSET_CONTEXT = '<https://ref.gs1.org/standards/resolver/linkset-context>; rel="http://www.w3.org/ns/json-ld#context"'
APP = "odop_certificates"


def offered_formats(found: Check) -> set[Format]:
    """What may be had of what was found; of nothing, nothing."""
    if found.unit:
        return {Format.HTML, Format.JWT, Format.EPCIS, Format.LINKSET, Format.DPP}
    return {Format.HTML, Format.JWT, Format.LINKSET} if found.certificate or found.product else set()


def linkset(found: Check, gtin: str = "") -> dict[str, Any]:
    """Of a piece, a certificate, or the product that `gtin` names."""
    shown = found.unit or found.certificate or found.product
    assert shown
    anchor = addresses.product_address(addresses.base_address(), gtin) if found.product else shown.url
    title = found.unit.product_name if found.unit else "Certificate of origin"
    links = {
        # By the standard with a title only: it is what everybody gets who asks for nothing.
        f"{GS1}defaultLink": [{"href": anchor, "title": title}],
        f"{GS1}pip": [
            {"href": f"{anchor}?lang={code}", "title": title, "type": Format.HTML, "hreflang": [code]}
            for code in sorted(languages(APP))
        ],
        f"{GS1}certificationInfo": [
            _link(f"{shown.url}?format=jwt", "Signed certificate of origin", Format.JWT),
        ],
    }
    if found.unit:
        passport = _link(f"{anchor}?format=dpp", f"Digital Product Passport (UNTP {VERSION})", Format.DPP)
        links |= {
            f"{GS1}epcis": [_link(f"{anchor}?format=epcis", "Events (EPCIS 2.0)", Format.EPCIS)],
            f"{GS1}dpp": [passport],
            f"{UNTP}dpp": [passport],
        }
    return {"linkset": [{"anchor": anchor, "itemDescription": title, **links}]}


def link_header(address: str) -> str:
    """Where the links of an address are. The links themselves no longer belong into the header."""
    return f'<{address}?linkType=linkset>; rel="linkset"; type="{Format.LINKSET}"'


def description() -> dict[str, Any]:
    """For `/.well-known/gs1resolver`."""
    issuer = load_issuer()
    return {
        "name": issuer.name,
        "resolverRoot": issuer.address,
        "supportedPrimaryKeys": ["01"],
        "supportedLinkType": [{"namespace": GS1, "prefix": "gs1:"}, {"namespace": UNTP, "prefix": "untp:"}],
        "linkTypeDefaultCanBeLinkset": False,
        "supportsLanguageVariants": True,
        "supportsSemanticInterpretation": False,
        "validatesAIcombinations": True,
    }


def _link(href: str, title: str, kind: Format) -> dict[str, Any]:
    """What machines read has its texts in English."""
    return {"href": href, "title": title, "type": kind, "hreflang": ["en"]}
