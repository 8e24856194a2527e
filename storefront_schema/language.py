"""Names in two languages: the reader chooses one, and gets the other where a name was not translated."""

from __future__ import annotations

import graphene

from odop_core.database.states import State


class Language(State):
    EN = "en", "English"
    HI = "hi", "Hindi"


def enum_of(name: str, description: str, states: type[State]) -> type[graphene.Enum]:
    """A GraphQL enum of states; each value is described by the state's own words."""

    def describe(value: State | None) -> str:
        return description if value is None else value.label

    return graphene.Enum.from_enum(_named(name, states), description=describe)


def _named(name: str, states: type[State]) -> type[State]:
    """graphene takes the GraphQL name from the Python enum's."""
    return State(name, [(state.name, (state.value, state.label)) for state in states])  # type: ignore[return-value,arg-type]


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


def localized(language: str | None, *, en: str, hi: str) -> str:
    """The name in that language, else in the other."""
    return (hi or en) if language == Language.HI else (en or hi)
