"""No Aadhaar number is kept, wherever a text comes in; and a telephone number is never taken for one.

The number is the example of UIDAI's own documents for developers; the spellings are those of forms, word processors
and keyboards of India.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from graphql import GraphQLInputObjectType, GraphQLList, GraphQLNonNull, GraphQLString
from pydantic import ValidationError
from pydantic.fields import FieldInfo

from odop_consignment.stock.remarks import clean_remark
from odop_consignment.suppliers import identity
from odop_core.india import aadhaar
from odop_core.plugin.configuration import BadPluginSettings, PluginSettings, known_models, parse_settings
from odop_core.security.foreign_text import mask_text
from odop_logistics.carriers.partner import webhook
from odop_logistics.carriers.tracking_numbers import read_tracking_number
from storefront_schema.app import schema
from storefront_schema.errors import Refused, SeveralRefused
from storefront_schema.mutations import MUTATIONS, texts
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.work.odop_plugin_update import OdopPluginUpdate

PLAIN = "234123412346"
SPELLINGS = [
    PLAIN,
    "2341 2341 2346",
    "2341-2341-2346",
    "2341/2341/2346",
    "2341,2341,2346",
    "2341–2341–2346",
    "2341\u200c2341\u200c2346",
    "2341\u00a02341\u00a02346",
    "२३४१ २३४१ २३४६",
    "২৩৪১২৩৪১২৩৪৬",
    "２３４１２３４１２３４６",
    "91 2341 2341 2346",
    "+91-2341-2341-2346",
    "\u202a2341\u200b2341\u200e2346\u202c",
]
# One in ten of those with 91 in front has the check digit of an Aadhaar number, as all of these.
TELEPHONES = [
    "+919800000007",
    "919800000007",
    "+91 98000 00007",
    "91-98000-00007",
    "0091 98000 00007",
    "+91 (98000) 00007",
    "+91–98000–00007",
    "९१९८०००००००७",
    "\u202a+91 98000 00007\u202c",
    "tel:+919800000007",
    "https://wa.me/919800000007",
    "9800000007",
]
SCHEMA = schema()
CLASSES: dict[str, type[StaffMutation]] = {**MUTATIONS, "odop_plugin_update": OdopPluginUpdate}
# What mutations check themselves, each with a test of its own beside the mutation, or below.
READ_THEMSELVES = {
    "supplier_bank_account_propose": ("account_number",),
    "supplier_bulk_upsert": ("suppliers",),
    "odop_plugin_update": ("configuration",),
    "pickup_mark_collected": ("tracking_number",),
    "bank_file_layout_propose": ("definition",),
}


def paths_of_texts(kinds: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, kind in kinds.items():
        while isinstance(kind, GraphQLNonNull | GraphQLList):
            kind = kind.of_type
        if kind is GraphQLString:
            yield (*path, name)
        elif isinstance(kind, GraphQLInputObjectType):
            yield from paths_of_texts(
                {field.out_name or key: field.type for key, field in kind.fields.items()}, (*path, name)
            )


def argument_types(name: str) -> dict[str, Any]:
    field = SCHEMA.get_mutation_type().fields[camel(name)]
    return {argument.out_name or key: argument.type for key, argument in field.args.items()}


def camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))


def mutation_texts() -> list[Any]:
    """Every text of every mutation of both hosts."""
    return [
        pytest.param(name, path, id=f"{camel(name)}-{'.'.join(path)}")
        for name, kind in CLASSES.items()
        for path in paths_of_texts(argument_types(name))
        if not set(path) & (texts.PHONES | set(kind.reads_itself))
    ]


def given(name: str, path: tuple[str, ...], text: str) -> dict[str, Any]:
    """Arguments with a text at one place, in a list where one is asked for."""

    def put(kind: Any, rest: tuple[str, ...]) -> Any:
        if isinstance(kind, GraphQLNonNull):
            return put(kind.of_type, rest)
        if isinstance(kind, GraphQLList):
            return [put(kind.of_type, rest)]
        if not rest:
            return text
        return {rest[0]: put(next(f.type for k, f in kind.fields.items() if (f.out_name or k) == rest[0]), rest[1:])}

    return {path[0]: put(argument_types(name)[path[0]], path[1:])}


@pytest.mark.parametrize(("name", "path"), mutation_texts())
def test_no_mutation_takes_one(name: str, path: tuple[str, ...]) -> None:
    field = SCHEMA.get_mutation_type().fields[camel(name)]
    for spelling in SPELLINGS:
        with pytest.raises(Refused) as refused:
            texts.refuse_aadhaar(field.args, given(name, path, f"Ram {spelling}"), CLASSES[name].reads_itself)
        assert refused.value.field == camel(path[-1])
    for telephone in TELEPHONES:
        texts.refuse_aadhaar(field.args, given(name, path, f"Ram {telephone}"), CLASSES[name].reads_itself)


def test_each_field_that_holds_one_is_named() -> None:
    # given
    field = SCHEMA.get_mutation_type().fields["agreementCreate"]
    texts_given = {
        "input": {"reference": f"a {SPELLINGS[0]}", "terms": {"charges": [{"label": "x"}, {"label": SPELLINGS[0]}]}}
    }

    # when
    with pytest.raises(SeveralRefused) as refused:
        texts.refuse_aadhaar(field.args, texts_given)

    # then
    assert [error.path for error in refused.value.errors] == [("reference",), ("terms", "charges", 1, "label")]


def test_few_arguments_are_read_by_other_rules() -> None:
    assert {name: kind.reads_itself for name, kind in CLASSES.items() if kind.reads_itself} == READ_THEMSELVES


def refused_at(take: Callable[[str], Any], *kinds: type[Exception]) -> Callable[[str], bool]:
    """Whether an entry refuses a text, or takes it without the number."""

    def is_refused(text: str) -> bool:
        try:
            return not aadhaar.contains_aadhaar(str(take(text)))
        except kinds:
            return True

    return is_refused


def _row(text: str) -> str:
    texts.refuse_aadhaar_in_row({"artisan": text})
    return text


def report(**content: str) -> Any:
    return webhook.REPORTS.validate_python({"pickup": "P-1", **content})


# Whatever else takes a text: by what it takes it with, and the errors by which it refuses.
ENTRIES: dict[str, Callable[[str], bool]] = {
    "a supplier's name": refused_at(lambda text: identity.read_name(text, "name"), ValueError),
    "an address": refused_at(lambda text: identity.read_line(text, "address"), ValueError),
    "a reason": refused_at(lambda text: identity.read_reason(text), ValueError),
    "an e-mail address": refused_at(lambda text: identity.read_email(f"{text}@example.com"), ValueError),
    "a UPI address": refused_at(lambda text: identity.read_vpa(f"{text}@ybl"), ValueError),
    "an account without a proof": refused_at(lambda text: identity.read_account_number(text), ValueError),
    "a telephone number": refused_at(lambda text: identity.read_phone_number(text), ValueError),
    "a remark on a note": refused_at(lambda text: clean_remark(text, 255), ValueError),
    "a row of many": refused_at(_row, Refused),
    "why a carrier got nothing": refused_at(
        lambda text: report(event="pickup.failed", reason=f"Shabana {text}").reason, ValidationError
    ),
    "a pickup that a carrier names": refused_at(
        lambda text: report(event="pickup.booked", pickup_on="2026-11-30", pickup=text).pickup, ValidationError
    ),
    "what a stranger sent as a form": refused_at(lambda text: aadhaar.redact_as_sent(f"a=b&text={text}")),
    "what is logged or shown to staff": refused_at(lambda text: mask_text(f"From {text}.")),
}


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_entry_keeps_one(entry: str, spelling: str) -> None:
    assert ENTRIES[entry](spelling)


@pytest.mark.parametrize(
    "read", [read_tracking_number, lambda text: report(event="pickup.collected", tracking_number=text)]
)
def test_a_tracking_number_is_digits_alone_or_no_aadhaar_number(read: Callable[[str], Any]) -> None:
    """FedEx' numbers have twelve digits: one in ten of them has the check digit."""
    assert PLAIN in str(read(PLAIN))
    for spelling in SPELLINGS:
        if not spelling.isdecimal():
            with pytest.raises(ValueError):  # noqa: PT011
                read(spelling)


