"""Amounts in words, as India counts: lakh and crore, in English and Hindi."""

# ruff: noqa: SIM905  (words of a language are read better as a sentence)

from __future__ import annotations

from collections.abc import Callable

from odop_core.india.money import PAISE_PER_RUPEE

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
# Hindi has a word of its own for each number up to ninety-nine.
_HINDI = (
    "शून्य एक दो तीन चार पाँच छह सात आठ नौ दस ग्यारह बारह तेरह चौदह"
    " पंद्रह सोलह सत्रह अठारह उन्नीस बीस इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस"
    " तीस इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस चालीस इकतालीस बयालीस तैंतालीस चौवालीस"
    " पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास पचास इक्यावन बावन तिरपन चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ"
    " साठ इकसठ बासठ तिरसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर"
    " पचहत्तर छिहत्तर सतहत्तर अठहत्तर उन्यासी अस्सी इक्यासी बयासी तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी नवासी"
    " नब्बे इक्यानवे बानवे तिरानवे चौरानवे पचानवे छियानवे सत्तानवे अट्ठानवे निन्यानवे"
).split()
_GROUPS = (
    (100_00_000, "crore", "करोड़"),
    (1_00_000, "lakh", "लाख"),
    (1_000, "thousand", "हज़ार"),
    (100, "hundred", "सौ"),
)


def amount_in_words(amount_paise: int, language: str) -> str:
    """`amount_in_words(1_23_456_50, "en")` is "One lakh twenty-three thousand four hundred fifty-six rupees and fifty
    paise only"; in another language than Hindi it is English. Below zero it begins with "minus"."""
    whole, fraction = divmod(abs(amount_paise), PAISE_PER_RUPEE)
    if language == "hi":
        text = f"{_count(whole, 2, _HINDI.__getitem__)} {'रुपया' if whole == 1 else 'रुपये'}"
        text += f" {_HINDI[fraction]} {'पैसा' if fraction == 1 else 'पैसे'}" if fraction else ""
        return f"{'ऋण ' if amount_paise < 0 else ''}{text} मात्र"
    text = f"{_count(whole, 1, _english)} {'rupee' if whole == 1 else 'rupees'}"
    text += f" and {_english(fraction)} {'paisa' if fraction == 1 else 'paise'}" if fraction else ""
    return f"{'minus ' if amount_paise < 0 else ''}{text} only".capitalize()


def _count(number: int, column: int, below_hundred: Callable[[int], str]) -> str:
    words: list[str] = []
    for group in _GROUPS:
        many, number = divmod(number, group[0])
        if many:
            # Beyond ninety-nine crore the crores themselves are counted so.
            words += [_count(many, column, below_hundred), str(group[column])]
    if number or not words:
        words.append(below_hundred(number))
    return " ".join(words)


def _english(number: int) -> str:
    if number < 20:
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
