"""Who is a person that looks at a label, and which looks are of the same device."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from odop_certificates.scans import devices
from odop_certificates.scans.devices import COOKIE, is_person, recognize_device, remember_device

BASE = "https://mart.example/provenance"
CHROME = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36"
)


def look(agent: str = CHROME, address: str = "203.0.113.1", cookie: str = "", **headers: str) -> HttpRequest:
    request = RequestFactory().get("/o/X", headers={"User-Agent": agent, **headers}, REMOTE_ADDR=address)
    if cookie:
        request.COOKIES[COOKIE] = cookie
    return request


def cookie_for(request: HttpRequest) -> Any:
    answer = HttpResponse()
    remember_device(answer, recognize_device(request), BASE)
    return answer.cookies[COOKIE]


@pytest.mark.parametrize(
    "agent",
    [
        "WhatsApp/2.23.18.78 i",
        "WhatsApp/2",
        "Mozilla/5.0 (compatible; WhatsApp)",
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "Mozilla/5.0 (Macintosh) AppleWebKit/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
        "meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)",
        "Twitterbot/1.0",
        "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
        "Slack-ImgProxy (+https://api.slack.com/robots)",
        "TelegramBot (like TwitterBot)",
        "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
        "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)",
        "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (X11; Linux x86_64) Google-PageRenderer Google (+https://developers.google.com/+/web/snippet/)",
        "GoogleOther",
        "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
        "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15 (Applebot/0.1)",
        "Pinterest/0.2 (+https://www.pinterest.com/bot.html)",
        "redditbot/1.0",
        "Snap URL Preview Service; bot; snapchat; https://developers.snap.com/robots",
        "Viber/13.3.0.5",
        "facebookexternalhit/1.1;kakaotalk-scrap/1.0; +https://devtalk.kakao.com/t/scrap/33984",
        "Mozilla/5.0 HeadlessChrome/120.0",
        "curl/8.5.0",
        "python-requests/2.32.3",
        "Dalvik/2.1.0 (Linux; U; Android 13; Pixel 7)",
        "App/1.0 CFNetwork/1410.0.3 Darwin/22.6.0",
    ],
)
def test_previews_and_programs_are_no_people(agent: str) -> None:
    """The names are those that the makers of crawlers and of messengers publish for webmasters."""
    assert not is_person(look(agent))


@pytest.mark.parametrize(
    "agent",
    [
        CHROME,
        "",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Version/17.4 Mobile/15E148 Safari",
        "Mozilla/5.0 (Linux; Android 13; CUBOT NOTE 20) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 9; CUBOT_X18_Plus) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Mobile; LYF/F320B/LYF-F320B-001; Android) Gecko/48.0 Firefox/48.0 KAIOS/2.5",
        "Opera/9.80 (J2ME/MIDP; Opera Mini/7.1/28.3; U; en) Presto/2.8.119 Version/11.10",
        "UCWEB/2.0 (Java; U; MIDP-2.0; en-US; nokia200) U2/1.0.0 UCBrowser/9.4 U2/1.0.0 Mobile",
        "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/440.0]",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 GSA/300.0 Mobile/15E148",
        "Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 Mobile/15E148 Instagram 320.0.0.0",
    ],
)
def test_browsers_are_people(agent: str) -> None:
    assert is_person(look(agent))


@pytest.mark.parametrize("header", ["Sec-Purpose", "Purpose", "X-Moz"])
def test_what_a_browser_loads_ahead_is_no_look(header: str) -> None:
    assert not is_person(look(**{header: "prefetch;prerender"}))


def test_phone_is_the_same_in_another_network() -> None:
    # given
    first = look()
    cookie = cookie_for(first)

    # then
    assert recognize_device(look(address="198.51.100.9", cookie=cookie.value)) == recognize_device(first)
    assert recognize_device(look(address="198.51.100.9")) != recognize_device(first)


def test_phone_that_keeps_no_cookies_is_the_same_in_its_network() -> None:
    assert recognize_device(look()) == recognize_device(look())
    assert recognize_device(look()) != recognize_device(look(agent="another"))


def test_cookie_of_somebody_else_is_not_believed() -> None:
    assert recognize_device(look(cookie="a" * 32 + ".forged")) == recognize_device(look())


def test_cookie_says_nothing_and_goes_nowhere_else() -> None:
    # when
    cookie = cookie_for(look())

    # then
    assert "203.0.113" not in cookie.value
    assert (cookie["path"], cookie["secure"], cookie["httponly"], cookie["samesite"]) == (
        "/provenance", True, True, "Lax",
    )  # fmt: skip
    assert timedelta(seconds=cookie["max-age"]) == devices.KEPT_FOR
