"""QR codes of a piece's address, to be printed on its label."""

from __future__ import annotations

import io

import segno

# Q: a quarter of the code may be damaged. Labels on cloth and clay are.
ERROR_LEVEL = "q"
BORDER = 4


def svg(address: str, scale: int = 8) -> bytes:
    out = io.BytesIO()
    _code(address).save(out, kind="svg", scale=scale, border=BORDER, xmldecl=False, light="#fff")
    return out.getvalue()


def png(address: str, scale: int = 8) -> bytes:
    out = io.BytesIO()
    _code(address).save(out, kind="png", scale=scale, border=BORDER, light="#fff")
    return out.getvalue()


def _code(address: str) -> segno.QRCode:
    return segno.make(address, error=ERROR_LEVEL, micro=False)
