"""The fields of an e-invoice, ready to be sent to the Invoice Registration Portal: schema INV-01, version 1.1 (notified
by 60/2020-CT), as JSON. Amounts are rupees.

The portal registers supplies to businesses and exports (statutory.md A7.10). Of what a consumer bought the same fields
are given, with the supply type "B2C", which the portal does not take.
"""

from __future__ import annotations

import re
from typing import Any

from odop_accounts.invoices.kinds import KINDS
from odop_accounts.models import Document, DocumentKind, DocumentLine
from odop_accounts.tax.supply import ABROAD
from odop_core.india import states
from odop_core.india.money import rupees

NOBODY = "URP"
_PIN = re.compile(r"\b[1-9][0-9]{5}\b")
# What the portal wants where the buyer is abroad.
ABROAD_PIN = 999999


def einvoice_of(document: Document) -> dict[str, Any] | None:
    """None for kinds that are never registered."""
    typ = KINDS[DocumentKind(document.kind)].einvoice
    if not typ or not document.seller_gstin:
        return None
    lines = sorted(document.lines.all(), key=lambda line: line.pk)
    found: dict[str, Any] = {
        "Version": "1.1",
        "TranDtls": {
            "TaxSch": "GST",
            "SupTyp": _supply_type(document),
            "RegRev": "N",
            "EcmGstin": document.content.get("operator_gstin") or None,
            "IgstOnIntra": "N",
        },
        "DocDtls": {"Typ": typ, "No": document.number, "Dt": f"{document.issued_on:%d/%m/%Y}"},
        "SellerDtls": _seller(document),
        "BuyerDtls": _buyer(document),
        "ItemList": [_item(place, line) for place, line in enumerate(lines, 1)],
        "ValDtls": {
            "AssVal": _rupees(document.net_paise),
            "CgstVal": _rupees(document.cgst_paise),
            "SgstVal": _rupees(document.sgst_paise),
            "IgstVal": _rupees(document.igst_paise),
            "CesVal": 0,
            "StCesVal": 0,
            "Discount": 0,
            "OthChrg": 0,
            "RndOffAmt": 0,
            "TotInvVal": _rupees(document.gross_paise),
        },
    }
    shipped = document.content.get("shipped")
    if shipped and shipped["lines"]:
        found["ShipDtls"] = {"LglNm": shipped["name"], **_address(shipped["lines"], shipped)}
    if original := document.content.get("original"):
        year, month, day = original["issued_on"].split("-")
        found["RefDtls"] = {"PrecDocDtls": [{"InvNo": original["number"], "InvDt": f"{day}/{month}/{year}"}]}
    return found


def _supply_type(document: Document) -> str:
    if document.place_of_supply == ABROAD:
        return "EXPWP" if document.igst_paise else "EXPWOP"
    return "B2B" if document.buyer_gstin else "B2C"


def _seller(document: Document) -> dict[str, Any]:
    seller = document.content["seller"]
    place = {"state": document.seller_state_code, "pin": "", "city": ""}
    return {"Gstin": document.seller_gstin, "LglNm": seller["name"], **_address([seller["address"]], place)}


def _buyer(document: Document) -> dict[str, Any]:
    billed = document.content["billed"]
    return {
        "Gstin": document.buyer_gstin or NOBODY,
        "LglNm": billed["name"],
        "Pos": document.place_of_supply,
        **_address(billed["lines"], billed),
    }


def _address(lines: list[str], place: dict[str, Any]) -> dict[str, Any]:
    """The schema wants 3 to 100 letters of address, a place, a PIN and a State."""
    text = ", ".join(filter(None, lines))
    found = [place["pin"]] if _PIN.fullmatch(place["pin"]) else _PIN.findall(text)
    is_abroad = place["state"] == ABROAD
    state = str(states.name_of(place["state"])) if place["state"] and not is_abroad else ""
    return {
        "Addr1": text[:100],
        "Loc": (place["city"] or state)[:50],
        "Pin": ABROAD_PIN if is_abroad else int(found[-1]) if found else None,
        "Stcd": place["state"],
    }


def _item(place: int, line: DocumentLine) -> dict[str, Any]:
    return {
        "SlNo": str(place),
        "PrdDesc": line.description,
        "IsServc": "Y" if line.hsn.startswith("99") else "N",
        "HsnCd": line.hsn,
        "Qty": line.quantity,
        "Unit": "OTH" if line.unit == "NA" else line.unit,
        "UnitPrice": round(_rupees(line.net_paise) / max(line.quantity, 1), 3),
        "TotAmt": _rupees(line.net_paise),
        "Discount": 0,
        "AssAmt": _rupees(line.net_paise),
        "GstRt": line.rate_bp / 100,
        "CgstAmt": _rupees(line.cgst_paise),
        "SgstAmt": _rupees(line.sgst_paise),
        "IgstAmt": _rupees(line.igst_paise),
        "TotItemVal": _rupees(line.gross_paise),
    }


def _rupees(paise: int) -> float:
    """JSON numbers with two decimals, as the schema wants them; exact below ten thousand crore."""
    return float(rupees(paise))
