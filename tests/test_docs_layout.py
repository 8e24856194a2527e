"""Every page prints as it was meant: tables are whole, headings and examples are set apart.

A blank line within a table makes paragraphs of pipes of the rows behind it (GitHub Flavored Markdown, section 4.10); a
heading right below a list item belongs to the paragraph for some readers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(
    page for page in ROOT.rglob("*.md") if not any(part.startswith(".") for part in page.relative_to(ROOT).parts)
)
DELIMITERS = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")
BETWEEN_CELLS = re.compile(r"(?<!\\)\|")


def faults(text: str) -> list[str]:
    """What would print wrong, each with the number of its line."""
    found: list[str] = []
    lines = text.splitlines()
    is_code, table = False, list[str]()
    for number, line in enumerate([*lines, ""], 1):
        if line.lstrip().startswith("```"):
            is_code = not is_code
        before = lines[number - 2] if number > 1 else ""
        if not is_code and line.startswith("|"):
            if not table and before.strip():
                found.append(f"{number}: no blank line before the table")
            table.append(line)
            continue
        if table:
            found += [f"{number - len(table)}: {fault}" for fault in _faults_of_table(table)]
            if line.strip():
                found.append(f"{number}: no blank line behind the table")
            table = []
        if not is_code and re.match(r"#{1,6} ", line) and before.strip():
            found.append(f"{number}: no blank line before the heading")
    return [*found, *(["the last example has no end"] if is_code else [])]


def _faults_of_table(rows: list[str]) -> Iterator[str]:
    if len(rows) < 2 or not DELIMITERS.fullmatch(rows[1].strip()):
        yield "a table without a heading"
    elif len({len(BETWEEN_CELLS.split(row.strip().strip("|"))) for row in rows}) > 1:
        yield "rows of different lengths"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_page_prints_as_it_was_meant(page: Path) -> None:
    assert faults(page.read_text()) == []


TABLE = "| a | b |\n|---|---|\n| 1 | 2 |\n"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (TABLE + "\n| 3 | 4 |\n", "5: a table without a heading"),
        (TABLE + "| 3 |\n", "1: rows of different lengths"),
        ("Text:\n" + TABLE, "2: no blank line before the table"),
        (TABLE + "Text.\n", "4: no blank line behind the table"),
        ("- an item\n## Heading\n", "2: no blank line before the heading"),
        ("```json\n{}\n", "the last example has no end"),
    ],
)
def test_fault_is_found(text: str, fault: str) -> None:
    assert faults(text) == [fault]


def test_whole_table_with_code_and_escaped_pipes_has_no_fault() -> None:
    assert faults("# Page\n\n" + TABLE + "| `x` | y \\| z |\n\n```\n| no | table\n```\n") == []
