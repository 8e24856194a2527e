"""One reader of codes and addresses. The addresses are written as people and programs write them: with what analytics
add (utm_…, fbclid), with the grammar and the examples of GS1 Digital Link: URI Syntax 1.5, and with the tricks of
WHATWG's URL standard (userinfo, backslash, case of the host, port)."""

from __future__ import annotations

import pytest

from odop_certificates.checks.scanned import Kind, Scanned, read_scanned
from odop_certificates.proof import codes

BASE = "https://mart.example/provenance"
IN_SALEOR = "https://shop.example/plugins/global/odop.certificates"
OURS = [BASE, IN_SALEOR]
CODE = "K7QMZD4PXW9ABT3RHC"
GTIN = "09506000134352"
UNIT = Scanned(Kind.UNIT, CODE)
WITH_GTIN = Scanned(Kind.UNIT, CODE, GTIN)
FOREIGN = Scanned(Kind.FOREIGN)
UNREADABLE = Scanned(Kind.UNREADABLE)


@pytest.mark.parametrize(
    "text",
    [
        f"{BASE}/o/{CODE}",
        f"{BASE}/o/{CODE}/",
        f"{BASE}//o//{CODE}",
        f"HTTPS://MART.EXAMPLE/PROVENANCE/O/{CODE}",
        f"https://Mart.Example/provenance/o/{CODE}",
        f"http://mart.example/provenance/o/{CODE}",
        f"https://mart.example:443/provenance/o/{CODE}",
        f"https://mart.example./provenance/o/{CODE}",
        f"{BASE}/o/{CODE}?utm_source=whatsapp&utm_medium=qr",
        f"{BASE}/o/{CODE}?lang=hi&fbclid=IwAR0#story",
        f"{BASE}/o/{CODE}#:~:text=Genuine",
        f"{BASE}/o/{CODE}?linkType=gs1:pip",
        f"{BASE}/o/{CODE}/qr.png",
        f"{BASE}/o/%4B7QMZD4PXW9ABT3RHC",
        f"{IN_SALEOR}/o/{CODE}",
        f"mart.example/provenance/o/{CODE}",
        f"//mart.example/provenance/o/{CODE}",
        f"/provenance/o/{CODE}",
        f"/o/{CODE}",
        f"o/{CODE}?lang=hi",
        f"see {BASE}/o/{CODE} .",
        f"see {BASE}/o/{CODE}.",
        f"({BASE}/o/{CODE})",
        f"<{BASE}/o/{CODE}>",
        f"[label]({BASE}/o/{CODE})",
        f"*{BASE}/o/{CODE}*",
        f"“{BASE}/o/{CODE}”",
        f"यह लेबल {BASE}/o/{CODE}। असली है?",
        f"\u200b{BASE}/o/{CODE}\ufeff",
        f"Look:\n{BASE}/o/{CODE}\n-- \nSent from my phone",
    ],
)
def test_address_of_a_piece_is_read(text: str) -> None:
    assert read_scanned(text, OURS) == UNIT


@pytest.mark.parametrize(
    "text",
    [
        f"{BASE}/01/{GTIN}/21/{CODE}",
        f"{BASE}/01/{GTIN}/21/{CODE}/",
        f"{BASE}/01/{GTIN[1:]}/21/{CODE}",
        f"{BASE}/gtin/{GTIN}/ser/{CODE}",
        f"{BASE}/01/{GTIN}/10/LOT-1/21/{CODE}",
        f"{BASE}/01/{GTIN}/22/2A/10/LOT-1/21/{CODE}",
        f"{BASE}/01/{GTIN}/21/{CODE}?17=271231&linkType=all",
        f"(01){GTIN}(21){CODE}",
        f"(01) {GTIN} (10)AB (21) {CODE}",
    ],
)
def test_address_of_gs1_is_read_with_its_number(text: str) -> None:
    assert read_scanned(text, OURS) == WITH_GTIN


@pytest.mark.parametrize("text", [f"{BASE}/01/{GTIN}", f"{BASE}/01/{GTIN}/10/LOT-1/", f"(01){GTIN}"])
def test_product_number_alone_is_no_piece(text: str) -> None:
    assert read_scanned(text, OURS) == Scanned(Kind.PRODUCT, gtin=GTIN)


@pytest.mark.parametrize("key", ["00", "253", "414", "8003", "8004", "8006", "8010", "8018"])
def test_other_identifiers_of_gs1_are_none_of_ours(key: str) -> None:
    assert read_scanned(f"{BASE}/{key}/{CODE}", OURS) == Scanned(Kind.OTHER)


