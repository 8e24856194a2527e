"""What each address answers, to whom."""

from __future__ import annotations

import html
import json
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from odop_certificates.credentials import certificates, signing_keys, status_lists
from odop_certificates.credentials import records as certificate_records
from odop_certificates.pages.formats import Format
from odop_certificates.proof import codes, verifier
from odop_certificates.scans import counts
from odop_certificates.settings import PLUGIN_ID
from odop_certificates.units import confirmations, records, serials
from odop_core.web.routes import answer_at
from odop_provenance.claims import steps
from odop_provenance.claims.records import Place
from odop_provenance.models import Artisan, Craft, District
from odop_provenance.settings import PLUGIN_ID as PROVENANCE
from tests.factories import switch
from tests.odop_certificates.certified import BASE, artisan, bought, certified, fulfillment, left, sold, verified

pytestmark = pytest.mark.django_db
HOSTILE = "<script>x</script>\"'><img src=x onerror=x>{{ site }}"


@pytest.fixture
def serial() -> str:
    verified(district="agra", craft="petha", by=artisan().slug)
    return bought(left(user_email="buyer@example.in"))[0].serial


def ask(path: str, *, accept: str = "", language: str = "", address: str = "203.0.113.1", **query: str) -> HttpResponse:
    """What a GET is answered, as both hosts pass it on."""
    headers = {"Accept": accept, "Accept-Language": language}
    request = RequestFactory().get(path or "/", query, headers=headers, REMOTE_ADDR=address)
    return answer_at(request, path, "odop_certificates.pages.urls")


def post(path: str, **form: str) -> HttpResponse:
    return answer_at(RequestFactory().post(path, form), path, "odop_certificates.pages.urls")


def page(path: str, **changes: str) -> str:
    return html.unescape(ask(path, **changes).content.decode())


def content(answer: HttpResponse) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(answer.content)
    return read


def test_page_tells_what_is_proven_and_what_is_only_said(serial: str) -> None:
    # when
    answer = ask(f"/o/{serial}")
    proven, _, said = answer.content.decode().partition("Stated by the seller only")

    # then
    assert answer.status_code == 200
    for fact in ("Genuine", "Agra", "Petha", "Shabana", codes.grouped_code(serial)):
        assert fact in proven
    assert "kurta" in said


def test_page_in_hindi_marks_translations_nobody_confirmed(serial: str) -> None:
    # when
    text = page(f"/o/{serial}", language="hi-IN")
    Craft.objects.update(name_hi_reviewed=True)
    reviewed = page(f"/o/{serial}", language="hi-IN")

    # then
    for fact in ('lang="hi"', "असली", "आगरा", "पेठा", "शबाना", "नवंबर"):
        assert fact in text
    assert "अनुवाद की पुष्टि नहीं हुई" in text
    assert "अनुवाद की पुष्टि नहीं हुई" not in reviewed


@pytest.mark.parametrize("language", ["en", "hi"])
def test_page_is_small_and_runs_nothing(serial: str, language: str) -> None:
    # when
    answer = ask(f"/o/{serial}", lang=language)

    # then
    assert len(answer.content) < 30_000
    text = answer.content.decode()
    assert "<script" not in text
    assert " style=" not in text
    assert "http-equiv" not in text
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Vary"] == "Accept, Accept-Language"


def test_page_can_be_shared(serial: str) -> None:
    # when
    text = page(f"/o/{serial}")

    # then
    assert f'<meta property="og:url" content="{BASE}/o/{serial}">' in text
    assert '<meta property="og:title" content="Genuine: kurta">' in text


def test_hostile_names_are_only_text() -> None:
    # given
    District.objects.filter(slug="agra").update(name_en=HOSTILE, name_hi=HOSTILE, division=HOSTILE)
    Craft.objects.filter(slug="petha").update(name_en=HOSTILE, name_hi=HOSTILE)
    verified(district="agra", craft="petha", by=artisan(name=HOSTILE, name_hi=HOSTILE).slug)
    sent = left()
    sent = sent.model_copy(update={"lines": (sent.lines[0].model_copy(update={"product_name": HOSTILE}),)})
    serial = bought(sent)[0].serial

    # when
    pages = [ask(f"/o/{serial}", lang=language).content.decode() for language in ("en", "hi")]
    pages.append(ask(f"/o/{HOSTILE.replace('/', '')}").content.decode())
    pages.append(ask("/check", code=HOSTILE).content.decode())

    # then
    for text in pages:
        assert "<script" not in text
        assert "<img" not in text
        assert "&lt;" in text
    assert "{{ site }}" in html.unescape(pages[0])


