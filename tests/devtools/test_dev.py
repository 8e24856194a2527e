"""`./dev`, as somebody new to the project meets it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
LIMIT_SECONDS = 60


def run(*arguments: str, root: Path = CHECKOUT, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(root / "dev"), *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=LIMIT_SECONDS,
    )


def fill(folder: Path) -> Path:
    """Nothing but `dev`, requirements that ask for nothing, and commands that say hello."""
    shutil.copy(CHECKOUT / "dev", folder)
    for name in ("dev.txt", "e2e.txt"):
        path = folder / "requirements" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("")
    commands = folder / "devtools"
    commands.mkdir(parents=True)
    (commands / "demo.py").write_text("import sys\nprint('demo', *sys.argv[1:])\nprint(sys.prefix)\nsys.exit(7)\n")
    (commands / "tests.py").write_text("import sys\nprint('tests', *sys.argv[1:])\n")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where nothing was set up yet."""
    return fill(tmp_path)


@dataclass(frozen=True)
class FirstRun:
    folder: Path
    answer: subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> FirstRun:
    """The first command in a folder, which makes an environment; that takes so long that all tests share it."""
    made = fill(tmp_path_factory.mktemp("made"))
    return FirstRun(made, run("demo", "--once", root=made))


@pytest.fixture
def prepared(first_run: FirstRun, tmp_path: Path) -> Path:
    """Where a command ran before."""
    copy = tmp_path / "prepared"
    return Path(shutil.copytree(first_run.folder, copy, symlinks=True, copy_function=copy_or_link))


def copy_or_link(source: str, target: str) -> None:
    """What pip is made of is many files, which nobody changes."""
    (os.link if "site-packages" in source else shutil.copy2)(source, target)


@pytest.mark.parametrize("asking", [[], ["help"], ["--help"], ["-h"]])
def test_it_explains_itself(asking: list[str]) -> None:
    answer = run(*asking)

    assert answer.returncode == 0
    assert all(command in answer.stdout for command in ("demo [--once]", "test [pytest arguments]", "saleor"))


def test_an_unknown_command_is_named() -> None:
    answer = run("dmeo")

    assert answer.returncode == 2
    assert "'dmeo'" in answer.stderr


def test_a_command_runs_in_an_environment_made_for_it(first_run: FirstRun) -> None:
    assert first_run.answer.returncode == 7
    assert "demo --once" in first_run.answer.stdout
    assert str(first_run.folder / ".venv") in first_run.answer.stdout


def test_a_second_run_sets_nothing_up(prepared: Path) -> None:
    assert "Installing" not in run("demo", root=prepared).stdout


def test_changed_requirements_are_installed(prepared: Path) -> None:
    # given
    (prepared / "requirements" / "dev.txt").write_text("# changed\n")

    # when / then
    assert "Installing" in run("demo", root=prepared).stdout


def test_what_cannot_be_installed_is_shown_in_full(prepared: Path) -> None:
    # given
    (prepared / "requirements" / "dev.txt").write_text("no-such-thing==1 --hash=sha256:" + "0" * 64 + "\n")

    # when
    answer = run("demo", root=prepared, PIP_NO_INDEX="1")

    # then
    assert answer.returncode == 1
    assert "no-such-thing" in answer.stderr
    assert "Is there a network" in answer.stderr


def test_black_box_tests_get_an_environment_of_their_own_only_when_they_run(prepared: Path) -> None:
    # given: it is there, as making one is slow, but what it should hold was never installed
    own = prepared / ".venv-e2e"
    shutil.copytree(prepared / ".venv", own, symlinks=True, copy_function=copy_or_link)
    (own / "requirements.sha256").unlink()

    # when / then
    run("test", "tests/odop_core", root=prepared)
    assert not (own / "requirements.sha256").exists()

    # when / then
    run("test", "--nightly", root=prepared)
    assert (own / "requirements.sha256").exists()


def test_byte_code_is_kept_out_of_sight_instead_of_not_at_all(prepared: Path) -> None:
    # given
    (prepared / "devtools" / "demo.py").write_text("import sys\nprint(sys.dont_write_bytecode, sys.pycache_prefix)\n")

    # when
    answer = run("demo", root=prepared, PYTHONDONTWRITEBYTECODE="1", PYTHONPYCACHEPREFIX="")

    # then
    assert f"False {prepared / '.odop' / 'pycache'}" in answer.stdout


def test_without_a_suitable_python_it_says_what_to_install(folder: Path) -> None:
    # given
    script = (folder / "dev").read_text().replace("WANTED = ((3, 12), (3, 11))", "WANTED = ((3, 99),)")
    (folder / "dev").write_text(script)

    # when
    answer = run("demo", root=folder)

    # then
    assert answer.returncode == 1
    assert "apt install python3.12" in answer.stderr


def test_continuous_integration_runs_the_same_command() -> None:
    commands = (CHECKOUT / ".ci" / "run").read_text().splitlines()

    assert commands[-1] == "exec ./dev test"
