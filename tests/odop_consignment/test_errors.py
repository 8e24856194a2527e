"""Whatever a supplier or a clerk may be refused is told in Hindi, too."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import odop_consignment
from odop_consignment.errors import AlreadyThere, Refusal, UnknownRow, WrongChoice
from odop_consignment.words import Words

PLUGIN = Path(odop_consignment.__file__).parent
# What suppliers and clerks do themselves or by a table. (Agreements and sales are kept by the corporation's staff.)
THEIRS = ("offers", "stock", "suppliers", "tables", "rows.py")
PLAIN = {kind.__name__ for kind in (AlreadyThere, UnknownRow, WrongChoice)}


def raised() -> Iterator[tuple[str, ast.Call]]:
    """Where refusals without a name of their own are made."""
    for place in THEIRS:
        path = PLUGIN / place
        for file in [path] if path.is_file() else path.rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in PLAIN:
                    yield f"{file.relative_to(PLUGIN)}:{node.lineno}", node


def kinds(kind: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    for each in kind.__subclasses__():
        yield each
        yield from kinds(each)


def test_every_refusal_has_words_in_both_languages() -> None:
    found = dict(raised())

    assert len(found) > 30
    assert [where for where, call in found.items() if len(call.args) != 2] == []


def test_hindi_is_said_in_one_way_only() -> None:
    """A refusal that makes its own words hands them to the base."""
    own = [kind for kind in kinds() if "message_hi" in vars(kind) or "words" in vars(kind)]

    assert own == []


def test_reasons_are_told_together() -> None:
    refusal = WrongChoice.because(Words("Not yet:", "अभी नहीं:"), [Words("This.", "यह।"), Words("That.", "वह।")])

    assert refusal.words == Words("Not yet: This. That.", "अभी नहीं: यह। वह।")
    assert isinstance(refusal, WrongChoice)


def test_refusals_are_caught_as_what_they_always_were() -> None:
    assert issubclass(UnknownRow, LookupError)
    assert issubclass(WrongChoice, ValueError)
    assert WrongChoice("only staff see it").message_hi == ""
