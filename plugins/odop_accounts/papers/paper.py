"""A paper as plain data: texts as they are shown, in one language. `layout.typ` says how it looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from odop_core.files.typst import render_pdf

TEMPLATE = Path(__file__).with_name("document.typ")
Pair = tuple[str, str]


@dataclass(frozen=True)
class Party:
    """Somebody on a paper: `label` says as what ("Billed to"), `lines` are the address and the like."""

    label: str
    name: str
    lines: Sequence[str] = ()


@dataclass(frozen=True)
class Letterhead:
    """Who issues it; `facts` are labels and values, such as the GSTIN."""

    name: str
    lines: Sequence[str] = ()
    facts: Sequence[Pair] = ()


@dataclass(frozen=True)
class Paper:
    """`columns` are "1fr" (the one that takes what is left) or "auto"; `amounts` those that stand right, from 0. The
    last of `totals` is the strong one. `mark` is written large: "VOID"."""

    title: str
    number: str
    issuer: Letterhead
    facts: Sequence[Pair]
    parties: Sequence[Party]
    columns: Sequence[str]
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    amounts: Sequence[int] = ()
    totals: Sequence[Pair] = ()
    words: str = ""
    notes: Sequence[str] = field(default_factory=tuple)
    subtitle: str = ""
    copy: str = ""
    mark: str = ""
    foot: str = ""


def make_pdf(paper: Paper, *, language: str, at: datetime) -> bytes:
    """The PDF; the same paper of the same moment is the same bytes."""
    return render_pdf(TEMPLATE, asdict(paper), language=language, at=at)
