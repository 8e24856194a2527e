"""Every outcome of a check, at each place where somebody can check: what it is called and that nothing breaks."""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from odop_certificates.checks import checks
from odop_certificates.checks.outcomes import TEXTS, Outcome
from odop_certificates.credentials import certificates, signing_keys
from odop_certificates.models import Certificate, UnitSerial
from odop_certificates.proof import codes, digital_link, payloads, tokens
from odop_certificates.proof.canonical import canonical_json
from odop_certificates.settings import PLUGIN_ID
from odop_certificates.units import records, serials
from tests.factories import switch
from tests.odop_certificates.certified import BASE, certified, fulfillment, left, sold, verified
from tests.odop_certificates.pages.addresses import ask
from tests.storefront_schema.client import ask as ask_graphql

GTIN = "09506000134352"
CHECK = "query($code: String!) { verifyProvenance(code: $code) { status reason isGenuine } }"


@pytest.fixture(autouse=True)
def _nobody_asked_before() -> None:
    cache.clear()


def signed(**changes: Any) -> str:
    """A certificate that we signed, with other content."""
    certificate = Certificate.objects.first() or certified()
    return signing_keys.sign_credential({**payloads.read_payload(certificate.token), **changes}, certificate.key)


def with_header(**changes: Any) -> str:
    first, *rest = certified().token.split(".")
    header = json.loads(base64.urlsafe_b64decode(first + "=="))
    return ".".join([tokens.base64url(canonical_json(header | changes)), *rest])


def tampered() -> str:
    head, _content, signature = certified().token.split(".")
    return f"{head}.{tokens.base64url(canonical_json({'a': 1}))}.{signature}"


def returned() -> str:
    verified()
    (unit,) = sold()
    serials.sync_serials(left(minute=5, fulfillments=(fulfillment(("line-kurta", 1), id="F2", status="RETURNED"),)))
    return unit.serial


def revoked() -> str:
    certificate = certified()
    certificates.end_as_untrue(certificate.code, "made elsewhere")
    return certificate.token


def distrusted() -> str:
    certificate = certified()
    signing_keys.distrust_key(certificate.key.kid)
    return certificate.code


def with_gtin() -> UnitSerial:
    switch(PLUGIN_ID, skus_are_gtins=True)
    verified()
    return sold(sku=GTIN[1:])[0]


def out_of_date(**changes: Any) -> str:
    certificate = certified()
    content = {**payloads.read_payload(certificate.token), **changes}
    token = signing_keys.sign_credential(content, certificate.key)
    Certificate.objects.filter(pk=certificate.pk).update(token=token)
    return certificate.code


def place(**changes: Any) -> dict[str, Any]:
    """What a certificate says of its place in a status list, with something changed."""
    found: dict[str, Any] = payloads.read_payload(certified().token)["credentialStatus"]
    return found | changes


def mistyped(code: str) -> str:
    return ("3" if code[0] == "2" else "2") + code[1:]


PAST, FUTURE = "2001-01-01T00:00:00Z", "2999-01-01T00:00:00Z"
CODES: dict[str, tuple[Outcome, Callable[[], str]]] = {
    "genuine-code": (Outcome.GENUINE, lambda: certified().code),
    "genuine-token": (Outcome.GENUINE, lambda: certified().token),
    # As phones, Hindi keyboards and word processors write what is on the label.
    "hindi-digits": (Outcome.GENUINE, lambda: certified().code.translate(str.maketrans("23456789", "२३४५६७८९"))),
    "blanks-inside": (Outcome.GENUINE, lambda: " ".join(certified().code.lower())),
    "en-dashes": (Outcome.GENUINE, lambda: codes.grouped_code(certified().code).replace("-", " – ")),
    "zero-width": (Outcome.GENUINE, lambda: "\u200b".join(certified().code)),
    "wrong-letter": (Outcome.UNREADABLE, lambda: mistyped(certified().code)),
    "wrong-letter-on-the-page": (Outcome.UNREADABLE, lambda: f"{BASE}/o/{mistyped(certified().code)}"),
    "wrong-letter-hindi-digits": (
        Outcome.UNREADABLE,
        lambda: mistyped(certified().code).translate(str.maketrans("23456789", "२३४५६७८९")),
    ),
    "letter-o": (Outcome.UNREADABLE, lambda: certified().code[:-1] + "O"),
    "one-too-many": (Outcome.UNREADABLE, lambda: f"{certified().code}2"),
    "cut-off": (Outcome.UNREADABLE, lambda: certified().code[:-1]),
    "wrong-gtin": (Outcome.ALTERED, lambda: f"{BASE}/01/08901234567890/21/{with_gtin().serial}"),
    "gtin-of-none": (Outcome.ALTERED, lambda: f"{BASE}/01/{GTIN}/21/{(verified(), sold()[0])[1].serial}"),
    "bad-gtin": (Outcome.UNREADABLE, lambda: f"{BASE}/01/09506000134353"),
    "never-issued": (Outcome.UNKNOWN, codes.new_code),
    "unit-page-of-a-certificate": (Outcome.UNKNOWN, lambda: f"{BASE}/o/{certified().code}"),
    "asset": (Outcome.UNKNOWN, lambda: f"{BASE}/8004/{certified().code}"),
    "gtin-of-others": (Outcome.UNKNOWN, lambda: f"{BASE}/01/08901234567890"),
    "elsewhere": (Outcome.FOREIGN, lambda: f"https://forger.example/o/{certified().code}"),
    "product": (Outcome.PRODUCT_NUMBER, lambda: f"{BASE}/01/{with_gtin().gtin}"),
    "returned": (Outcome.RETURNED, returned),
    "revoked": (Outcome.REVOKED, revoked),
    "dots": (Outcome.MALFORMED, lambda: "ey.."),
    "half": (Outcome.MALFORMED, lambda: certified().token.rpartition(".")[0]),
    "no-header": (Outcome.MALFORMED, lambda: "eyJ9.e30.c2ln"),
    "alg-none": (Outcome.UNSIGNED, lambda: with_header(alg="none")),
    "alg-hs256": (Outcome.WRONG_ALGORITHM, lambda: with_header(alg="HS256")),
    "other-key": (Outcome.UNKNOWN_KEY, lambda: with_header(kid="somebody")),
    "old-key": (Outcome.EXPIRED_KEY, distrusted),
    "tampered": (Outcome.TAMPERED, tampered),
    "other-issuer": (Outcome.NOT_OURS, lambda: signed(issuer="https://other.example")),
    "too-early": (Outcome.NOT_YET_VALID, lambda: signed(validFrom=FUTURE, validUntil=FUTURE)),
    "page-too-early": (Outcome.NOT_YET_VALID, lambda: out_of_date(validFrom=FUTURE, validUntil=FUTURE)),
    "expired": (Outcome.EXPIRED, lambda: signed(validFrom=PAST, validUntil=PAST)),
    "no-place": (Outcome.STATUS_UNKNOWN, lambda: signed(credentialStatus=None)),
    "place-outside": (Outcome.STATUS_UNKNOWN, lambda: signed(credentialStatus=place(statusListIndex="99999999999"))),
    "place-of-none": (Outcome.STATUS_UNKNOWN, lambda: signed(credentialStatus=place(statusListIndex="x"))),
    "list-of-none": (
        Outcome.STATUS_UNKNOWN,
        lambda: signed(credentialStatus=place(statusListCredential=f"{BASE}/status/0")),
    ),
    "other-purpose": (Outcome.STATUS_UNKNOWN, lambda: signed(credentialStatus=place(statusPurpose="suspension"))),
    "page-expired": (Outcome.EXPIRED, lambda: out_of_date(validFrom=PAST, validUntil=PAST)),
}


