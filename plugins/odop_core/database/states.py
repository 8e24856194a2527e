"""The states a row can be in: text in the database, an enum in code, each with what it means in words."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Like Django's TextChoices, but with a type that a type checker can see."""

    label: str

    def __new__(cls, value: str, label: str = "") -> State:  # without a label it is a look-up by value
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(member.value, member.label) for member in cls]

    @classmethod
    def values(cls) -> list[str]:
        return [member.value for member in cls]
