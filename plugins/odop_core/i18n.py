"""Sentences for people: English in the code, other languages in `locale/<language>/LC_MESSAGES/django.po` of each app.

A `Text` is a sentence with its values, in no language yet: it is put into words when somebody reads it, and can be kept
until then. A further language is a further file; `./dev translations` brings the files up to date with the code.
The sentences of `storefront_schema` and `saleor_config`, which are no Django apps, are in the core's files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, reduce
from pathlib import Path
from typing import Any, Self

from django.apps import apps
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

ENGLISH = "en"


@dataclass(frozen=True)
class Text:
    """A sentence in the English of the code, with `{name}` where a value comes. Made by `_("… {name} …", name=…)`.

    Values are text, numbers, days (written out, "5 December 2026"), other `Text`s, or lists of those. `context` tells
    apart what is one word in English and several in another language (see `pgettext`).
    """

    msgid: str
    values: Mapping[str, Any] = field(default_factory=dict)
    context: str = ""

    def __str__(self) -> str:
        """In the language that is active in this thread."""
        if not self.msgid:
            return ""
        wording = translation.pgettext(self.context, self.msgid) if self.context else translation.gettext(self.msgid)
        return wording.format(**{name: _written(value) for name, value in self.values.items()})

    def __hash__(self) -> int:
        return hash(self.msgid)

    def __bool__(self) -> bool:
        return bool(self.msgid)

    def in_language(self, code: str) -> str:
        """In a language by its code ("hi"); in English where there is no translation."""
        with translation.override(code.lower()):
            return str(self)

    def as_json(self) -> dict[str, Any]:
        """To be kept in a JSON column."""
        kept = {"text": self.msgid, "values": {name: _kept(value) for name, value in self.values.items()}}
        return kept | ({"context": self.context} if self.context else {})

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        values = {name: _restored(value) for name, value in kept.get("values", {}).items()}
        return cls(kept["text"], values, kept.get("context", ""))


EMPTY = Text("")


class TextError(Exception):
    """Base of errors that people read: `text` is in any language, `str()` in English."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.in_language(ENGLISH))
        self.text = text


def _(msgid: str, /, **values: Any) -> Text:
    """A sentence for people. `msgid` must be a literal: the translations are found by it."""
    return Text(msgid, values)


def pgettext(context: str, msgid: str, /, **values: Any) -> Text:
    """The same for a word that is translated in another way elsewhere. Both must be literals."""
    return Text(msgid, values, context)


@cache
def languages(app: str = "odop_core") -> frozenset[str]:
    """The languages of an app, by code: English, and those that its sentences are translated to."""
    translated = (Path(apps.get_app_config(app).path) / "locale").glob("*/LC_MESSAGES/django.mo")
    return frozenset({ENGLISH, *(translation.to_language(file.parts[-3]) for file in translated)})


def known_language(tag: str, app: str = "odop_core") -> str:
    """The code of the app's language that a tag ("hi", "hi-IN") names; "" when the app does not speak it."""
    tag = tag.lower()
    return next((code for code in (tag, tag.partition("-")[0]) if code in languages(app)), "")


def preferred_language(accept_language: str, app: str = "odop_core") -> str:
    """The code of that language of an app which an `Accept-Language` header wants most; English without one."""
    wanted = (known_language(tag, app) for tag, weight in parse_accept_lang_header(accept_language) if weight)
    return next(filter(None, wanted), ENGLISH)


def in_english(text: Text | str) -> str:
    """As a sentence is kept where only a text can be; `recall` puts it into the reader's language."""
    return text.in_language(ENGLISH) if isinstance(text, Text) else text


def recall(kept: str) -> Text:
    """A sentence without values that was kept in English, to be put into the reader's language; any other text stays as
    it is."""
    return quoted(kept) if "{" in kept or "}" in kept else Text(kept)


def comma_separated(values: Sequence[Any]) -> Text:
    """ "a, b, c"; an empty sentence for no values."""
    return _chain(values, _("{before}, {next}").msgid)


def alternatives(values: Sequence[Any]) -> Text:
    """ "a or b or c"."""
    return _chain(values, _("{before} or {next}").msgid)


def in_lines(values: Sequence[Any]) -> Text:
    """Each on a line of its own."""
    return _chain(values, "{before}\n{next}")


def _chain(values: Sequence[Any], msgid: str) -> Text:
    if not values:
        return Text("")
    return reduce(lambda before, value: Text(msgid, {"before": before, "next": value}), values[1:], quoted(values[0]))


def quoted(value: Any) -> Text:
    """What somebody wrote, or a name, as a sentence that is the same in every language."""
    return value if isinstance(value, Text) else Text("{value}", {"value": value})


def quoted_or_empty(value: Any) -> Text:
    """The same; the empty sentence where nothing was written."""
    return quoted(value) if value else Text("")


def written_day(day: date) -> Text:
    """A day in words: "5 December 2026"."""
    return _("{day} {month} {year}", day=day.day, month=MONTHS[day.month - 1], year=day.year)


def written_weekday(day: date) -> Text:
    """The same with its weekday and without the year: "Saturday, 5 December"."""
    month, weekday = MONTHS[day.month - 1], WEEKDAYS[day.weekday()]
    return _("{weekday}, {day} {month}", weekday=weekday, day=day.day, month=month)


def _written(value: Any) -> Any:
    if isinstance(value, date):
        return written_day(value)
    if isinstance(value, (list, tuple)):
        return " ".join(str(_written(each)) for each in value)
    return value


def _kept(value: Any) -> Any:
    if isinstance(value, Text):
        return value.as_json()
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return [_kept(each) for each in value] if isinstance(value, (list, tuple)) else value


def _restored(value: Any) -> Any:
    if isinstance(value, Mapping):
        return date.fromisoformat(value["date"]) if "date" in value else Text.from_json(value)
    return [_restored(each) for each in value] if isinstance(value, list) else value


# Ours, since Django's own Hindi misspells some.
MONTHS = (
    _("January"), _("February"), _("March"), _("April"), _("May"), _("June"),
    _("July"), _("August"), _("September"), _("October"), _("November"), _("December"),
)  # fmt: skip
WEEKDAYS = (
    _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
)  # fmt: skip
