"""What a resolver of GS1 Digital Link is asked, by the published test suite of the GS1-Conformant resolver standard
(github.com/gs1/GS1DL-resolver-testsuite), as far as it is about what we have; and what scripts of other sites
may read."""

from __future__ import annotations

import pytest
from django.test import RequestFactory, override_settings

from odop_certificates.models import StatusList
from odop_certificates.pages.formats import Format
from odop_certificates.settings import PLUGIN_ID
from odop_core.web.routes import answer_at
from tests.factories import switch
from tests.odop_certificates.certified import BASE, certified, sold, verified
from tests.odop_certificates.pages.addresses import ask, content

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("serial")]
GTIN = "09506000134352"
GS1 = "https://gs1.org/voc/"


@pytest.fixture(scope="module")
def serial(rows_of_module: None) -> str:
    switch(PLUGIN_ID, skus_are_gtins=True)
    verified(district="agra", craft="petha")
    with override_settings(ODOP_PUBLIC_URL=BASE):
        return sold(sku=GTIN)[0].serial


def test_resolver_describes_itself() -> None:
    # when
    found = content(ask("/.well-known/gs1resolver"))

    # then
    assert (found["resolverRoot"], found["supportedPrimaryKeys"]) == (BASE, ["01"])
    assert {"namespace": GS1, "prefix": "gs1:"} in found["supportedLinkType"]


@pytest.mark.parametrize(
    "asked",
    [{"linkType": "linkset"}, {"linkType": "all"}, {"accept": "application/linkset+json"}, {"format": "linkset"}],
)
@pytest.mark.parametrize(
    "path", ["/01/{gtin}/21/{serial}", "/01/{gtin}/21/{serial}/", "/01/{gtin}", "/01/{gtin}/10/LOT"]
)
def test_linkset_is_not_redirected_and_says_languages(serial: str, path: str, asked: dict[str, str]) -> None:
    # when
    answer = ask(path.format(gtin=GTIN, serial=serial), **asked)
    (links,) = content(answer)["linkset"]

    # then
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/linkset+json")
    assert 'rel="http://www.w3.org/ns/json-ld#context"' in answer["Link"]
    assert links["anchor"].startswith(f"{BASE}/01/{GTIN}")
    (default,) = links[f"{GS1}defaultLink"]
    assert default.keys() == {"href", "title"}
    assert [link["hreflang"] for link in links[f"{GS1}pip"]] == [["en"], ["hi"]]
    others = [link for name, found in links.items() if name.startswith("http") for link in found if link is not default]
    assert all({"href", "title", "type", "hreflang"} == link.keys() for link in others)


def test_page_says_in_its_header_where_the_links_are(serial: str) -> None:
    # when
    header = ask(f"/01/{GTIN}/21/{serial}")["Link"]

    # then
    address = f"{BASE}/01/{GTIN}/21/{serial}"
    assert header == f'<{address}?linkType=linkset>; rel="linkset"; type="application/linkset+json"'
    assert f"<{BASE}/01/{GTIN}?linkType=linkset>" in ask(f"/01/{GTIN}")["Link"]


@pytest.mark.parametrize(
    "asked", ["gs1:recipeInfo", "gs1:doesNotExist", "foo:pip", "https://evil.example/pip", "a" * 500]
)
@pytest.mark.parametrize("path", ["/01/{gtin}/21/{serial}", "/01/{gtin}", "/o/{serial}"])
def test_link_that_there_is_none_of_is_not_found(serial: str, path: str, asked: str) -> None:
    assert ask(path.format(gtin=GTIN, serial=serial), linkType=asked).status_code == 404


@pytest.mark.parametrize("asked", ["gs1:epcis", "untp:dpp"])
def test_link_of_a_piece_is_none_of_its_product(serial: str, asked: str) -> None:
    assert ask(f"/01/{GTIN}/21/{serial}", linkType=asked).status_code == 200
    assert ask(f"/01/{GTIN}", linkType=asked).status_code == 404


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("gs1:pip", "text/html; charset=utf-8"),
        ("gs1:defaultLink", "text/html; charset=utf-8"),
        ("gs1:certificationInfo", Format.JWT),
        ("https://gs1.org/voc/certificationInfo", Format.JWT),
        ("gs1:epcis", Format.EPCIS),
        ("gs1:dpp", Format.DPP),
    ],
)
def test_link_that_there_is_is_answered(serial: str, asked: str, kind: str) -> None:
    # when
    answer = ask(f"/01/{GTIN}/21/{serial}", linkType=asked)

    # then
    assert (answer.status_code, answer["Content-Type"]) == (200, kind)


def test_product_number_alone_is_answered_and_proves_nothing(serial: str) -> None:
    # when
    text = ask(f"/01/{GTIN}").content.decode()

    # then
    assert "only a product number" in text
    assert "Genuine" not in text
    assert f"{BASE}/c/" in text
    assert content(ask(f"/01/{GTIN}", accept=Format.JSON))["status"] == "product-number"


@pytest.mark.parametrize(("gtin", "status"), [("09506000134353", 400), ("1", 400), ("08901234567890", 404)])
def test_wrong_number_is_no_success(serial: str, gtin: str, status: int) -> None:
    assert ask(f"/01/{gtin}").status_code == status
    assert ask(f"/01/{gtin}/21/{serial}").status_code == 400


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        ("/jwks.json", ""),
        ("/did.json", ""),
        ("/ns/v1", ""),
        ("/.well-known/gs1resolver", ""),
        ("", Format.JSON),
        ("/status/{list}", ""),
        ("/c/{code}", Format.JWT),
        ("/c/{code}", Format.JSON),
        ("/o/{serial}", Format.JWT),
        ("/o/{serial}", Format.EPCIS),
        ("/o/{serial}", Format.DPP),
        ("/o/{serial}", Format.LINKSET),
        ("/o/nonsense", Format.JSON),
    ],
)
def test_scripts_of_other_sites_may_read_what_machines_get(serial: str, path: str, accept: str) -> None:
    # given
    path = path.format(serial=serial, code=certified("product-saree").code, list=StatusList.objects.get().pk)

    # then
    assert ask(path, accept=accept)["Access-Control-Allow-Origin"] == "*"


def test_preflight_is_answered(serial: str) -> None:
    # given
    request = RequestFactory().options(f"/o/{serial}", headers={"Origin": "https://any.example"})

    # when
    answer = answer_at(request, f"/o/{serial}", "odop_certificates.pages.urls")

    # then
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (204, "*")
    assert "GET" in answer["Access-Control-Allow-Methods"]