def test_every_outcome_is_tried() -> None:
    assert {outcome for outcome, _code in CODES.values()} == set(Outcome) == set(TEXTS)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_has_words_of_its_own_in_both_languages(outcome: Outcome) -> None:
    for text in (outcome.heading, outcome.meaning):
        assert text.in_language("en") != text.in_language("hi")
        assert not set("abcdefghijklmnopqrstuvwxyz") & set(text.in_language("hi"))
    assert len({str(heading) for heading, _meaning in TEXTS.values()}) == len(TEXTS)


@pytest.mark.django_db
@pytest.mark.parametrize(("outcome", "code"), CODES.values(), ids=CODES)
def test_outcome_is_the_same_and_in_words_wherever_it_is_checked(outcome: Outcome, code: Callable[[], str]) -> None:
    # given
    text = code()

    # when
    found = ask_graphql(CHECK, code=text)["verifyProvenance"]
    pages = {language: ask("/check", code=text, lang=language) for language in ("en", "hi")}
    facts = ask("/check", code=text, accept="application/json")

    # then
    assert checks.check_code(text).outcome is outcome
    assert (found["isGenuine"], bool(found["reason"])) == (outcome is Outcome.GENUINE, True)
    assert found["status"] == ("VALID" if outcome is Outcome.GENUINE else outcome.name)
    for language, answer in pages.items():
        if answer.status_code == 303:  # to the page of what was found
            answer = ask(answer.headers["Location"].removeprefix(BASE).partition("?")[0], lang=language)
        assert answer.status_code < 500
        assert outcome.heading.in_language(language) in html.unescape(answer.content.decode())
    assert facts.status_code == 303 or json.loads(facts.content)["status"] == outcome.value


@pytest.mark.django_db
def test_signature_of_ours_without_a_record_is_not_relied_on() -> None:
    # given
    token = certified().token
    Certificate.objects.all().delete()

    # then
    assert checks.check_code(token).outcome is Outcome.UNKNOWN


@pytest.mark.django_db
def test_piece_with_a_gtin_is_found_by_every_spelling_of_its_address() -> None:
    # given
    unit = with_gtin()
    address = records.find_unit(unit.serial).url

    # then
    assert address == f"{BASE}{digital_link.unit_path(unit.serial, GTIN)}"
    for text in (address, f"{address}/", address.upper().replace("HTTPS", "http"), f"{BASE}/o/{unit.serial}"):
        found = checks.check_code(f"see {text} .")
        assert (found.outcome, found.unit and found.unit.serial) == (Outcome.GENUINE, unit.serial)


@pytest.mark.django_db
def test_product_number_leads_to_the_newest_certificate() -> None:
    # given
    first = with_gtin().certificate
    second = certified(district="agra", craft="petha")
    assert timezone.now() - second.issued_at < timedelta(minutes=5)

    # when
    found = checks.check_code(f"{BASE}/01/{GTIN}")

    # then
    assert found.product is not None
    assert found.product.code == second.code != first.code
    assert not found.is_genuine