@pytest.mark.parametrize(
    "text",
    [
        f"https://mart.example.evil.example/provenance/o/{CODE}",
        f"https://evil.example/provenance/o/{CODE}",
        f"https://evil.example/01/{GTIN}/21/{CODE}",
        f"https://id.gs1.org/01/{GTIN}/21/{CODE}",
        f"https://mart.example@evil.example/provenance/o/{CODE}",
        f"https://mart.example%2eevil.example/provenance/o/{CODE}",
        f"https://evil.example\\@mart.example/provenance/o/{CODE}",
        f"https:\\\\evil.example\\@mart.example/provenance/o/{CODE}",
        f"https:/evil.example/provenance/o/{CODE}",
        f"https://mart.example:8443/provenance/o/{CODE}",
        f"https://evil.example/?to={BASE}/o/{CODE}",
        f"https://evil.example/#{BASE}/o/{CODE}",
        f"https://mаrt.example/provenance/o/{CODE}",
        f"evil.example/provenance/o/{CODE}",
        f"//evil.example/provenance/o/{CODE}",
        f"ftp://mart.example/provenance/o/{CODE}",
        f"intent://mart.example/provenance/o/{CODE}",
        f"https://mart.example:port/o/{CODE}",
        f"https://[mart.example/o/{CODE}",
        f"{BASE}/o/{CODE} and https://evil.example/prize",
    ],
)
def test_address_of_somebody_else_is_foreign(text: str) -> None:
    assert read_scanned(text, OURS) == FOREIGN


@pytest.mark.parametrize(
    "text",
    [
        "https://mart.example/",
        "https://mart.example/products/kurta",
        f"https://mart.example/o/{CODE}",
        f"https://mart.example/provenancex/o/{CODE}",
        f"{BASE}/../o/{CODE}",
        f"{BASE}/x/{CODE}",
        f"{BASE}/o/{CODE}/more/words",
        f"{BASE}/01/{GTIN}/99/{CODE}",
        f"https://mart.example。evil.example/provenance/o/{CODE}",
        "x" * 5000,
    ],
)
def test_what_no_label_says_is_unreadable(text: str) -> None:
    assert read_scanned(text, OURS) == UNREADABLE


@pytest.mark.parametrize("around", ["{}", " {} ", "Code: {}.", "कोड {}।", "my label says {}, is it genuine?"])
@pytest.mark.parametrize("written", [codes.grouped_code(CODE), codes.grouped_code(CODE).lower(), CODE])
def test_code_is_found_among_words(around: str, written: str) -> None:
    # when
    found = read_scanned(around.format(written), OURS)

    # then
    assert found.kind is Kind.CODE
    assert found.code.replace("-", "").upper() == CODE


def test_page_of_a_certificate_is_told_from_that_of_a_piece() -> None:
    assert read_scanned(f"{BASE}/c/{CODE}?format=jwt", OURS) == Scanned(Kind.CERTIFICATE, CODE)


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        (CODE, Kind.CODE),
        ("eyJhbGciOiJFZERTQSJ9.e30.c2ln", Kind.TOKEN),
        ("https%3A%2F%2Fevil.example%2Fo%2F" + CODE, Kind.FOREIGN),
        ("https%3A%2F%2Fmart.example%2Fprovenance%2Fo%2F" + CODE, Kind.UNIT),
        (f"{BASE}/check?code={CODE}", Kind.UNREADABLE),
        ("", Kind.CODE),
    ],
)
def test_address_of_the_check_says_what_was_checked(asked: str, kind: Kind) -> None:
    assert read_scanned(f"{BASE}/check?lang=hi&code={asked}", OURS).kind is kind


@pytest.mark.parametrize(
    "written",
    [
        "{}",
        "  {}\n",
        "Bearer {}",
        "data:application/vc+jwt,{}",
        '{{"jwt": "{}"}}',
        "here it is: {} thanks",
    ],
)
def test_certificate_is_found_in_what_was_pasted(written: str) -> None:
    # given
    token = "eyJhbGciOiJFZERTQSJ9.eyJhIjoxfQ.c2lnbmF0dXJl"

    # then
    assert read_scanned(written.format(token), OURS) == Scanned(Kind.TOKEN, token)


def test_certificate_that_was_broken_into_lines_is_whole_again() -> None:
    # given
    token = "eyJhbGciOiJFZERTQSJ9.eyJhIjoxfQ.c2lnbmF0dXJl"
    lines = "\r\n".join(token[start : start + 10] for start in range(0, len(token), 10))

    # then
    assert read_scanned(lines, OURS) == Scanned(Kind.TOKEN, token)


@pytest.mark.parametrize(
    "text", ["ey..", "ey.a.", "eyJhbGciOiJub25lIn0.eyJhIjoxfQ.", "eyJhbGciOiJFZERTQSJ9.eyJhIjoxfQ"]
)
def test_what_begins_like_a_certificate_is_read_as_one(text: str) -> None:
    assert read_scanned(text, OURS) == Scanned(Kind.TOKEN, text)


@pytest.mark.parametrize("text", ["", " ", "\0", "\ud800", "https://", "http://?", "/", "//", "%", "é" * 100, "[]("])
def test_nothing_ends_the_reader(text: str) -> None:
    assert read_scanned(text, OURS).kind in {Kind.CODE, Kind.UNREADABLE, Kind.FOREIGN}
