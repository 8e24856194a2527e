"""No request of a stranger ends in an error of ours, at whatever address: all are walked, so none can be forgotten.

(`inputs` says where the inputs come from.)
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.urls import URLPattern

from odop_notifications.settings import PLUGIN_ID
from tests.factories import switch
from tests.saleor_config.app.border.addresses import ANYTHING, Request, addresses, patterns
from tests.saleor_config.app.border.inputs import FORMS, HEADERS, JSON_BODIES, QUERIES, VALUES

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[4]


def requests_to(address: str) -> Iterator[Request]:
    plain = address.replace(ANYTHING, "1").encode()
    takes_posts = Request(plain, "POST").send().status != 405
    method, body = ("POST", b'{"query": "{ __typename }"}') if takes_posts else ("GET", b"")
    for value in VALUES if ANYTHING in address else ():
        yield Request(address.encode().replace(ANYTHING.encode(), value))
    for query in QUERIES:
        yield Request(plain, query=query, headers={"Accept": "text/html"})
    for headers in HEADERS:
        yield Request(plain, method, body=body, content_type="application/json", headers=headers)
    for other in ("HEAD", "OPTIONS", "PUT", "TRACE", "x"):
        yield Request(plain, other, body=b"\0", content_type="application/json")
    for content_type, body in [("application/json", body) for body in JSON_BODIES] + FORMS if takes_posts else ():
        yield Request(plain, "POST", body=body, content_type=content_type)


@pytest.fixture(autouse=True)
def channels() -> None:
    """All channels are set up, so that their reports are read."""
    switch(
        PLUGIN_ID, sms_preset="msg91", sms_webhook_secret="s", voice_preset="exotel", voice_webhook_secret="s",
        gateway_secret="s", whatsapp_app_secret="s", whatsapp_verify_token="s",
    )  # fmt: skip


@pytest.mark.parametrize("address", addresses())
def test_no_request_of_a_stranger_ends_in_an_error_of_ours(address: str) -> None:
    # when
    failed = [request for request in requests_to(address) if request.send().status == 500]

    # then
    assert failed == []


def test_the_walk_goes_everywhere() -> None:
    # when
    found = addresses()

    # then
    assert {"/graphql/", "/api/register", "/api/webhooks/saleor", "/api/webhooks/logistics", "/health/ready"} <= {
        *found
    }
    assert {"/notifications/a/*/", "/evidence/*", "/provenance/check/", "/provenance/01/*/21/*/qr.svg"} <= {*found}


def test_what_plugins_serve_inside_saleor_is_walked_beside_it() -> None:
    # given
    walked = {pattern.callback for pattern in patterns()}

    # when
    theirs: list[URLPattern] = []
    for file in sorted(ROOT.glob("plugins/*/**/urls.py")):
        theirs += import_module(".".join(file.relative_to(ROOT / "plugins").with_suffix("").parts)).urlpatterns

    # then
    assert [str(pattern.pattern) for pattern in theirs if pattern.callback not in walked] == []


@pytest.mark.parametrize("plugin", sorted(ROOT.glob("plugins/*/plugin.py")), ids=lambda file: file.parent.name)
def test_every_plugin_in_saleor_answers_by_its_addresses(plugin: Path) -> None:
    # when
    source = plugin.read_text(encoding="utf-8")

    # then: so that requests to it are checked as all others
    assert ("def webhook(" in source) == ("answer_at(request, path, " in source)


def test_refusals_say_why() -> None:
    # when
    answer = Request(b"/provenance/c/\0").send()

    # then
    assert answer.status == 400
    assert json.loads(answer.body)["error"]["code"] == "unkeepable"
