"""How `./dev test` counts and sums up."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.console import Console

from devtools.tests.parts import chosen_parts, in_saleor
from devtools.tests.results import Result, read_report, summarise

REPORT = '<testsuites><testsuite tests="7" failures="1" errors="1" skipped="2"/></testsuites>'


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.xml"
    path.write_text(REPORT)
    return path


def part_names(*arguments: str) -> list[str]:
    return [name for name, _part in chosen_parts(arguments)]


def test_counts_are_read_from_pytests_own_report(report: Path) -> None:
    assert read_report(report, 1) == Result("", passed=3, failed=2, skipped=2)


def test_a_run_that_broke_off_is_a_failure(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text('<testsuites><testsuite tests="3" failures="0" errors="0" skipped="0"/></testsuites>')

    assert read_report(report, 2).failed == 1


def test_finding_no_tests_is_a_failure(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text('<testsuites><testsuite tests="0" failures="0" errors="0" skipped="0"/></testsuites>')

    assert read_report(report, 5) == Result("", failed=1, note="no tests were found")


def test_without_arguments_every_part_runs() -> None:
    assert part_names() == [
        "ruff check", "ruff format", "mypy", "import walls", "wheel", "beside Saleor", "black box", "in Saleor",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("argument", "part"),
    [("tests/odop_core", "beside Saleor"), ("-k=money", "beside Saleor"), ("tests/e2e", "black box"),
     ("tests/in_saleor/test_host.py", "in Saleor")],
)  # fmt: skip
def test_arguments_restrict_to_the_part_they_name(argument: str, part: str) -> None:
    assert part_names(argument) == [part]


def test_the_last_line_is_the_sum(capsys: pytest.CaptureFixture[str]) -> None:
    results = [Result("one", passed=3), Result("two", passed=1, failed=2, skipped=4, note="no Saleor")]

    code = summarise(Console(), results)

    assert code == 1
    assert capsys.readouterr().out.splitlines()[-1] == "4 passed, 2 failed, 4 skipped"


def test_a_skipped_part_is_named_with_what_it_needs(capsys: pytest.CaptureFixture[str]) -> None:
    code = summarise(Console(), [Result("in Saleor", skipped=1, note="Set SALEOR_HOME.")])

    assert code == 0
    assert "SKIPPED: in Saleor: Set SALEOR_HOME." in capsys.readouterr().out


def test_without_a_saleor_its_tests_are_skipped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SALEOR_HOME", str(tmp_path))

    result = in_saleor([])

    assert (result.skipped, result.failed) == (1, 0)
    assert "SALEOR_HOME" in result.note
