"""What is in the wheel: every file of the packages that a Saleor needs, and nothing that only developers run."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from zipfile import ZipFile

from devtools.machine.environments import build_wheel
from devtools.machine.state import CHECKOUT


def main() -> int:
    found = differences()
    print("\n".join(found) or "All files of the packages are in the wheel, and no others.")
    return 1 if found else 0


def differences() -> list[str]:
    """One line for each file that the wheel lacks or has too many; empty when it is right. Raises EnvironmentFailed."""
    with tempfile.TemporaryDirectory() as folder:
        found = _files_of(build_wheel(Path(folder) / "wheel"))
    wanted = {
        path.relative_to(package.parent).as_posix()
        for package in _packages()
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    missing = [f"{name} is missing from the wheel." for name in sorted(wanted - found)]
    return missing + [f"{name} must not be in the wheel." for name in sorted(found - wanted)]


def _packages() -> list[Path]:
    return [*sorted((CHECKOUT / "plugins").glob("odop_*")), CHECKOUT / "saleor_config", CHECKOUT / "storefront_schema"]


def _files_of(wheel: Path) -> set[str]:
    """All but the wheel's own description of itself."""
    with ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


if __name__ == "__main__":
    sys.exit(main())
