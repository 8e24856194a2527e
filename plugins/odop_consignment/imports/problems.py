"""What can be wrong with a table, told in English and Hindi to the person who handed it in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from odop_consignment.errors import Refusal, WrongChoice


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell; with the whole row when `column` is ""."""

    message: str
    message_hi: str
    column: str = ""

    def in_column(self, column: str) -> Problem:
        return Problem(self.message, self.message_hi, column)


class BadTable(WrongChoice):
    """The file cannot be read at all."""


class BadRow(ValueError):
    """A row is left out, for these reasons."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


FORMULA = Problem(
    "The cell holds a formula, which is not worked out here. Paste its value.",
    "इस खाने में सूत्र है, जिसकी गणना यहाँ नहीं होती। उसका मान चिपकाएँ।",
)
ROUNDED = Problem(
    "A spreadsheet has shortened this number, and its digits are lost. Format the column as text and enter it again.",
    "स्प्रेडशीट ने यह संख्या छोटी कर दी है और अंक खो गए हैं। स्तंभ को टेक्स्ट बनाकर फिर से लिखें।",
)
CELL_ERROR = Problem("The spreadsheet shows an error in this cell.", "स्प्रेडशीट इस खाने में त्रुटि दिखा रही है।")
TOO_LONG = Problem("The cell holds too much text.", "इस खाने में बहुत अधिक पाठ है।")
AADHAAR = Problem(
    "This looks like an Aadhaar number, which must not be kept here. Delete it from the table.",
    "यह आधार संख्या जैसी दिखती है, जिसे यहाँ नहीं रखा जा सकता। इसे तालिका से हटा दें।",
)
EMPTY = Problem("This must not be empty.", "यह खाली नहीं हो सकता।")
NO_DATE = Problem("Write the date as 2026-11-23 or 23-11-2026.", "तारीख 2026-11-23 या 23-11-2026 की तरह लिखें।")
NO_YES = Problem("Write yes or no.", "हाँ या नहीं लिखें।")
NO_NUMBER = Problem("Write a whole number.", "पूर्ण संख्या लिखें।")
MASKED = Problem(
    "The cell is masked, and there is nobody yet whose it could be. Write it in full.",
    "यह खाना छिपाया हुआ है और यह आपूर्तिकर्ता अभी दर्ज नहीं है। पूरा लिखें।",
)
EXAMPLE = Problem("This is the example of the template. Delete the row.", "यह टेम्पलेट का उदाहरण है। यह पंक्ति हटा दें।")
OUR_FAULT = Problem(
    "This row could not be taken because of an error on our side. Tell the operator, then hand it in again.",
    "हमारी ओर की त्रुटि से यह पंक्ति नहीं ली जा सकी। ऑपरेटर को बताएँ, फिर दोबारा दें।",
)
CONTRADICTION = Problem("This row contradicts what is recorded already.", "यह पंक्ति पहले से दर्ज जानकारी से मेल नहीं खाती।")


def missing(title: str, title_hi: str) -> Problem:
    return Problem(f"{title} must be given.", f"{title_hi} देना ज़रूरी है।")


def same_as_row(first_row: int) -> Problem:
    return Problem(
        f"Row {first_row} of this table is about the same. Keep one of the two.",
        f"इस तालिका की पंक्ति {first_row} भी इसी के बारे में है। दोनों में से एक रखें।",
    )


def store_refused(error: Exception) -> BadTable:
    return BadTable(
        f"The store does not say which variants these SKUs are: {error}",
        "स्टोर नहीं बता रहा कि ये SKU किन वस्तुओं के हैं। ऑपरेटर को बताएँ, फिर तालिका दोबारा दें।",
    )


def not_one_of(values: list[str]) -> Problem:
    return Problem(f"Write one of: {', '.join(values)}.", f"इनमें से एक लिखें: {', '.join(values)}।")


def unknown_column(name: str) -> Problem:
    return Problem(
        f"Nobody knows the column {name!r}: it is left out.", f"स्तंभ {name!r} पहचाना नहीं गया: उसे छोड़ दिया गया।"
    )


def from_refusal(refusal: Refusal) -> Problem:
    """What a function refused."""
    return Problem(str(refusal), refusal.message_hi, _column(getattr(refusal, "field", "")))


def _column(field: str) -> str:
    """Functions name the fields of GraphQL."""
    return _COLUMNS.get(field) or re.sub(r"(?=[A-Z])", "_", field).lower()


_COLUMNS = {"artisan": "artisan_slug", "holder": "bank_holder"}
