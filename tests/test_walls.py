"""Who may know whom: the imports of every file, read from its text, against the rules of the house.

An import inside a function counts like one at the top of the file.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PLUGINS = ("odop_provenance", "odop_consignment", "odop_notifications", "odop_logistics", "odop_certificates")
OURS = ("odop_core", *PLUGINS, "storefront_schema", "saleor_config")
# The only places that know Saleor, apart from the adapters in saleor_config/in_saleor. (`saleor_setup` is a development
# tool that runs in Saleor's environment.)
KNOW_SALEOR = {
    *(f"plugins/{app}/plugin.py" for app in PLUGINS),
    "plugins/odop_core/intake_plugin.py",
    "plugins/odop_core/plugin/base.py",
    "storefront_schema/in_saleor.py",
    "storefront_schema/in_saleor_request.py",
    "devtools/saleor/setup.py",
}
# Settings that only tests use may live beside those they change.
TEST_SETTINGS = "tests/settings.py"
# What GraphQL may use of the core: the words it speaks in, not the machinery behind.
CORE_FOR_GRAPHQL = {
    "india.aadhaar", "store.host", "models", "india.money", "database.paging", "security.permissions",
    "plugin.configuration", "database.states", "queue.work", "i18n", "india.phones", "security.masking",
}  # fmt: skip


def imports(*folders: str) -> Iterator[tuple[str, str]]:
    """(path, import) for each import of ours, as a full dotted name: `from a.b import c` is `a.b.c`."""
    for folder in folders or ("plugins", "saleor_config", "storefront_schema"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            path = file.relative_to(ROOT)
            for name in _imported(path, ast.parse(file.read_text(encoding="utf-8"))):
                yield path.as_posix(), name


def _imported(path: Path, module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            # "from . import x" counts from the folder of the file.
            above = ".".join(path.parts[: -node.level]).removeprefix("plugins.") if node.level else ""
            origin = ".".join(part for part in (above, node.module or "") if part)
            yield from (f"{origin}.{alias.name}" for alias in node.names)


def is_of(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def package_of(path: str) -> str:
    parts = path.split("/")
    return parts[1] if parts[0] == "plugins" else parts[0]


def offences(*folders: str) -> Iterator[tuple[str, str]]:
    """(path, import) for every import of one of our packages by another."""
    for path, name in imports(*folders):
        other = next((package for package in OURS if is_of(name, package)), None)
        if other and other != package_of(path):
            yield path, name


def test_the_core_knows_nobody() -> None:
    assert list(offences("plugins/odop_core")) == []


def test_plugins_know_the_core_and_only_the_api_of_each_other() -> None:
    wrong = [
        (path, name)
        for plugin in PLUGINS
        for path, name in offences(f"plugins/{plugin}")
        if not is_of(name, "odop_core") and not any(is_of(name, f"{other}.api") for other in PLUGINS)
    ]

    assert wrong == []


def test_graphql_knows_the_apis_of_the_plugins_and_little_of_the_core() -> None:
    allowed = [f"{plugin}.api" for plugin in PLUGINS] + [f"odop_core.{module}" for module in CORE_FOR_GRAPHQL]
    wrong = [
        (path, name)
        for path, name in offences("storefront_schema")
        if not any(is_of(name, module) for module in allowed)
    ]

    assert wrong == []


def test_only_the_named_places_know_saleor() -> None:
    wrong = [
        (path, name)
        for path, name in imports()
        if is_of(name, "saleor") and path not in KNOW_SALEOR and not path.startswith("saleor_config/in_saleor/")
    ]

    assert wrong == []


def test_nothing_that_runs_in_production_needs_the_development_tools() -> None:
    wrong = [
        (path, name)
        for path, name in imports()
        if is_of(name, "devtools") and not path.startswith("devtools/") and path != TEST_SETTINGS
    ]

    assert wrong == []


def test_the_two_hosts_do_not_know_each_other() -> None:
    wrong = [
        (path, name)
        for host, other in (("app", "in_saleor"), ("in_saleor", "app"))
        for path, name in imports(f"saleor_config/{host}")
        if is_of(name, f"saleor_config.{other}")
    ]

    assert wrong == []


def test_nothing_outside_the_tests_knows_them() -> None:
    wrong = [(path, name) for path, name in imports() if is_of(name, "tests")]

    assert wrong == []
