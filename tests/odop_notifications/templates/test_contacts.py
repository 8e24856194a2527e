"""Links and telephone numbers, as people write them, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odop_notifications.templates import contacts

WHITELIST = ["https://odop.example/a", "odop.in", "१८०० १२३ ४५६७", "0522-2234567"]


@pytest.mark.parametrize(
    "text",
    [
        "9876543210", "98765 43210", "98765.43210", "98765-43210", "98765 - 43210", "98765\u201343210", "(98765) 43210",
        "98-76-54-32-10", "9 8 7 6 5 4 3 2 1 0", "09876543210", "0 98765 43210", "+91-98765-43210", "919876543210",
        "00919876543210", "९८७६५४३२१०", "९८७६५ 43210", "٩٨٧٦٥٤٣٢١٠", "Mob.9876543210", "Mob-9876543210",
        "Mob9876543210", "2 98765 43210", "9876543210/11", "0522-2234567", "(0522) 2234567", "011-2345 6789",
        "05412-234567", "+91 522 2234567", "1800 123 4567", "1800-11-4000", "1860 500 1234", "+44 20 7946 0958",
    ],
)  # fmt: skip
def test_telephone_numbers_are_found_however_they_are_written(text: str) -> None:
    assert contacts.find_contacts(f"Call {text} for help") != []


@pytest.mark.parametrize(
    "text",
    [
        "Sherwani 38 40 42", "Kurta set 38-40-42", "Brass set 2024-2025", "Jutti 6 7 8 9 10 11 12", "70 72 74 76 78",
        "Size 4.5 / 100-120", "24/11/2026", "24-11-2026", "05-11-2026 104", "2026-27", "12,345.50", "40,00,000.00",
        "UTIBR52026112400", "632112345678", "N328261234567890", "AG/26-27/0042", "XXXX 6789", "1047", "98765 4321",
    ],
)  # fmt: skip
def test_sizes_years_dates_amounts_and_references_are_no_telephone_numbers(text: str) -> None:
    assert contacts.find_contacts(text) == []


@given(st.from_regex(r"[6-9][0-9]{9}", fullmatch=True), st.sampled_from(["", " ", ".", "-", " - "]), st.integers(1, 9))
def test_every_mobile_number_in_two_parts_is_found(digits: str, between: str, at: int) -> None:
    # given
    number = digits[:at] + between + digits[at:]

    # then
    assert contacts.find_contacts(f"Call {number}!") == [number]


@pytest.mark.parametrize(
    "text",
    [
        "https://odop.example", "http://x", "upi://pay?pa=x@ybl", "intent://scan", "www.odop", "kurta.com", "Kurta.IN",
        "goo.gl/abc", "youtu.be/abc", "t.me/x", "odop.store", "odop.store/abc", "shop.example:8443/a",
        "xn--odop.xn--h2brj9c/a", "103.21.58.10/app.apk", "103.21.58.10:8080/a", "see:goo.gl/abc", "(goo.gl/abc).",
    ],
)  # fmt: skip
def test_links_are_found_whatever_they_open(text: str) -> None:
    assert contacts.find_contacts(f"See {text} now") != []


@pytest.mark.parametrize("text", ["Rs.500/-", "Kurta w.o/dupatta", "4.5/6.5", "Size M/L.", "1.2.3", "ready. Please"])
def test_what_has_a_dot_or_a_slash_is_not_yet_a_link(text: str) -> None:
    assert contacts.find_contacts(text) == []


@pytest.mark.parametrize(
    "address",
    [
        "https://odop.example/a", "odop.example/a/7Q2K", "https://www.odop.in/shop", "odop.in", "18001234567",
        "1800 123 4567", "+91 522 2234567",
    ],
)  # fmt: skip
def test_whitelisted(address: str) -> None:
    assert contacts.is_whitelisted(address, WHITELIST)


@pytest.mark.parametrize(
    "address",
    [
        "https://odop.example/about", "https://odop.example.evil.com/a", "https://odop.in.evil.com/", "upi://odop.in",
        "1800 123 4568", "98765 43210",
    ],
)  # fmt: skip
def test_not_whitelisted(address: str) -> None:
    assert not contacts.is_whitelisted(address, WHITELIST)
