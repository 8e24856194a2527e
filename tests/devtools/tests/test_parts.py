"""Which parts of the tests `./dev test` runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from devtools.tests.parts import chosen_parts, in_saleor


def part_names(*arguments: str) -> list[str]:
    return [part.name for part in chosen_parts(arguments)]


def test_without_arguments_every_part_runs() -> None:
    assert part_names() == [
        "black box", "ruff check", "ruff format", "mypy", "import walls", "wheel", "beside Saleor", "in Saleor",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("argument", "part"),
    [("tests/odop_core", "beside Saleor"), ("-k=money", "beside Saleor"), ("tests/e2e", "black box"),
     ("tests/in_saleor/test_host.py", "in Saleor")],
)  # fmt: skip
def test_arguments_restrict_to_the_part_they_name(argument: str, part: str) -> None:
    assert part_names(argument) == [part]


def test_without_a_saleor_its_tests_are_skipped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # given
    monkeypatch.setenv("SALEOR_HOME", str(tmp_path))

    # when
    result = in_saleor([])

    # then
    assert (result.skipped, result.failed) == (1, 0)
    assert "SALEOR_HOME" in result.note
