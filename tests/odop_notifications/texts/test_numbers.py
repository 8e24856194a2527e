"""Days, hours, amounts and orders in what suppliers write."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from odop_notifications.models import Meaning
from odop_notifications.texts.meaning import Understood, understand_text

MONDAY = date(2026, 11, 23)
NUMBERS = ["1047", "1048", "5"]

# By how many days after Monday, November 23.
DAYS = {
    0: [
        "aaj", "आज", "aaj shaam tak", "आज शाम तक", "aaj ho jayega", "aaj hi ho jayega", "aaj 5 baje tak",
        "aaj 11:30 baje", "today evening", "23 tarikh", "aaj aa jao", "2 baje aaj", "aaj raat tak",
    ],
    1: [
        "kal", "Kal!", "कल", "کل", "tomorrow", "tmrw", "kal tak", "kl tk", "कल तक", "kal shaam tak", "kal subah",
        "kal 2 baje", "kal 11:30 baje tak", "2 kal", "kal hi ho jayega", "haan kal tak", "kal pakka",
        "sorry kal tak ho jayega", "kal tak ho jayega", "kl tk ho jayga", "कल तक हो जाएगा", "kal tak taiyar ho jayega",
        "कल तैयार होगा", "kal taiyar hai", "कल शाम तक तैयार हो जाएगा", "kal ready ho jayega 🙏", "kal de denge",
        "main kal de dunga", "kal tak de dunga bhaiya", "kal milega", "kal aa jao", "kal le jana", "kal gadi bhej do",
        "ready by tomorrow", "tomorrow will be ready", "24/11", "24 tarikh", "24 nov", "mangalvar", "mangal ko",
        "tuesday", "1 din", "ek din baad", "1 din lagega",
    ],
    2: [
        "parso", "परसों", "parson tak taiyar ho jayega", "day after tomorrow", "2 din", "2din", "do din", "दो दिन",
        "2 din baad", "do din ke baad", "2 din me", "do din me ho jayega", "दो दिन में", "2 din ke andar",
        "2 din lagenge", "2 din aur lagenge", "2 din ka samay chahiye", "2 din ruko", "2 days", "in 2 days",
        "after 2 days", "need 2 days", "give me 2 days", "it takes 2 days", "budhvar", "budh ko", "25 ko",
        "25 ko milega", "on 25", "ready on 25", "25 tak", "25th", "25/11", "25 / 11", "२५/११", "25-11-26",
        "25.11.2026", "25 nov", "nov 25", "25 november 2026",
    ],
    3: ["teen din", "teeen din", "tin din", "teen din me ho jayega", "तीन दिन में", "three days", "in 3 days", "guruvar"],
    4: ["friday", "शुक्रवार तक", "shukravar ko", "char din", "juma"],
    5: ["saturday", "shanivar ko", "शनिवार", "paanch din"],
    6: ["sunday", "itwar ko", "रविवार"],
    7: ["1 hafta", "ek hafte me", "somvar", "somwar ko", "सोमवार को", "monday ko ready", "saat din", "2026-11-30"],
    9: ["2 दिसंबर", "2 dec"],
    10: ["10 din", "das din", "ten days", "dus din lagenge"],
    12: ["5 तारीख", "५ तारीख को", "5tarikh", "5 ko", "5 tarikh tak", "5/12", "5/12 tak"],
    43: ["5/1"],
}  # fmt: skip

NO_DAY = [
    # over, far, impossible, or several
    "25/10", "31/2", "45 tarikh ko", "25/11/2030", "30 nov 2027", "0 din", "99 din", "kal ya parso", "aaj kal",
    "kal parso", "25 ko ya 26 ko", "kal 25/11",
    # how many?
    "do teen din", "2 3 din", "2, 3 din", "2-3 din", "2/3 din", "10-12 din lagenge", "1.5 din", "ek do din", "10-12",
    "5-6 tarikh",
    # a day or an hour?
    "5 tak", "by 3", "12 tak",
    # yesterday, or since, or after
    "kal bhej diya", "kal bhej diya tha", "kal de diya", "kal ho gaya", "kal bana diya", "kal bana hai",
    "kal pack kar diya", "kal ka order taiyar hai", "kal se taiyar", "कल से", "2 din se taiyar", "2 din pehle",
    "2 din ho gaya", "kal ke baad", "somvar ke baad", "diwali ke baad",
    # something else is then
    "kal chutti hai", "kal puja hai", "kal shadi hai", "kal bahar hu", "kal milenge", "kal order hai", "aaj order hai",
    "kal chahiye", "kal 2 milega", "shayad kal", "kal?", "agle somvar", "next monday",
    # words that only look like days
    "sun bhai", "sun", "mangal", "may", "2 may be ready", "2 mar gaye", "sat",
]  # fmt: skip


# By what they mean for order 1047.
NAMED = {
    "ready": [
        "1047 haan", "1047 1", "#1047 1", "1047 ji", "order no 1047 ready", "order no. 1047 ready", "no. 1047 ready",
        "order number 1047 taiyar", "order1047 ready", "Order: 1047 - ready", "1047 wala taiyar hai",
        "1047 number taiyar", "1047 ka order taiyar hai", "आदेश 1047 तैयार", "१०४७ तैयार है",
    ],
    "cannot": ["1047 nahi", "1047 no", "#1047 cancel", "1047 3", "order 1047 nahi de payenge"],
    "ready_on": ["1047 kal", "kal 1047", "1047 kal tak ho jayega"],
    "later": ["1047 2", "1047 ho jayega"],
    "call_me": ["1047 phone karo", "1047 4"],
    "unclear": ["1047", "1047?", "no 1047", "no. 1047", "1047 order nahi hai", "1047 nahi mila"],
}  # fmt: skip


@pytest.mark.parametrize(("ahead", "text"), [(ahead, text) for ahead, texts in DAYS.items() for text in texts])
def test_ready_on_a_day(text: str, ahead: int) -> None:
    assert understand_text(text, MONDAY) == Understood(Meaning.READY_ON, MONDAY + timedelta(days=ahead))


@pytest.mark.parametrize("text", NO_DAY)
def test_day_that_nobody_can_tell_is_asked_about(text: str) -> None:
    assert understand_text(text, MONDAY).meaning is Meaning.UNCLEAR


def test_furthest_day_is_still_one() -> None:
    assert understand_text("3 din", MONDAY, furthest_days=3).meaning is Meaning.READY_ON
    assert understand_text("4 din", MONDAY, furthest_days=3).meaning is Meaning.UNCLEAR


def test_month_without_such_a_day_is_passed_over() -> None:
    assert understand_text("31 tarikh", date(2027, 1, 31)).day == date(2027, 1, 31)
    assert understand_text("31 tarikh", date(2027, 2, 1)).day == date(2027, 3, 31)


def test_weekday_named_on_that_weekday_is_the_next_one() -> None:
    assert understand_text("somvar", MONDAY).day == MONDAY + timedelta(days=7)


@pytest.mark.parametrize(
    "text", ["30 minute me taiyar", "11:30 baje tak", "10.30 baje", "4-5 baje", "das baje", "2 ghante", "24 hours"]
)
def test_hour_without_a_day_is_later(text: str) -> None:
    assert understand_text(text, MONDAY) == Understood(Meaning.LATER)


@pytest.mark.parametrize(
    "text", ["12 piece taiyar", "20 pc ready", "15 saree ready", "do maal taiyar", "gadi bhej do maal ready"]
)
def test_amount_is_no_day(text: str) -> None:
    # when
    understood = understand_text(text, MONDAY)

    # then
    assert (understood.meaning, understood.day) == (Meaning.READY, None)


@pytest.mark.parametrize(("meaning", "text"), [(meaning, text) for meaning, texts in NAMED.items() for text in texts])
def test_order_that_is_named(text: str, meaning: str) -> None:
    # when
    understood = understand_text(text, MONDAY, order_numbers=NUMBERS)

    # then
    assert (understood.meaning, understood.order_number) == (Meaning(meaning), "1047")


@pytest.mark.parametrize("text", ["1047 2 din", "order 1047 2 din me ho jayega", "1047 25/11", "#1047 25 ko"])
def test_day_beside_a_named_order(text: str) -> None:
    # when
    understood = understand_text(text, MONDAY, order_numbers=NUMBERS)

    # then
    assert understood == Understood(Meaning.READY_ON, date(2026, 11, 25), "1047")


def test_order_with_a_small_number_must_be_marked() -> None:
    assert understand_text("आदेश 5 तैयार", MONDAY, order_numbers=NUMBERS) == Understood(Meaning.READY, None, "5")
    assert understand_text("haan 5", MONDAY, order_numbers=NUMBERS) == Understood(Meaning.UNCLEAR)


def test_number_may_be_written_with_its_sign() -> None:
    assert understand_text("1047 haan", MONDAY, order_numbers=["#1047"]).order_number == "1047"


@pytest.mark.parametrize(
    "text",
    [
        "1046 nahi", "order 1046 nahi", "#1046 cancel", "order no 1046 ready", "आदेश 1046 तैयार", "1046 haan", "1046",
        "#1046 1", "order 1 ready", "order 3", "#3", "order 25 ko", "no 3", "104 haan",
    ],
)  # fmt: skip
def test_order_that_nobody_was_asked_about_is_no_other_order(text: str) -> None:
    assert understand_text(text, MONDAY, order_numbers=NUMBERS) == Understood(Meaning.UNCLEAR)


def test_two_orders_are_none_in_particular() -> None:
    assert understand_text("1047 aur 1048 taiyar", MONDAY, order_numbers=NUMBERS) == Understood(Meaning.UNCLEAR)
    assert understand_text("1047 1048 haan", MONDAY, order_numbers=NUMBERS) == Understood(Meaning.UNCLEAR)


def test_known_order_beside_an_unknown_one_is_asked_about() -> None:
    assert understand_text("1047 1046 haan", MONDAY, order_numbers=NUMBERS).meaning is Meaning.UNCLEAR


def test_number_of_thousands_of_digits_is_read() -> None:
    assert understand_text("9" * 900, MONDAY, order_numbers=NUMBERS).meaning is Meaning.UNCLEAR


@pytest.mark.parametrize("text", ["25 nov 2026", "25 nov 2026 ko", "nov 25 2026", "25 november 2026 tak"])
def test_year_behind_a_month_is_no_order(text: str) -> None:
    assert understand_text(text, MONDAY, order_numbers=["2026"]) == Understood(Meaning.READY_ON, date(2026, 11, 25))


@pytest.mark.parametrize(
    ("text", "count"), [("2 piece taiyar hai", 2), ("1 saree ready", 1), ("taiyar hai", None), ("2 din baad", None)]
)
def test_how_many_pieces_are_spoken_of(text: str, count: int | None) -> None:
    assert understand_text(text, MONDAY).count == count
