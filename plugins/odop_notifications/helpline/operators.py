"""Operators: who calls suppliers, in which languages, and at which telephone they are reached."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from odop_core.database.filters import Flag, String
from odop_core.database.lists import RECORDED, RowList, Sort
from odop_core.database.locks import lock_subject
from odop_core.database.text_search import Search
from odop_core.i18n import TextError, _
from odop_core.india.names import NotAName, read_name
from odop_core.india.phones import NotAPhoneNumber, read_phone
from odop_core.security.masks import mask_phone_after_country
from odop_notifications.calls import languages as known
from odop_notifications.models import Call, CallState, Operator, Queue


class BadOperator(TextError, ValueError):
    """What was said of an operator cannot be; the message says what to change."""


@dataclass(frozen=True)
class OperatorInfo:
    """`phone` is masked; `user_id` is their account in the store, "" for those who work at the terminal only."""

    id: int
    name: str
    languages: tuple[str, ...]
    phone: str
    user_id: str = ""


def operators_by_name(names: Collection[str], using: str = "default") -> dict[str, OperatorInfo]:
    """Those of these names who are there."""
    return {row.name: _info(row) for row in Operator.objects.using(using).filter(name__in=names)}


def operator_of_user(user_id: str, using: str = "default") -> OperatorInfo | None:
    """Who somebody with an account in the store is at the helpline; None for those nobody entered as an operator."""
    row = Operator.objects.using(using).filter(user_id=user_id).first() if user_id else None
    return _info(row) if row else None


def phone_of_user(user_id: str) -> str:
    """The number at which an operator takes calls; "" for none."""
    row = Operator.objects.filter(user_id=user_id).first() if user_id else None
    return row.phone if row else ""


@transaction.atomic
def save_operator(
    name: str, languages: Sequence[str] = (), phone: str | None = None, user_id: str | None = None
) -> OperatorInfo:
    """Enter an operator, or change what is known of them; a phone or account that is left out stays.

    Languages are given by code or name, and kept by code. A name stays what it is, since calls are kept under it.
    Raises BadOperator.
    """
    try:
        name = read_name(name)
    except NotAName as error:
        raise BadOperator(error.text) from error
    values: dict[str, object] = {"languages": _codes(languages)}
    if phone is not None:
        values["phone"] = _read_phone(phone) if phone else ""
    if user_id is not None:
        lock_subject("operator-account", user_id)
        other = Operator.objects.filter(user_id=user_id).exclude(name=name).exclude(user_id="").first()
        if other is not None:
            raise BadOperator(
                _("This account is the operator {name} already; take it from them first.", name=repr(other.name))
            )
        values["user_id"] = user_id
    row, _created = Operator.objects.update_or_create(name=name, defaults=values)
    _leave_none_unspoken()
    return _info(row)


def _read_phone(written: str) -> str:
    try:
        return read_phone(written, landline=True)
    except NotAPhoneNumber as error:
        raise BadOperator(error.text) from error


def _leave_none_unspoken() -> None:
    """Calls that wait in a language nobody speaks any more are in the usual one from now on."""
    waiting = Call.objects.filter(state=CallState.WAITING, queue=Queue.OPERATORS)
    for language in waiting.order_by("language").values_list("language", flat=True).distinct():
        if known.spoken_or_default(language) != language:
            waiting.filter(language=language).update(language=known.spoken_or_default(language))


def _codes(languages: Sequence[str]) -> list[str]:
    try:
        return list(dict.fromkeys(known.language_code(language) for language in languages))
    except known.UnknownLanguage as error:
        raise BadOperator(error.text) from error


def _info(row: Operator) -> OperatorInfo:
    return OperatorInfo(row.pk, row.name, tuple(row.languages), mask_phone_after_country(row.phone), row.user_id)


OPERATORS = RowList(
    Operator,
    rows=lambda using: Operator.objects.using(using).all(),
    show=lambda rows, _using: [_info(row) for row in rows],
    filters={
        "name": String("name", "The name they give on the telephone."),
        "user_id": String("user_id", "The ID of their account in the store."),
        "has_account": Flag("Whether they have an account in the store.", holds=lambda _using: ~Q(user_id="")),
    },
    sorts={"name": Sort("The name.", "name"), "created_at": RECORDED},
    search=Search("Words of the name.", columns=("name",)),
    newest_first=False,
)