@pytest.mark.parametrize(("shows_name", "shows_artisans"), [(False, True), (True, False)])
def test_maker_who_does_not_want_to_be_named_is_not(serial: str, shows_name: bool, shows_artisans: bool) -> None:
    # given
    Artisan.objects.update(shows_name=shows_name)
    switch(PROVENANCE, shows_artisans=shows_artisans)

    # when
    everything = [page(f"/o/{serial}"), page(f"/o/{serial}", lang="hi")]
    everything += [ask(f"/o/{serial}", accept=kind).content.decode() for kind in Format]

    # then
    assert not any("Shabana" in text or "शबाना" in text for text in everything)
    assert "known to us; not named here" in everything[0]
    assert content(ask(f"/o/{serial}", accept=Format.JSON))["artisanDisclosure"] is None


def test_nothing_of_the_buyer_is_told(serial: str) -> None:
    # given
    confirmations.confirm_unit(serial, "order-1")

    # then
    for kind in Format:
        text = ask(f"/o/{serial}", accept=kind).content.decode()
        assert "buyer@" not in text
        assert "order-1" not in text


def test_unknown_code_says_exactly_that() -> None:
    # when
    answer = ask(f"/o/{codes.new_code()}")

    # then
    assert answer.status_code == 404
    assert "We do not know this code" in answer.content.decode()


@pytest.mark.parametrize(
    "edit", [lambda code: code[:-1], lambda code: code[:-1] + ("2" if code[-1] != "2" else "3"), lambda _code: "é"]
)
def test_altered_code_says_exactly_that(serial: str, edit: Any) -> None:
    # when
    answer = ask(f"/o/{edit(serial)}")

    # then
    assert answer.status_code == 400
    assert "damaged or altered" in answer.content.decode()


def test_returned_piece_says_exactly_that(serial: str) -> None:
    # given
    serials.sync_serials(left(minute=5, fulfillments=(fulfillment(("line-kurta", 1), id="F2", status="RETURNED"),)))

    # when
    answer = ask(f"/o/{serial}")

    # then
    assert answer.status_code == 410
    assert "the article was returned" in answer.content.decode()
    assert "Genuine" not in answer.content.decode()


def test_revoked_claim_voids_the_page(serial: str) -> None:
    # given
    certificate_records.revoke_certificate(records.find_unit(serial).certificate.code, "made elsewhere")

    # when
    answer = ask(f"/o/{serial}")

    # then
    assert answer.status_code == 410
    assert "revoked" in answer.content.decode()
    assert "Proven" not in answer.content.decode()


def test_label_whose_key_is_distrusted_proves_nothing(serial: str) -> None:
    # given
    signing_keys.distrust_key(signing_keys.active_key().kid)

    # then
    assert ask(f"/o/{serial}").status_code == 410


def test_piece_sold_before_the_claim_changed_says_so(serial: str) -> None:
    # given
    steps.attest_claim("product-kurta", Place("lucknow", off_list=True), by="seller")
    certificates.sync_certificate("product-kurta")

    # when
    text = page(f"/o/{serial}")

    # then
    assert "Genuine" in text
    assert "The seller has since changed" in text
    assert "Agra" in text


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
    verified()
    serial = sold(sku="9506000134352")[0].serial

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
    certificate = certified(district="agra", craft="petha")

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


def test_expired_certificate_says_so(serial: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    later = timezone.now() + timedelta(days=11 * 365)

    class Later:
        @staticmethod
        def now(_zone: object) -> Any:
            return later

        fromisoformat = staticmethod(type(later).fromisoformat)

    monkeypatch.setattr(verifier, "datetime", Later)

    # when
    answer = ask(f"/o/{serial}")

    # then
    assert answer.status_code == 410
    assert "out of date" in answer.content.decode()
