"""What each address answers, to whom."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory

from odop_certificates.credentials import signing_keys, status_lists
from odop_certificates.pages.formats import Format
from odop_certificates.proof import codes, verifier
from odop_certificates.scans import counts
from odop_certificates.settings import PLUGIN_ID
from odop_certificates.units import confirmations, records
from odop_core.web.routes import answer_at
from tests.factories import switch
from tests.odop_certificates.certified import BASE, certified, sold, verified
from tests.odop_certificates.pages.addresses import ask, content, page, post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("serial")]


def test_certificate_is_had_at_the_same_address_and_verifies_offline(serial: str) -> None:
    # when
    token = ask(f"/o/{serial}", accept=Format.JWT)
    jwks = content(ask("/jwks.json"))
    list_number = status_lists.StatusList.objects.get().pk
    lists = {f"{BASE}/status/{list_number}": ask(f"/status/{list_number}").content.decode()}

    # then
    assert token["Content-Type"] == "application/vc+jwt"
    assert verifier.verify_certificate(token.content.decode(), jwks, BASE, lists).checked_status


def test_facts_are_had_as_json(serial: str) -> None:
    # when
    facts = content(ask(f"/o/{serial}", accept=Format.JSON))

    # then
    assert (facts["status"], facts["serial"], facts["district"]["lgdCode"]) == ("genuine", serial, 118)
    assert facts["artisan"] == {"name": "Shabana", "nameHi": "शबाना"}
    assert facts["history"]["ordered_at"] == "2026-11-01"


def test_events_are_had_as_epcis(serial: str) -> None:
    assert content(ask(f"/o/{serial}", format="epcis"))["type"] == "EPCISDocument"


def test_resolver_tells_its_links(serial: str) -> None:
    # when
    answer = ask(f"/o/{serial}", linkType="all")

    # then
    links = content(answer)["linkset"][0]
    assert answer["Content-Type"] == "application/linkset+json"
    assert links["anchor"] == f"{BASE}/o/{serial}"
    assert links["https://gs1.org/voc/certificationInfo"][0]["type"] == "application/vc+jwt"


def test_gs1_address_is_served_for_goods_with_a_gtin() -> None:
    # given
    switch(PLUGIN_ID, skus_are_gtins=True)
    verified("product-saree")
    serial = sold(name="saree", number=2, sku="9506000134352")[0].serial

    # then
    assert records.find_unit(serial).url == f"{BASE}/01/09506000134352/21/{serial}"
    assert ask(f"/01/09506000134352/21/{serial}").status_code == 200
    assert ask(f"/o/{serial}").status_code == 200
    assert ask(f"/01/08901234567890/21/{serial}").status_code == 400


@pytest.mark.parametrize(("name", "start"), [("qr.svg", b"<svg"), ("qr.png", b"\x89PNG")])
def test_qr_code_of_a_label(serial: str, name: str, start: bytes) -> None:
    # when
    answer = ask(f"/o/{serial}/{name}")

    # then
    assert (answer.status_code, answer.content[:4]) == (200, start)
    assert ask(f"/o/{codes.new_code()}/{name}").status_code == 404


def test_certificate_of_a_product_has_a_page() -> None:
    # given
    certificate = certified("product-saree", district="agra", craft="petha")

    # then
    assert "Petha" in page(f"/c/{certificate.code}")
    assert content(ask(f"/c/{certificate.code}", accept=Format.JSON))["status"] == "genuine"
    assert ask("/c/nonsense").status_code == 400
    assert ask(f"/c/{codes.new_code()}").status_code == 404


def test_issuer_tells_its_keys(serial: str) -> None:
    # when
    who = content(ask("", accept=Format.JSON))

    # then
    assert who["id"] == BASE
    assert who["assertionMethod"] == [f"{BASE}#{signing_keys.active_key().kid}"]
    assert "d" not in who["verificationMethod"][0]["publicKeyJwk"]


def test_typed_code_leads_to_its_page(serial: str) -> None:
    # when
    answer = ask("/check", code=codes.grouped_code(serial).lower(), lang="hi")

    # then
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{BASE}/o/{serial}?lang=hi")
    assert ask("/check").status_code == 400


def test_signed_text_of_somebody_else_is_no_code_of_ours() -> None:
    # when
    answer = ask("/check", code="eyJhIjoxfQ.eyJiIjoyfQ.c2ln")

    # then
    assert answer.status_code == 400
    assert "signed in another way" in answer.content.decode()


@pytest.mark.parametrize("path", ["/nowhere", "/status/0", "/status/x", "/status/99999999999999999999", "/o", "/ns/v2"])
def test_other_addresses_are_not_there(path: str) -> None:
    assert ask(path).status_code == 404


def test_status_list_may_be_kept_for_a_while(serial: str) -> None:
    number = status_lists.StatusList.objects.get().pk

    assert ask(f"/status/{number}").headers["Cache-Control"] == "public, max-age=300"


def test_scans_are_counted_for_people_who_look(serial: str) -> None:
    # when
    for address in ("a", "b", "b"):
        ask(f"/o/{serial}", address=address)
    ask(f"/o/{serial}", address="c", accept=Format.JSON)
    answer_at(RequestFactory().head(f"/o/{serial}"), f"/o/{serial}", "odop_certificates.pages.urls")

    # then
    assert (counts.count_scans(serial).scans, counts.count_scans(serial).devices) == (3, 2)
    assert "Looked at 4 times from about 3 devices" in page(f"/o/{serial}", address="d")


def test_copied_label_shows(serial: str) -> None:
    # given
    for number in range(counts.MANY_DEVICES):
        counts.record_scan(serial, str(number))

    # then: above what the label says
    before, _, _rest = page(f"/o/{serial}").partition("Proven")
    assert "may have been copied" in before

    # when
    confirmations.confirm_unit(serial, "order-1")

    # then
    assert "may have been copied" not in page(f"/o/{serial}")


def test_buyer_confirms_on_the_page(serial: str) -> None:
    # when
    form = {"order": "1", "email": "buyer@example.in"}
    answer = post(f"/o/{serial}", **form)

    # then
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{BASE}/o/{serial}?lang=en")
    assert "Confirmed by its buyer on" in page(f"/o/{serial}")
    assert post(f"/o/{serial}", **form).status_code == 422


def test_others_do_not_confirm_on_the_page(serial: str) -> None:
    # when
    answer = post(f"/o/{serial}", order="2")

    # then
    assert answer.status_code == 422
    assert "do not belong to this piece" in answer.content.decode()


@pytest.mark.usefixtures("one_minute")
def test_codes_cannot_be_tried_out(serial: str, settings: Any) -> None:
    # given
    settings.ODOP_SCANS_PER_MINUTE = 30
    statuses = [ask(f"/o/{codes.new_code()}", address="203.0.113.7").status_code for _ in range(10)]

    # when
    blocked = ask(f"/o/{codes.new_code()}", address="203.0.113.7")
    as_json = ask(f"/o/{codes.new_code()}", address="203.0.113.7", accept=Format.JSON)

    # then
    assert statuses == [404] * 5 + [429] * 5
    assert (blocked.status_code, as_json.status_code) == (429, 429)
    assert 1 <= int(blocked.headers["Retry-After"]) <= 60

    # then: whoever scans a label of ours is not kept out, nor are others
    assert ask(f"/o/{serial}", address="203.0.113.7").status_code == 200
    assert ask(f"/o/{codes.new_code()}", address="203.0.113.8").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/jwks.json",
        "/did.json",
        "/ns/v1",
        "/check",
        "/o/{serial}",
        "/o/{serial}/qr.svg",
        "/c/{code}",
        "/status/{list}",
    ],
)
def test_what_was_sold_stays_checkable_while_the_plugin_is_off(serial: str, path: str) -> None:
    # given
    code, number = records.find_unit(serial).certificate.code, status_lists.StatusList.objects.get().pk
    path = path.format(serial=serial, code=code, list=number)
    before = ask(path, lang="en").status_code
    switch(PLUGIN_ID, active=False)

    # then
    assert ask(path, lang="en").status_code == before
    assert "Agra" in page(f"/o/{serial}")
    assert ask("/check", code=serial).status_code == 303
    assert ask(f"/o/{serial}", accept=Format.JWT)["Content-Type"] == Format.JWT
