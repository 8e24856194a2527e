"""What the documentation points to is there: links, their anchors, pictures, and paths written in `code`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(
    page for page in ROOT.rglob("*.md") if not any(part.startswith(".") for part in page.relative_to(ROOT).parts)
)
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
INLINE_CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^()\s]+)\)|<img[^>]*? src=\"([^\"]+)\"")
PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)*/?")
# A name without a slash is one of a file if it ends so; others may be names of settings or events.
ENDINGS = (".py", ".md", ".csv", ".toml", ".json", ".graphql", ".svg", ".yaml", ".po", ".html", ".css", ".sql")
MADE_BY_THE_READER = {"docker/.env", "codegen.json"}
MODULE = re.compile(r"(odop_[a-z]+|saleor_config|storefront_schema|devtools|benchmarks)((?:\.[a-z_]+)+)")


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@cache
def tails() -> set[str]:
    """Every file and folder of the repository, from each of its folders on: "a/b.py", "b.py"."""
    found: set[str] = set()
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        if not any(part in {"__pycache__", ".venv", ".venv-e2e", ".git", ".odop"} for part in parts):
            found |= {"/".join(parts[start:]) for start in range(len(parts))}
    return found


@cache
def tops() -> set[str]:
    """What the path of a folder may begin with."""
    return {path.name for place in (ROOT, ROOT / "plugins") for path in place.iterdir() if path.is_dir()}


@cache
def anchors(page: Path) -> set[str]:
    """As GitHub makes them of headings."""
    headings = re.findall(r"^#+ +(.+?) *$", FENCED.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for groups in LINK.findall(FENCED.sub("", page.read_text(encoding="utf-8"))):
        target = "".join(groups)
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            broken.append(target)

    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_paths_exist(page: Path) -> None:
    written = set(INLINE_CODE.findall(FENCED.sub("", page.read_text(encoding="utf-8"))))
    paths = {text.rstrip("/") for text in written if PATH.fullmatch(text) and is_path(text)}
    missing = paths - tails() - MADE_BY_THE_READER

    assert sorted(path for path in missing if not (page.parent / path).exists()) == []


def is_path(text: str) -> bool:
    folder, slash, _rest = text.partition("/")
    return text.endswith(ENDINGS) or (bool(slash) and folder in tops())


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_modules_exist(page: Path) -> None:
    """Of `odop_core.store.port` the first two names; what follows may be a function."""
    text = page.read_text(encoding="utf-8")
    written = [code.split("(")[0] for code in INLINE_CODE.findall(FENCED.sub("", text))]
    named = [found for code in written if (found := MODULE.fullmatch(code))]
    named += re.finditer(rf"(?<=-m ){MODULE.pattern}", text)

    assert [found[0] for found in named if not is_module(found[1], found[2].split(".")[1])] == []


def is_module(package: str, name: str) -> bool:
    place = ROOT / ("plugins" if package.startswith("odop_") else "") / package / name
    return place.is_dir() or place.with_suffix(".py").exists()
