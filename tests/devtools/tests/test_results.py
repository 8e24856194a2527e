"""How `./dev test` counts and sums up."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.console import Console

from devtools.tests.results import Result, read_report, summarise


def report(folder: Path, **counts: int) -> Path:
    """As pytest writes it."""
    path = folder / "report.xml"
    attributes = " ".join(f'{name}="{count}"' for name, count in counts.items())
    path.write_text(f"<testsuites><testsuite {attributes}/></testsuites>")
    return path


def test_counts_are_read_from_pytests_own_report(tmp_path: Path) -> None:
    written = report(tmp_path, tests=7, failures=1, errors=1, skipped=2)

    assert read_report(written, 1) == Result("", passed=3, failed=2, skipped=2)


def test_a_run_that_broke_off_is_a_failure(tmp_path: Path) -> None:
    assert read_report(report(tmp_path, tests=3, failures=0, errors=0, skipped=0), 2).failed == 1


def test_finding_no_tests_is_a_failure(tmp_path: Path) -> None:
    empty = report(tmp_path, tests=0, failures=0, errors=0, skipped=0)

    assert read_report(empty, 5) == Result("", failed=1, note="no tests were found")


def test_the_last_line_is_the_sum(capsys: pytest.CaptureFixture[str]) -> None:
    # given
    results = [Result("one", passed=3), Result("two", passed=1, failed=2, skipped=4, note="no Saleor")]

    # when
    code = summarise(Console(), results)

    # then
    assert code == 1
    assert capsys.readouterr().out.splitlines()[-1] == "4 passed, 2 failed, 4 skipped"


def test_a_skipped_part_is_named_with_what_it_needs(capsys: pytest.CaptureFixture[str]) -> None:
    # when
    code = summarise(Console(), [Result("in Saleor", skipped=1, note="Set SALEOR_HOME.")])

    # then
    assert code == 0
    assert "SKIPPED: in Saleor: Set SALEOR_HOME." in capsys.readouterr().out
