"""What the page behind a label says."""

from __future__ import annotations

import html
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from odop_certificates.credentials import certificates, signing_keys
from odop_certificates.credentials import records as certificate_records
from odop_certificates.pages.formats import Format
from odop_certificates.proof import codes, verifier
from odop_certificates.units import confirmations, records, serials
from odop_provenance.claims import steps
from odop_provenance.claims.records import Place
from odop_provenance.models import Artisan, Craft, District
from odop_provenance.settings import PLUGIN_ID as PROVENANCE
from tests.factories import switch
from tests.odop_certificates.certified import BASE, artisan, bought, fulfillment, left, verified
from tests.odop_certificates.pages.addresses import ask, content, page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("serial")]


HOSTILE = "<script>x</script>\"'><img src=x onerror=x>{{ site }}"


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
    verified("product-saree", "agra", "petha", by=artisan(name=HOSTILE, name_hi=HOSTILE).slug)
    sent = left(name="saree", number=2)
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
def test_mistyped_code_asks_to_check_it(serial: str, edit: Any) -> None:
    # when
    answer = ask(f"/o/{edit(serial)}")

    # then
    assert answer.status_code == 400
    assert "Please check the code" in answer.content.decode()
    assert "altered" not in answer.content.decode()


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
