"""The contracts of import-linter in pyproject.toml, which `./dev test` checks, leave none of our packages out."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
TOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
WALLS = TOOLS["importlinter"]
# All that is in the wheel, and what only developers run.
OURS = {Path(folder).name for folder in TOOLS["hatch"]["build"]["targets"]["wheel"]["packages"]} | {"devtools"}


def test_every_app_is_in_the_wheel() -> None:
    assert {path.name for path in (ROOT / "plugins").glob("odop_*")} <= OURS


def test_every_package_stands_on_a_floor_and_is_searched_for_circles() -> None:
    # given
    layers, circles = WALLS["contracts"][0]["layers"], WALLS["contracts"][-1]["ancestors"]

    # then
    assert set(WALLS["root_packages"]) == OURS
    assert {package for layer in layers for package in layer.split(" | ")} == OURS
    assert set(circles) == OURS


def test_no_app_but_the_core_is_open_to_the_others() -> None:
    (protected,) = (contract for contract in WALLS["contracts"] if contract["type"] == "protected")
    assert set(protected["protected_modules"]) == {name for name in OURS if name.startswith("odop_")} - {"odop_core"}
