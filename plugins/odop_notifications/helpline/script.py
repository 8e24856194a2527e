"""What an operator says: the script of a language, filled in for one call. Other languages are lines in `scripts/`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from odop_consignment.api import SaleInfo, SupplierInfo
from odop_core.i18n import MONTHS
from odop_core.india.dates import IST
from odop_notifications.models import Call, Queue
from odop_notifications.suppliers import goods

SCRIPTS = Path(__file__).with_name("scripts")
DEFAULT = "hi"


@dataclass(frozen=True)
class Script:
    """What to say, in order, and what to ask further by the answer; nothing where there is nobody to call."""

    language: str
    lines: tuple[str, ...]
    questions: tuple[str, ...]


def script_languages() -> list[str]:
    return sorted(path.stem for path in SCRIPTS.glob("*.toml"))


def write_script(
    call: Call, operator: str, supplier: SupplierInfo | None, sales: list[SaleInfo], language: str = ""
) -> Script:
    """In `language`, or the call's own; in Hindi where there is no script of it."""
    spoken = language or call.language
    spoken = spoken if spoken in script_languages() else DEFAULT
    texts = _texts(spoken)
    facts = {
        "name": name_of(supplier, spoken),
        "operator": operator,
        "goods": goods.count_goods(goods.name_goods(spoken, sales)),
        "order": call.order_number,
        "needed_by": _needed_by(call, texts, spoken),
        "said": _one_line(call.detail),
    }
    reason = texts["reasons"][call.reason] if sales else texts["without_goods"].get(call.reason)
    lines = [texts["greeting"], *([texts["goods"]] if sales else []), reason or texts["reasons"][call.reason]]
    lines.append(texts["closing"])
    filled = [" ".join(line.format_map(facts).split()).replace(" ,", ",") for line in lines]
    if call.queue == Queue.STAFF:
        filled = filled[1:-1]
    return Script(spoken, tuple(filled), tuple(texts["questions"].values()) if sales else ())


def outcome_labels(language: str) -> dict[str, str]:
    """What each outcome is called; in Hindi where there is no script of the language."""
    return dict(_texts(language if language in script_languages() else DEFAULT)["outcomes"])


def day_in_words(moment: datetime, language: str) -> str:
    """ "25 November", on India's calendar; in English where there is no translation."""
    day = moment.astimezone(IST).date()
    return f"{day.day} {MONTHS[day.month - 1].in_language(language)}"


def answer_or_outcome(value: str, language: str) -> str:
    """A meaning or an outcome in words."""
    texts = _texts(language if language in script_languages() else DEFAULT)
    return str(texts["outcomes"].get(value) or texts["meanings"][value])


def reason_in_words(reason: str, language: str) -> str:
    """Why a call is made, in a few words."""
    return str(_texts(language if language in script_languages() else DEFAULT)["why"][reason])


def _needed_by(call: Call, texts: dict[str, Any], language: str) -> str:
    if call.question is None or call.question.needed_by is None or call.question.needed_by <= call.created_at:
        return ""
    return str(texts["needed_by"]).format(day=day_in_words(call.question.needed_by, language))


def name_of(supplier: SupplierInfo | None, language: str) -> str:
    if supplier is None:
        return ""
    return supplier.name_hi if language == "hi" and supplier.name_hi else supplier.name


def _one_line(text: str) -> str:
    return text.partition("\n")[0].strip()


@cache
def _texts(language: str) -> dict[str, Any]:
    return tomllib.loads((SCRIPTS / f"{language}.toml").read_text(encoding="utf-8"))
