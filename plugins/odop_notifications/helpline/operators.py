"""Operators: who calls makers, in which languages, and at which telephone they are reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from odop_notifications.channels.http_report import phone as as_number
from odop_notifications.helpline.numbers import masked
from odop_notifications.models import Operator


class BadOperator(ValueError):
    """What was said of an operator cannot be; the message says what to change."""


@dataclass(frozen=True)
class OperatorInfo:
    """`phone` is masked."""

    name: str
    languages: tuple[str, ...]
    phone: str


def list_operators(using: str = "default") -> list[OperatorInfo]:
    return [_info(row) for row in Operator.objects.using(using).order_by("name")]


def save_operator(name: str, languages: Sequence[str] = (), phone: str | None = None) -> OperatorInfo:
    """Record an operator, or change what is known of them; a phone that is left out stays. Raises BadOperator."""
    if not name.strip():
        raise BadOperator("An operator needs a name.")
    values: dict[str, object] = {"languages": list(languages)}
    if phone is not None:
        number = as_number(phone) if phone else ""
        if number and not number.startswith("+"):
            raise BadOperator("Write the telephone number with ten digits, or with the country's code: +91….")
        values["phone"] = number
    row, _created = Operator.objects.update_or_create(name=name.strip(), defaults=values)
    return _info(row)


def _info(row: Operator) -> OperatorInfo:
    return OperatorInfo(row.name, tuple(row.languages), masked(row.phone))
