"""Text of others in logs and before staff.

The kinds are of published lists: log forging (CWE-117), terminal escapes (CWE-150), the Trojan Source paper's marks of
direction, and the secrets that scanners such as gitleaks look for.
"""

from __future__ import annotations

import pytest

from odop_core.security.foreign_text import LONGEST, mask_text


@pytest.mark.parametrize(
    "text",
    [
        "call 9876543210",
        "call +919876543210",
        "call +91 98765 43210",
        "call 98765-43210",
        "call (+91) 9876543210",
        "call 098765 43210",
        "call 987-654-3210",
        "call 98765.43210",
        "call 9876 543 210",
        "call +91-98765-43210",
        "call 98765\u00a043210",
        "call 98765\u201343210",
        "call 9876\u200b543210",
        "call ९८७६५४३२१०",
        "call ९८७६५ ४३२१०",
        "call ９８７６５４３２１０",
        "to=%2B919876543210",
        '{"to": "919876543210"}',
        "tel:+919876543210",
        "mobile9876543210",
        "Aadhaar 2345 6789 0123",
        "account 50100012345679",
    ],
)
def test_no_telephone_number_and_no_other_long_number_is_shown(text: str) -> None:
    # when
    shown = mask_text(text)

    # then
    assert sum(char.isdigit() for char in shown) <= 6, shown
    assert "••••" in shown


@pytest.mark.parametrize(
    "text",
    [
        "localhost answered 503: out of order",
        "Attempt 3 at odop.message m-7 failed, next in 0:00:12",
        "at 2026-11-30 18:55:21,123",
        "2026-11-30T18:55:21",
        "127.0.0.1:54321",
        "30/Nov/2026:18:55:21 +0000",
        "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
        "T3JkZXI6MTIzNDU2Nzg5",
        "The token has expired.",
        "a key is missing",
        "आदेश 7: क्‍षमा",
        "₹1,180.50 of 250 pieces",
        "HTTP/1.1 200",
    ],
)
def test_what_tells_what_went_wrong_stays(text: str) -> None:
    assert mask_text(text) == text


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("Not Found: /notifications/a/0123456789ABC", "0123456789ABC"),
        ("GET /plugins/global/odop.notifications/a/0123456789ABC?lang=hi", "0123456789ABC"),
        ("see https://mart.example/notifications/a/0123456789ABC.", "0123456789ABC"),
        ("next=%2Fnotifications%2Fa%2F0123456789ABC", "0123456789ABC"),
        ("GET /consignment/documents/WyJhZ3JlZSJd:1t:abc", "WyJhZ3JlZSJd"),
        ("GET /evidence/WyJhZ3JlZSJd:1t:abc", "WyJhZ3JlZSJd"),
        ("/consignment/tables/WyJhZ3JlZSJd:1t:abc", "WyJhZ3JlZSJd"),
        ("Authorization: Bearer abc.def-ghi", "abc.def"),
        ("authorization=Basic dXNlcjpwYXNz", "dXNlcjpwYXNz"),
        ("url?apikey=k-3y&to=1", "k-3y"),
        ("{'password': 'hunter2'}", "hunter2"),
        ('{"auth_token": "abcdef"}', "abcdef"),
        ("X-Amz-Signature=0a1b2c", "0a1b2c"),
        ("secret v1,whsec_MfKQ9r8GKYqrTwjU", "MfKQ9r8GKYqrTwjU"),
        ("sent v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=", "K5oZfzN95Z9UVu1E"),
        ("jwt eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.sig", "eyJzdWIi"),
        ("write to shabana.khatoon@example.com", "shabana.khatoon"),
        ("pay shabana@ybl", "shabana"),
    ],
)
def test_no_code_token_or_address_is_shown(text: str, secret: str) -> None:
    assert secret not in mask_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "one\ntwo",
        "one\r\ntwo",
        "one\x0btwo",
        "one\x85two",
        "one\u2028two",
        "one\u2029two",
        "\x1b[31mone\x1b[0m",
        "one\x1b]0;x\x07two",
        "\x9b31mone",
        "one\u202etwo",
        "one\u2066two\u2069",
        "one\0two",
        "one\ud800two",
        "one\x08\x08two",
        "\x1bcone",
        "one\x1b]8;;https://evil.example\x1b\\two",
        "\ufeffone",
        "one\u200btwo",
    ],
)
def test_it_is_one_printable_line(text: str) -> None:
    # when
    shown = mask_text(text)

    # then
    assert shown.isprintable()
    assert "one" in shown
    assert "evil" not in shown


@pytest.mark.parametrize("text", ["x" * 1_000_000, "a@" * 500_000, "1-" * 500_000, "(" * 500_000, "\x1b[" * 500_000])
def test_it_is_short_however_much_comes(text: str) -> None:
    assert len(mask_text(text)) <= LONGEST


def test_errors_may_be_given_as_they_are() -> None:
    assert mask_text(ValueError("to +919876543210")) == "to ••••••••3210"
