"""No answer of the suite runs in a browser what we did not write: every address of the App and of the plugins.

Cases as in the OWASP Secure Headers Project: an error is a page, too.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLResolver, get_resolver
from django.utils.regex_helper import normalize

from odop_core.web.routes import answer_at
from odop_core.web.security_headers import STRICT, secure_response
from saleor_config.app import pages

# What each plugin answers by, inside Saleor; the App includes the same.
PLUGIN_PAGES = [
    "odop_notifications.urls",
    "odop_consignment.urls",
    "odop_provenance.evidence.urls",
    "odop_certificates.pages.urls",
    "odop_logistics.urls",
    "odop_accounts.urls",
]


def every_path(patterns: Any, prefix: str = "/") -> Iterator[str]:
    """An example of each address, in each of its forms."""
    for pattern in patterns:
        for form, names in normalize(pattern.pattern.regex.pattern):
            path = prefix + form % dict.fromkeys(names, "1")
            if isinstance(pattern, URLResolver):
                yield from every_path(pattern.url_patterns, path)
            else:
                yield path


def assert_nothing_foreign_runs(response: Any) -> None:
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
@pytest.mark.parametrize("path", [*dict.fromkeys(every_path(get_resolver().url_patterns)), "/no-such-page", "/%00"])
def test_every_answer_says_what_may_run_in_it(path: str) -> None:
    # given
    client = Client(raise_request_exception=False)

    # when
    answers = [
        client.get(path, headers={"Accept": "text/html"}),
        client.post(path, headers={"Accept": "text/html"}),
        client.options(path),
    ]

    # then
    for answer in answers:
        assert_nothing_foreign_runs(answer)


@pytest.mark.django_db
@pytest.mark.parametrize("urlconf", PLUGIN_PAGES)
def test_every_answer_of_a_plugin_inside_saleor_says_it_too(urlconf: str) -> None:
    """Saleor sets no such header for the plugins that it passes requests on to."""
    # given
    requests = RequestFactory()

    for path in every_path(get_resolver(urlconf).url_patterns, ""):
        for request in (requests.get(f"/{path}", headers={"Accept": "text/html"}), requests.post(f"/{path}")):
            # when
            answer = answer_at(request, path, urlconf)

            # then
            assert_nothing_foreign_runs(answer)


def test_a_request_that_is_refused_at_the_border_is_answered_no_otherwise() -> None:
    assert_nothing_foreign_runs(answer_at(RequestFactory().get("/x", {"a": "\0"}), "x", PLUGIN_PAGES[0]))


def test_no_pages_are_left_out_of_the_walk() -> None:
    # given
    included = {pattern.urlconf_name.__name__ for pattern in pages.urlpatterns if isinstance(pattern, URLResolver)}

    # then
    assert included <= set(PLUGIN_PAGES)


def test_what_a_page_says_itself_stands() -> None:
    own, none = HttpResponse(headers={"Content-Security-Policy": "sandbox"}), HttpResponse()

    assert secure_response(own)["Content-Security-Policy"] == "sandbox"
    assert secure_response(none)["Content-Security-Policy"] == STRICT


def test_the_explorer_runs_its_own_script_and_no_other() -> None:
    # when
    response = Client().get("/graphql/", headers={"Accept": "text/html"})

    # then
    html, policy = response.content.decode(), response["Content-Security-Policy"]
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
    assert len(scripts) == 1
    assert f"script-src 'sha256-{digest}'" in policy
    assert not re.search(r"\son\w+=|\sstyle=|javascript:", html)
