"""`./dev translations`: brings the files of translations up to date with the sentences in the code.

Each app has its own, `locale/<language>/LC_MESSAGES/django.po`, and beside it the compiled `django.mo` that is read at
run time; both are committed. A new language: copy a `.po` file, translate it, run this.

    ./dev translations            find the sentences, update every .po, compile every .mo, and name what is untranslated
    ./dev translations --check    change nothing; fail if a file is not up to date or a sentence untranslated
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from devtools.machine.state import CHECKOUT

# Which folders' sentences stand in whose files.
SOURCES = {
    "plugins/odop_core": ("plugins/odop_core", "storefront_schema", "saleor_config"),
    **{
        path.relative_to(CHECKOUT).as_posix(): (path.relative_to(CHECKOUT).as_posix(),)
        for path in sorted((CHECKOUT / "plugins").glob("odop_*"))
        if path.name != "odop_core"
    },
}
# A sentence and its context, and where it stands.
Sentences = dict[tuple[str | tuple[str, ...], str | None], list[tuple[str, int]]]
# Lines of the header that Babel writes: empty forms, and the moment of writing, which would make every run a change.
UNWANTED = (b'"Project-Id', b'"Report-', b'"POT-', b'"PO-Rev', b'"Last-Tr', b'"Language-Team', b'"Generated')
# In place of the moment of compiling, which would make every run a change as well.
NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)
KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "pgettext": ((1, "c"), 2), "ngettext": (1, 2)}


def main(arguments: Sequence[str]) -> int:
    check = "--check" in arguments
    problems: list[str] = []
    for app, folders in SOURCES.items():
        found = sentences(folders)
        for file in sorted((CHECKOUT / app / "locale").glob("*/LC_MESSAGES/django.po")):
            problems += _outdated(file, found) if check else _updated(file, found)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


def sentences(folders: Sequence[str]) -> Sentences:
    """Every sentence in the code of some folders, with its context and the files it stands in."""
    found: Sentences = {}
    for folder in folders:
        for path, source in _sources(CHECKOUT / folder):
            place = path.relative_to(CHECKOUT).as_posix()
            for line, message, _comments, context in extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS):
                places = found.setdefault((message, context), [])
                if all(place != known for known, _line in places):
                    places.append((place, line))
    return found


def _sources(folder: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, path.read_text(encoding="utf-8")
    for path in sorted(folder.rglob("*.html")):
        yield path, templatize(path.read_text(encoding="utf-8"), origin=path.name)


def _merged(file: Path, found: Sentences) -> Catalog:
    """The file with exactly the sentences of the code: those that are gone leave it, new ones have no translation."""
    language = file.parents[1].name
    known = read_po(io.BytesIO(file.read_bytes()), locale=language)
    merged = Catalog(
        locale=language, domain="django", header_comment=known.header_comment, fuzzy=False, creation_date=NO_DATE,
        revision_date=NO_DATE,
    )  # fmt: skip
    for (message, context), places in sorted(found.items(), key=lambda entry: (entry[1][0][0], str(entry[0][0]))):
        before = known.get(message, context)
        merged.add(message, before.string if before else None, locations=places, context=context)
    return merged


def _written(catalog: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(out, catalog, include_lineno=False, width=120)
    lines = [line for line in out.getvalue().split(b"\n") if not line.startswith(UNWANTED)]
    return b"\n".join(lines)


def _compiled(catalog: Catalog) -> bytes:
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def _untranslated(file: Path, catalog: Catalog) -> list[str]:
    place = file.relative_to(CHECKOUT).as_posix()
    return [f"{place}: no translation of {message.id!r}" for message in catalog if message.id and not message.string]


def _updated(file: Path, found: Sentences) -> list[str]:
    catalog = _merged(file, found)
    file.write_bytes(_written(catalog))
    file.with_suffix(".mo").write_bytes(_compiled(catalog))
    return _untranslated(file, catalog)


def _outdated(file: Path, found: Sentences) -> list[str]:
    catalog = _merged(file, found)
    compiled = file.with_suffix(".mo")
    current = (
        compiled.exists() and compiled.read_bytes() == _compiled(catalog) and file.read_bytes() == _written(catalog)
    )
    place = file.relative_to(CHECKOUT).as_posix()
    stale = [] if current else [f"{place} is not up to date with the code: run ./dev translations"]
    return stale + _untranslated(file, catalog)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
