"""The worked examples of the documentation come out as they are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.odop_accounts.posting.story import EXAMPLES, rerun

FILES = sorted(EXAMPLES.glob("*.md"))


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_the_example_comes_out_as_written(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert rerun(text) == text


def test_there_are_examples() -> None:
    assert len(FILES) >= 5