def settings_texts() -> list[Any]:
    """Every setting of every plugin that is a text."""
    return [
        pytest.param(model, name, id=f"{plugin_id}-{name}")
        for plugin_id, model in known_models().items()
        for name, field in model.model_fields.items()
        if _is_text(field)
    ]


def _is_text(field: FieldInfo) -> bool:
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    return field.annotation is str and not {"secret", "given_out"} & extra.keys()


@pytest.mark.parametrize(("model", "name"), settings_texts())
def test_no_setting_of_a_plugin_takes_one(model: type[PluginSettings], name: str) -> None:
    for spelling in SPELLINGS:
        with pytest.raises(BadPluginSettings):
            parse_settings(model, {name: spelling})


def test_settings_take_telephone_numbers() -> None:
    model = known_models()["odop.consignment"]
    for telephone in TELEPHONES:
        assert parse_settings(model, {"care_phone": telephone, "grievance_contact": f"Call {telephone}"})


@pytest.mark.parametrize("telephone", TELEPHONES)
def test_telephone_numbers_are_no_aadhaar_numbers(telephone: str) -> None:
    assert aadhaar.redact_aadhaar(f"call {telephone}!") == f"call {telephone}!"
    assert aadhaar.redact_as_sent(f"call={telephone}") == f"call={telephone}"


def test_what_programs_make_up_is_none() -> None:
    """A UUID of which the last twelve digits have the check digit."""
    assert not aadhaar.contains_aadhaar("refund 3f2504e0-4f89-41d3-9a0c-234123412346")
    assert aadhaar.contains_aadhaar("3f2504e0-4f89-41d3-9a0c-234123412346 and 2341 2341 2346")
