"""The Python environment in which the suite runs inside a Saleor: a thin one of ours on top of Saleor's, which stays
as it is.

Saleor lives in a checkout at `SALEOR_HOME` with its packages in `.venv` there. We make a virtual environment from the
same Python, let it see Saleor and its packages, and install the suite into it as `pip install --no-deps` would
(editable, so that edits count): its entry points are what makes Saleor load it, exactly as in a deployment.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

from devtools.machine.environments import BUILD_REQUIREMENTS, build_wheel, python_of, run_step
from devtools.machine.state import CHECKOUT, exclusive, shared_state_dir

# What the suite needs and Saleor does not have.
EXTRA_REQUIREMENTS = CHECKOUT / "requirements" / "in-saleor.txt"
UNUSED_SECONDS = 2 * 24 * 3600
WHERE_IT_IS = "import json, sys, sysconfig; print(json.dumps([sys._base_executable, sysconfig.get_path('purelib')]))"


class SaleorMissing(RuntimeError):
    """There is no usable Saleor; the message says what to set or install."""


@dataclass(frozen=True)
class Saleor:
    """A Saleor checkout with its installed environment."""

    home: Path
    python: Path
    version: str

    @property
    def slug(self) -> str:
        """The version as part of a database or folder name."""
        return "".join(sign if sign.isalnum() else "_" for sign in self.version)


def find_saleor() -> Saleor:
    """The Saleor at SALEOR_HOME (default ~/saleor). Raises SaleorMissing."""
    home = Path(os.environ.get("SALEOR_HOME", "~/saleor")).expanduser().resolve()
    if not (home / "saleor" / "settings.py").exists():
        raise SaleorMissing(
            f"There is no Saleor in {home}. Set SALEOR_HOME to a checkout of https://github.com/saleor/saleor, "
            "3.21 or later, with its packages installed (3.22 and later: run `uv sync` in it)."
        )
    python = Path(os.environ.get("SALEOR_PYTHON", home / ".venv" / "bin" / "python"))
    if not python.exists():
        raise SaleorMissing(
            f"The Saleor in {home} has no installed packages. Run `uv sync` there (3.21: `poetry install` with "
            "virtualenvs.in-project), or set SALEOR_PYTHON to the interpreter that has them."
        )
    project = tomllib.loads((home / "pyproject.toml").read_text())
    described = project.get("project") or project["tool"]["poetry"]
    return Saleor(home, python, described["version"])


def overlay_python(saleor: Saleor) -> Path:
    """The interpreter that sees Saleor and the suite; the environment is made at the first call and kept.

    Each recipe has an environment of its own: what runs in one does not have it taken away when another is made.
    Raises EnvironmentFailed.
    """
    place = hashlib.sha256(f"{CHECKOUT}\n{saleor.python}".encode()).hexdigest()[:10]
    family = f"saleor-{saleor.slug}-{place}"
    directory = shared_state_dir() / f"{family}-{_recipe(saleor)[:10]}"
    with exclusive(shared_state_dir() / f"{family}.lock"):
        stamp = directory / "made"
        if not stamp.exists():
            print(f"Making an environment for the suite on Saleor {saleor.version} …", flush=True)
            shutil.rmtree(directory, ignore_errors=True)
            _make(saleor, directory)
            _forget_old(family)
        stamp.touch()
    return python_of(directory)


def _forget_old(family: str) -> None:
    """Environments of other recipes that nobody asked for in a while. What asked for one may run for hours."""
    long_ago = time.time() - UNUSED_SECONDS
    for directory in shared_state_dir().glob(f"{family}-*"):
        stamp = directory / "made"
        if stamp.exists() and stamp.stat().st_mtime < long_ago:
            shutil.rmtree(directory, ignore_errors=True)


def child_environment() -> dict[str, str | None]:
    """For every process of Saleor: byte code kept apart (it starts three times faster), no telemetry, and nothing that
    is set for the tests beside Saleor."""
    return {
        "PYTHONPYCACHEPREFIX": str(shared_state_dir() / "pycache"),
        "PYTHONDONTWRITEBYTECODE": None,
        "PYTHONUNBUFFERED": "1",
        "PYTHONPATH": None,  # the environment itself knows where the suite is
        "CELERY_BROKER_URL": None,
        "DJANGO_SETTINGS_MODULE": None,
        "SEND_USAGE_TELEMETRY": "False",
    }


def _recipe(saleor: Saleor) -> str:
    """Changes whenever the environment must be made anew."""
    sources = [CHECKOUT / "pyproject.toml", BUILD_REQUIREMENTS, EXTRA_REQUIREMENTS, Path(__file__)]
    parts = [source.read_bytes() for source in sources]
    return hashlib.sha256(b"\n".join([*parts, str(saleor.home).encode()])).hexdigest()


def _make(saleor: Saleor, directory: Path) -> None:
    base, packages = json.loads(run_step(str(saleor.python), "-c", WHERE_IT_IS))
    run_step(base, "-m", "venv", str(directory))
    python = python_of(directory)
    own_packages = Path(json.loads(run_step(str(python), "-c", WHERE_IT_IS))[1])
    (own_packages / "_saleor.pth").write_text(f"import site; site.addsitedir({packages!r})\n{saleor.home}\n")
    wheel = build_wheel(directory / "wheel", editable=True)
    install = [str(python), "-m", "pip", "install", "--quiet"]
    run_step(*install, "--require-hashes", "--no-deps", "-r", str(EXTRA_REQUIREMENTS))
    run_step(*install, "--no-deps", "--no-index", str(wheel))
