"""Whatever somebody may be refused is said in a sentence that can be translated."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import odop_consignment
from odop_consignment.errors import AlreadyThere, Refusal, UnknownRow, WrongChoice
from odop_core.i18n import _

PLUGIN = Path(odop_consignment.__file__).parent
PLAIN = {kind.__name__ for kind in (AlreadyThere, UnknownRow, WrongChoice)}


def raised() -> Iterator[tuple[str, ast.Call]]:
    """Where refusals without a name of their own are made."""
    for file in PLUGIN.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in PLAIN:
                yield f"{file.relative_to(PLUGIN)}:{node.lineno}", node


def kinds(kind: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    for each in kind.__subclasses__():
        yield each
        yield from kinds(each)


def is_sentence(call: ast.Call) -> bool:
    """Made there, handed on from another refusal, or found by a function that returns a `Text`."""
    (text,) = call.args
    if isinstance(text, ast.Name):
        return True
    if isinstance(text, ast.Attribute):
        return text.attr == "text"
    return isinstance(text, ast.Call) and isinstance(text.func, ast.Name) and text.func.id == "_"


def test_every_refusal_is_a_sentence_for_all_languages() -> None:
    found = dict(raised())

    assert len(found) > 60
    assert [where for where, call in found.items() if not is_sentence(call)] == []


def test_a_refusal_says_what_it_says_in_one_way_only() -> None:
    """A refusal that makes its own sentence hands it to the base."""
    assert [kind for kind in kinds() if "text" in vars(kind) or "__str__" in vars(kind)] == []


def test_reasons_are_told_together() -> None:
    # given
    reasons = [_("This must not be empty."), _("Write yes or no.")]

    # when
    refusal = WrongChoice.because(reasons)

    # then
    assert isinstance(refusal, WrongChoice)
    assert refusal.text.in_language("en") == "Not yet: This must not be empty. Write yes or no."
    assert refusal.text.in_language("hi") == "अभी नहीं: यह खाली नहीं हो सकता। हाँ या नहीं लिखें।"


def test_refusals_are_caught_as_what_they_always_were() -> None:
    assert issubclass(UnknownRow, LookupError)
    assert issubclass(WrongChoice, ValueError)
    assert str(WrongChoice(_("Write yes or no."))) == "Write yes or no."
