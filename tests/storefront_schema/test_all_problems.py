"""A form with several mistakes names them all at once, each at its field: the whole schema, walked.

Saleor names every wrong field of an input in one answer, too ("Return all validation errors", its AGENTS.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from graphql.type.definition import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    get_named_type,
)

from odop_notifications.api import helpline
from storefront_schema import app, ids
from storefront_schema.mutations.arguments import TEXT_LENGTH
from tests import factories
from tests.storefront_schema.client import STAFF, answer_to

# No row has such an ID, and no text may be so long. (Aadhaar numbers are refused before, at one place for all:
# tests/test_aadhaar_everywhere.py.)
WRONG_ID = "!"
WRONG_TEXT = "x" * (10 * TEXT_LENGTH)
# Enough to be sure that the first mistake did not hide the others.
ENOUGH = 5
# A supplier who is there: what is said of one is compared with what is known of them.
SUPPLIER = "the supplier"
# Inputs that are judged by what another one names, and so not while that is wrong; and keys of no form of their own.
JUDGED_LATER = {
    "artisanUpdate": {"slug"},
    # Each line has errors of its own, which are in `results`.
    "consignmentNoteCreate": {"lines.0.offerId", "lines.0.lotId", "lines.0.description"},
    "consignmentNoteLinesCreate": {"lines.0.offerId", "lines.0.lotId", "lines.0.description"},
    "helplineCallComplete": {"language"},
    "helplineOperatorUpsert": {"languages.0"},
    "messageTemplateUpsert": {"wording.dltTemplateId", "wording.header", "wording.whatsappName", "wording.buttons.0"},
    # Any text may be a key to delete.
    "odopMetadataDelete": {"keys.0"},
    "odopPrivateMetadataDelete": {"keys.0"},
    "odopPluginUpdate": {"configuration.0.name", "configuration.0.value"},
    "pickupMarkCollected": {"reference"},
    "provenanceClaimSet": {"craft"},
    "provenanceMarkCreate": {"giName", "crafts.0.district", "crafts.0.craft"},
    # The story is read of whoever may tell one.
    "supplierProfilePropose": {"storyEn", "storyHi", "pictures.0.caption"},
    "stockCountLinesUpdate": {"lines.0.offerId"},
    "supplierConsentRecord": {"medium"},
    # Wrong in one way whatever is wrong, so that nobody learns who has an account.
    "supplierPhoneChangeConfirm": {"code", "handle", "id"},
    "supplierSignIn": {"code", "handle", "device", "supplierId"},
}


def value_of(mutation: str, argument: str, kind: Any, wrong: list[str]) -> Any:
    if mutation.startswith("supplier") and argument in ("id", "supplierId"):
        return SUPPLIER
    return wrong_value(kind, argument, wrong)


def wrong_value(kind: Any, path: str, wrong: list[str]) -> Any:
    """A value with all mistakes that can be made in it; `wrong` fills with where they are."""
    if isinstance(kind, GraphQLNonNull):
        return wrong_value(kind.of_type, path, wrong)
    if isinstance(kind, GraphQLList):
        return [wrong_value(kind.of_type, f"{path}.0", wrong)]
    if isinstance(kind, GraphQLInputObjectType):
        inside = "" if path == "input" else f"{path}."
        return {name: wrong_value(field.type, inside + name, wrong) for name, field in kind.fields.items()}
    if isinstance(kind, GraphQLEnumType):
        return kind.values[0].name
    if kind.name in ("ID", "String"):
        wrong.append(path)
        return WRONG_ID if kind.name == "ID" else WRONG_TEXT
    return {"Int": -1, "Boolean": True, "Date": "2030-01-01", "DateTime": "2030-01-01T00:00:00Z", "Upload": "0"}[
        kind.name
    ]


def forms() -> Iterator[Any]:
    for name, field in app.schema().get_mutation_type().fields.items():
        wrong: list[str] = []
        values = {argument: value_of(name, argument, given.type, wrong) for argument, given in field.args.items()}
        judged = set(wrong) - JUDGED_LATER.get(name, set())
        if len(judged) > 1:
            yield pytest.param(name, field.args, values, judged, id=name)


@pytest.mark.parametrize(("name", "arguments", "values", "wrong"), forms())
def test_every_mistake_of_a_form_is_named_at_once(
    name: str, arguments: dict[str, Any], values: dict[str, Any], wrong: set[str]
) -> None:
    # given
    supplier = ids.make("Supplier", factories.supplier().id)
    values = {argument: supplier if value == SUPPLIER else value for argument, value in values.items()}
    helpline.save_operator("Asha", user_id=STAFF.user_id)
    declared = ", ".join(f"${argument}: {given.type}" for argument, given in arguments.items())
    passed = ", ".join(f"{argument}: ${argument}" for argument in arguments)
    result = get_named_type(app.schema().get_mutation_type().fields[name].type)
    of_row = get_named_type(result.fields["results"].type).fields if "results" in result.fields else {}
    rows = "results { errors { field path } }" if "errors" in of_row else ""
    question = f"mutation({declared}) {{ {name}({passed}) {{ {rows} errors {{ field path message }} }} }}"

    # when
    answer = answer_to(question, STAFF, **values)

    # then
    assert not answer.messages, answer.messages
    assert answer.data
    said = answer.data[name]
    errors = [*said["errors"], *(error for row in said.get("results") or [] for error in row["errors"])]
    named = {error["path"] or error["field"] for error in errors}
    assert len(named) >= min(ENOUGH, len(wrong)), (named, wrong)
