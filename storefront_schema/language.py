"""In which language an answer is.

Sentences are translated (`odop_core.i18n`): they are in the language a field was asked for, else in the one that the
request prefers (`Accept-Language`), else in English. Names are data, kept in two languages: the reader asks for one,
and gets the other where a name was not translated.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import graphene

from odop_core.database.states import State
from odop_core.i18n import Text, preferred_language
from storefront_schema import request


class Language(State):
    EN = "en", "English"
    HI = "hi", "Hindi"


_enums: dict[type[State], type[graphene.Enum]] = {}


def enum_of(
    name: str, description: str, states: type[State], shown_as: Mapping[State, str] | None = None
) -> type[graphene.Enum]:
    """A GraphQL enum of states; each value is described by the state's own words. `shown_as` gives the names of those
    that are called otherwise in GraphQL."""

    def describe(value: State | None) -> str:
        return description if value is None else value.label

    enum = graphene.Enum.from_enum(_named(name, states, shown_as or {}), description=describe)
    _enums.setdefault(states, enum)
    return enum


def enum_for(states: type[State]) -> type[graphene.Enum]:
    """The GraphQL enum that was made of these states. Raises KeyError before."""
    return _enums[states]


def _named(name: str, states: type[State], shown_as: Mapping[State, str]) -> type[State]:
    """graphene takes the GraphQL names from the Python enum's."""
    values = [(shown_as.get(state, state.name), (state.value, state.label)) for state in states]
    return State(name, values)  # type: ignore[return-value,arg-type]


OdopLanguageEnum = enum_of("OdopLanguageEnum", "A language in which the names of places and people are kept.", Language)


def name_field(description: str, required: bool = True) -> graphene.Field:
    """A name with a choice of language. Resolve it with `localized`."""
    return graphene.Field(
        graphene.String,
        language=graphene.Argument(
            OdopLanguageEnum, description="The language to answer in, if the name is known in it. Default: EN."
        ),
        required=required,
        description=description,
    )


def sentence_field(description: str, required: bool = True, **options: Any) -> graphene.Field:
    """A sentence with a choice of language. Resolve it with `resolvers.sentence`."""
    return graphene.Field(
        graphene.String,
        language=graphene.Argument(
            OdopLanguageEnum,
            description="The language to answer in. Default: that of the request (Accept-Language), else English.",
        ),
        required=required,
        description=description,
        **options,
    )


def language_of(info: graphene.ResolveInfo) -> str:
    """The code of the language that the request prefers, of those the suite has."""
    http = request.adapter().http(info.context)
    return preferred_language(http.headers.get("Accept-Language", "") if http else "")


def translate(info: graphene.ResolveInfo, sentence: Any, language: str | None = None) -> str:
    """A sentence (a `Text`, or a plain string, which has no translation) in the language asked for."""
    return translate_to(sentence, language or language_of(info))


def translate_to(sentence: Any, language: str) -> str:
    """The same in a language by its code."""
    return sentence.in_language(language) if isinstance(sentence, Text) else str(sentence or "")


def sentence_of(error: Exception) -> Text | str:
    """What an error says, in all languages it can be said in."""
    text = getattr(error, "text", None)
    return text if isinstance(text, Text) else str(error)


def localized(language: str | None, *, en: str, hi: str) -> str:
    """The name in that language, else in the other."""
    return (hi or en) if language == Language.HI else (en or hi)
